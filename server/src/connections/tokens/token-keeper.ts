import { ApiError } from '../../http/client/api-error';
import { wait } from '../../http/client/wait';
import type { LeaseStore } from '../../lease-store';
import type { Logger } from '../../logger';
import type { ConnectionRecord } from '../accounts/connection-record';
import type { ConnectionStore, TokenChange } from '../accounts/connection-store';
import { type Credentials, openCredentials, sealCredentials } from '../accounts/credentials';
import type { TokenMethod } from '../accounts/provider-access';
import type { StatusKeeper } from '../health/status-keeper';
import type { OAuthClient, TokenOutcome, TokenRequests } from '../oauth/token-requests';
import { withTokens } from '../oauth/token-set';
import type { Vault } from '../vault/vault';
import type { Outside } from '../../outside-transactions';
import { createTokenLeases, LONGEST_SAVE_RETRY_MS } from './token-lease';

interface Dependencies {
  store: ConnectionStore;
  leases: LeaseStore;
  /** Of this process. */
  owner: string;
  vault: () => Vault;
  requests: TokenRequests;
  methodOf: (connection: ConnectionRecord) => TokenMethod;
  /** @throws {ApiError} `not-connected` where the site has none */
  clientOf: (connection: ConnectionRecord, credentials: Credentials) => Promise<OAuthClient>;
  status: StatusKeeper;
  onChanged: () => Promise<void>;
  /** True where one process alone uses the database, over one connection. */
  isAlone: boolean;
  /** Whether the caller has a database transaction open. */
  inTransaction: () => boolean;
  /** Runs work outside of the transaction of whoever asked for it. */
  outside: Outside;
  /** How long before its end a token is renewed. */
  bufferMs: number;
  /** Ms since 1970. */
  now: () => number;
  random: () => number;
  log: Logger;
}

/** Callers do not wait for a renewal while the token they have is good for so long. */
const SAFE_REST_MS = 20_000;
/** A buffer up to this part of a token's life is kept to. */
const LARGEST_PART_AHEAD = 3 / 4;
const FIRST_BACKOFF_MS = 2_000;
const LONGEST_BACKOFF_MS = 10 * 60_000;
const FIRST_SAVE_RETRY_MS = 100;
/** How long a token that is not stored yet goes on being offered while the process ends: a part of what Strapi leaves it. */
const LAST_SAVES_MS = 5_000;
/** How long a caller waits for a new token to be stored. */
const SAVE_PATIENCE_MS = 10_000;

/**
 * Renews tokens. Of all callers in all processes one asks the service: those of a process share a promise, the processes a
 * lease, and whoever has the lease reads the row again before he asks. A service that rotates refresh tokens takes a second
 * use of one for a theft and revokes everything, so no path renews without the lease.
 *
 * A new token is stored before it is used. Where it cannot be stored it is held, and stored as soon as that works: it may be
 * the only one that is still good.
 */
