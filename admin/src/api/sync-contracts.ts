/** What the admin API of sync takes and answers, as types only. */
export type * from '../../../server/src/sync/contracts';
