import { PLUGIN_UID } from '../plugin-id';

export const CONNECTION_UID = `${PLUGIN_UID}.connection` as const;
export const OAUTH_CLIENT_UID = `${PLUGIN_UID}.oauth-client` as const;

/** Table names. Only `*-store.ts` files speak SQL. */
export const CONNECTIONS = 'ib_connections';
export const OAUTH_CLIENTS = 'ib_oauth_clients';
export const AUTHORIZATIONS = 'ib_authorizations';
export const STATUS_CHANGES = 'ib_connection_status_changes';
export const CALLS = 'ib_calls';
export const CALL_STATISTICS = 'ib_call_statistics';
