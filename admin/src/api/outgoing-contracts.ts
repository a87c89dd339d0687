/** What the admin API of outgoing webhooks takes and answers, as types only. */
export type * from '../../../server/src/outgoing/contracts';
