import { ApiError } from '../../http/client/api-error';
import { createTarget } from '../../http/client/api-target';
import type { Access, Authorization } from '../../http/client/authorization';
import { forAccount } from '../../providers/account';
import type { Provider } from '../../providers/provider';
import type { ProviderLookup } from '../../providers/registry';
import type { TokenKeeper } from '../tokens/token-keeper';
import type { Vault } from '../vault/vault';
import { authorizationOf } from './authorization-of';
import type { ConnectionRecord } from './connection-record';
import type { ConnectionRegistry } from './connection-registry';
import { type Credentials, openCredentials } from './credentials';
import { accessOf, isTokenMethod, methodOfConnection } from './provider-access';

/** A connection as far as a call needs it; one that is tried out before it is saved has no row yet. */
export type Candidate = Pick<
  ConnectionRecord,
  'provider' | 'auth' | 'settings' | 'facts' | 'tokenVersion' | 'name'
>;

/**
 * What calls of a connection are made with.
 *
 * @throws {ApiError} `not-connected`, `invalid-request`
 */
export function accessFor(
  providers: ProviderLookup,
  connection: Candidate,
  credentials: Credentials,
): Access {
  const { api } = accessOf(providers, connection.provider);
  const authorization = authorizationOf(
    methodOfConnection(providers, connection),
    connection,
    credentials,
  );
  if (!authorization) throw notConnected(`"${connection.name}" has no credentials. Reconnect it.`);
  const headers = api.headers ? forAccount(api.headers, connection) : {};
  return {
    target: createTarget(forAccount(api.baseUrl, connection), api.hosts),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    authorization,
  };
}

interface Dependencies {
  registry: ConnectionRegistry;
  keeper: TokenKeeper;
  providers: ProviderLookup;
  vault: () => Vault;
  now: () => number;
}

/** A service that refuses a new token as well refuses for another reason, and would be asked for one at every call. */
const RENEWAL_REST_MS = 60_000;

/** Opens connections for calls: from memory where nothing has changed, with a renewed token where one is due. */
export function createAccessOpener({ registry, keeper, providers, vault, now }: Dependencies) {
  /**
   * Decrypted once a revision: the registries keep one object for a connection, and one for a provider, for as long as it is
   * unchanged.
   */
  const opened = new WeakMap<ConnectionRecord, { access: Access; by: Provider | undefined }>();
  /** When a token was last renewed because the service refused it. */
  const renewedAt = new Map<number, number>();

  function accessOfRecord(connection: ConnectionRecord): Access {
    const by = providers.find(connection.provider);
    const known = opened.get(connection);
    if (known && known.by === by) return known.access;
    const access = accessFor(providers, connection, openCredentials(vault(), connection));
    opened.set(connection, { access, by });
    return access;
  }

  function ready(connection: ConnectionRecord | undefined): Access | Promise<Access> {
    if (!connection) throw notConnected('There is no such connection. It may have been deleted.');
    const { name, status: state, statusReason, credentials } = connection;
    if (credentials === null || state === 'disconnected') {
      throw notConnected(`"${name}" is disconnected. Reconnect it first.`);
    }
    if (state === 'needs-reauthorization') {
      throw notConnected(`"${name}" has to be reconnected. ${statusReason ?? ''}`.trim());
    }
    const usable = keeper.ensure(connection);
    return usable instanceof Promise ? usable.then(accessOfRecord) : accessOfRecord(usable);
  }

  return {
    /** @throws {ApiError} `not-connected` */
    open(id: number): Access | Promise<Access> {
      const found = registry.find(id);
      return found instanceof Promise ? found.then(ready) : ready(found);
    },

    /**
     * With the token that it has, which may be over: not to call with.
     *
     * @throws {ApiError} `not-connected`
     */
    async peek(id: number): Promise<Access> {
      const connection = await registry.find(id);
      if (!connection?.credentials) throw notConnected('There is no connection with credentials.');
      return accessOfRecord(connection);
    },

    /** Another authorization than the one that the service has just refused; null where there is none. */
    async renew(id: number, refused: Authorization): Promise<Authorization | null> {
      const connection = await registry.find(id);
      if (!connection || !isRegistered(providers, connection)) return null;
      if (!isTokenMethod(methodOfConnection(providers, connection))) return null;
      if (connection.tokenVersion > refused.version)
        return accessOfRecord(connection).authorization;
      const isRested = now() - (renewedAt.get(id) ?? -Infinity) >= RENEWAL_REST_MS;
      if (!connection.isRenewable || !isRested) return null;
      const renewed = await keeper.renew(id, refused.version);
      renewedAt.set(id, now());
      return accessOfRecord(renewed).authorization;
    },
  };
}

export type AccessOpener = ReturnType<typeof createAccessOpener>;

function isRegistered(providers: ProviderLookup, { provider }: ConnectionRecord): boolean {
  return providers.find(provider)?.access !== undefined;
}

function notConnected(message: string): ApiError {
  return new ApiError({ code: 'not-connected', message });
}
