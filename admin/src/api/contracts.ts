/** What the admin API of the server's features takes and answers, as types only. */
export type * from '../../../server/src/outgoing/contracts';
