/** What the admin API of incoming webhooks takes and answers, as types only. */
export type * from '../../../server/src/incoming/contracts';
