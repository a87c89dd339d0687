import type { Run } from '../../../api/sync-contracts';

/** How long a run took, or has taken by now, in milliseconds. */
export const durationOf = (
  { startedAt, finishedAt }: Pick<Run, 'startedAt' | 'finishedAt'>,
  now: number,
): number =>
  Math.max(0, (finishedAt ? new Date(finishedAt).getTime() : now) - new Date(startedAt).getTime());
