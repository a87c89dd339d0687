/** What the admin API of connections takes and answers, as types only. */
export type * from '../../../server/src/connections/contracts';
export type { ProviderCategory } from '../../../server/src/providers/account-access';
export type { AuthKind } from '../../../server/src/providers/auth-method';