export function createTokenKeeper(dependencies: Dependencies) {
  const { store, leases, owner, vault, requests, methodOf, clientOf, status, outside, now, log } =
    dependencies;
  const underWay = new Map<number, Promise<ConnectionRecord>>();
  /** New tokens that the database did not take yet, with the version that they replace. */
  const unsaved = new Map<number, Promise<ConnectionRecord>>();
  /** Leases that are being given back. */
  const endings = new Set<Promise<void>>();
  const stopping = new AbortController();
  const takeLease = createTokenLeases({
    leases,
    owner,
    random: dependencies.random,
    stopping: stopping.signal,
    log,
  });
  /** By `performance.now()`. */
  let lastSaveAt = Infinity;

  const restOf = ({ expiresAt }: ConnectionRecord) =>
    expiresAt === null ? Infinity : expiresAt - now();

  function isDue(connection: ConnectionRecord): boolean {
    const { isRenewable, status: state, tokenLifeMs, refreshAfter } = connection;
    if (!isRenewable || state === 'needs-reauthorization') return false;
    const rest = restOf(connection);
    if (rest > aheadMs(dependencies.bufferMs, tokenLifeMs)) return false;
    const isBackingOff = refreshAfter !== null && refreshAfter > now();
    return !isBackingOff || rest <= SAFE_REST_MS;
  }

  /** One renewal at a time in this process, whoever asks. */
  async function renew(id: number, staleVersion: number): Promise<ConnectionRecord> {
    const known = underWay.get(id);
    if (known) return known;
    refuseInTransaction(RENEWAL_IN_TRANSACTION);
    const renewal = outside(() => renewOverProcesses(id, staleVersion)).finally(() =>
      underWay.delete(id),
    );
    underWay.set(id, renewal);
    return renewal;
  }

  /** @throws {ApiError} `not-connected`: the caller holds the database's only connection, and would wait for us, and we for it */
  function refuseInTransaction(message: string): void {
    if (!dependencies.isAlone || !dependencies.inTransaction()) return;
    throw new ApiError({ code: 'not-connected', message });
  }

  async function renewOverProcesses(id: number, staleVersion: number): Promise<ConnectionRecord> {
    const { found, lease } = await takeLease(id, async () => {
      const connection = await usable(id);
      if (connection.tokenVersion > staleVersion) return connection;
      const held = unsaved.get(id);
      return held ? patiently(held) : null;
    });
    if (found) return found;
    if (!lease) throw unavailable('Another instance has been renewing its token for too long.');
    try {
      return await renewUnderLease(id, staleVersion);
    } finally {
      // A token that waits to be stored keeps the lease: another process would use up the refresh token a second time.
      const end = () => lease.end();
      const ending: Promise<void> = (unsaved.get(id) ?? Promise.resolve())
        .then(end, end)
        .finally(() => endings.delete(ending));
      endings.add(ending);
    }
  }

  async function renewUnderLease(id: number, staleVersion: number): Promise<ConnectionRecord> {
    const connection = await usable(id);
    if (connection.tokenVersion > staleVersion) return connection;
    const { refreshAfter } = connection;
    if (refreshAfter !== null && refreshAfter > now()) {
      const seconds = Math.ceil((refreshAfter - now()) / 1000);
      throw unavailable(`Renewing it failed before and is tried again in ${seconds} s.`);
    }
    const credentials = openCredentials(vault(), connection);
    const client = await clientOf(connection, credentials);
    const outcome = await ask(connection, credentials, client);
    if (outcome.kind === 'tokens') {
      const saved = save(connection, {
        credentials: sealCredentials(
          vault(),
          connection.documentId,
          withTokens(credentials, outcome.tokens),
        ),
        expiresAt: outcome.tokens.expiresAt,
        tokenLifeMs: outcome.tokens.lifeMs,
        isRenewable: true,
        scopesGranted: outcome.tokens.scopes ?? connection.scopesGranted,
        facts: { ...connection.facts, ...outcome.facts },
      });
      return patiently(saved);
    }
    return outcome.kind === 'refused' ? refused(connection, outcome) : failed(connection, outcome);
  }

  function ask(
    connection: ConnectionRecord,
    { refreshToken }: Credentials,
    client: OAuthClient,
  ): Promise<TokenOutcome> {
    const method = methodOf(connection);
    if (method.kind === 'client-credentials') {
      return requests.ofClient(method, connection, client, connection.scopesAsked ?? []);
    }
    if (refreshToken !== undefined)
      return requests.refresh(method, connection, client, refreshToken);
    return Promise.resolve({
      kind: 'refused',
      error: 'invalid_grant',
      message: 'The service gave out no refresh token.',
    });
  }

  /** Stores a new token, however long that takes; resolves with the connection as it is then. */
  function save(connection: ConnectionRecord, change: TokenChange): Promise<ConnectionRecord> {
    const { id, tokenVersion } = connection;
    const saving = (async () => {
      let delayMs = FIRST_SAVE_RETRY_MS;
      for (;;) {
        try {
          const isWritten = await store.saveToken(id, tokenVersion, change);
          if (!isWritten) log.warn(`connection ${id} was reconnected while its token was renewed`);
          await dependencies.onChanged();
          if (isWritten) await endError(connection);
          return await usable(id);
        } catch (error) {
          if (error instanceof ApiError) throw error;
          log.error(
            `a new token of connection ${id} could not be stored and is stored again`,
            error,
          );
          if (performance.now() >= lastSaveAt) throw error;
          await wait(delayMs);
          delayMs = Math.min(delayMs * 2, LONGEST_SAVE_RETRY_MS);
        }
      }
    })().finally(() => unsaved.delete(id));
    unsaved.set(id, saving);
    return saving;
  }

  /**
   * An error that renewing has set, which it does once the token is over, ends with the renewal; what the service did wrong in
   * calls ends with a call.
   */
  async function endError(connection: ConnectionRecord): Promise<void> {
    const { id, tokenVersion, refreshFailures } = connection;
    if (refreshFailures === 0 || restOf(connection) > 0) return;
    await status
      .set(id, 'connected', null, {
        isStillSo: (row) => row.tokenVersion === tokenVersion + 1 && row.status === 'error',
      })
      .catch((error: unknown) => log.warn(`the status of connection ${id} is out of date`, error));
  }

  /** Waits for what is being stored, but not for ever. */
  function patiently(saving: Promise<ConnectionRecord>): Promise<ConnectionRecord> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(unavailable('Its new token could not be stored yet.')),
        SAVE_PATIENCE_MS,
      );
      saving.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  async function refused(
    connection: ConnectionRecord,
    { error, message }: { error: string; message: string },
  ): Promise<ConnectionRecord> {
    const { id, tokenVersion } = connection;
    // Somebody may have reconnected it meanwhile, in which case the refused token is not the one that counts.
    const current = await usable(id);
    if (current.tokenVersion > tokenVersion) return current;
    const isGrant = error === 'invalid_grant';
    const reason = isGrant
      ? `${message} Reconnect the account.`
      : `${message} Check the client id and the secret of the app, then test the connection.`;
    await status.set(id, isGrant ? 'needs-reauthorization' : 'error', reason, {
      more: isGrant ? { refreshAfter: null, refreshFailures: 0 } : backoff(connection, null),
      isStillSo: (row) => row.tokenVersion === tokenVersion && row.status !== 'disconnected',
    });
    throw new ApiError({ code: 'not-connected', message: reason });
  }

  async function failed(
    connection: ConnectionRecord,
    { message, retryAfterMs }: { message: string; retryAfterMs: number | null },
  ): Promise<ConnectionRecord> {
    const { id, tokenVersion } = connection;
    const isOver = restOf(connection) <= 0;
    log.warn(`the token of connection ${id} could not be renewed: ${message}`);
    await status.set(
      id,
      isOver ? 'error' : connection.status,
      isOver ? message : connection.statusReason,
      {
        more: backoff(connection, retryAfterMs),
        isStillSo: (row) => row.tokenVersion === tokenVersion && row.status !== 'disconnected',
      },
    );
    if (!isOver) return connection;
    throw unavailable(message);
  }

  function backoff({ refreshFailures }: ConnectionRecord, retryAfterMs: number | null) {
    const delay = Math.min(FIRST_BACKOFF_MS * 2 ** refreshFailures, LONGEST_BACKOFF_MS);
    const spread = Math.round(delay * (0.5 + dependencies.random() / 2));
    return {
      refreshAfter: now() + Math.max(spread, retryAfterMs ?? 0),
      refreshFailures: refreshFailures + 1,
    };
  }

  /** @throws {ApiError} `not-connected` */
  async function usable(id: number): Promise<ConnectionRecord> {
    const connection = await store.findOne(id);
    if (connection?.credentials && connection.status !== 'disconnected') return connection;
    throw new ApiError({
      code: 'not-connected',
      message: connection
        ? `"${connection.name}" is disconnected. Reconnect it first.`
        : 'There is no such connection. It may have been deleted.',
    });
  }

  return {
    /**
     * The connection with a token that is good; not a promise where it has one.
     *
     * @throws {ApiError} `not-connected` where none can be had
     */
    ensure(connection: ConnectionRecord): ConnectionRecord | Promise<ConnectionRecord> {
      if (!isDue(connection)) return connection;
      const renewal = renew(connection.id, connection.tokenVersion);
      if (restOf(connection) <= SAFE_REST_MS) return renewal;
      // What went wrong is written down; this caller does not need the new token.
      renewal.catch(() => {});
      return connection;
    },

    /** The same with another token than the one of `staleVersion`, which the service refused. */
    renew,

    isDue,

    /**
     * Runs work on the token of a connection that no renewal may come in between of. One that has gone on for longer than any
     * should is waited for no longer.
     *
     * @param refusal what a caller is told who has a transaction open where that would never end
     * @throws {ApiError} `not-connected` for such a caller
     */
    async withoutRenewals<T>(id: number, refusal: string, work: () => Promise<T>): Promise<T> {
      refuseInTransaction(refusal);
      const { lease } = await takeLease(id, () => Promise.resolve(null));
      return work().finally(() => lease?.end());
    },

    /** Resolves when no renewal is under way and what could be stored within seconds is stored. */
    async stop(): Promise<void> {
      stopping.abort();
      lastSaveAt = performance.now() + LAST_SAVES_MS;
      await Promise.allSettled([...underWay.values(), ...unsaved.values()]);
      await Promise.allSettled(endings);
    },
  };
}

/**
 * How long before its end a token is renewed. Of a token that hardly outlives the buffer, every new one would be due at once:
 * it is renewed in the last quarter of its life.
 */
export function aheadMs(bufferMs: number, tokenLifeMs: number | null): number {
  const isOutlived = tokenLifeMs === null || bufferMs <= tokenLifeMs * LARGEST_PART_AHEAD;
  return isOutlived ? bufferMs : tokenLifeMs / 4;
}

export type TokenKeeper = ReturnType<typeof createTokenKeeper>;

const NO_TOKEN = 'The connection has no valid token at the moment.';
const RENEWAL_IN_TRANSACTION = `${NO_TOKEN} It cannot be renewed inside a database transaction: call the service before or after it.`;

function unavailable(why: string): ApiError {
  return new ApiError({ code: 'not-connected', message: `${NO_TOKEN} ${why}` });
}
