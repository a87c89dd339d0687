import type { EventDetail } from '../../../../api/incoming-contracts';

/** Whether a request was refused before its body was read to its end. */
export const isUnread = (problem: EventDetail['problem']): boolean =>
  problem !== null &&
  [
    'rate-limited',
    'body-too-large',
    'body-ratio',
    'body-late',
    'body-incomplete',
    'encoding-unsupported',
    'encoding-broken',
  ].includes(problem.code);
