import { randomUUID } from 'node:crypto';

import { errors } from '@strapi/utils';

import type { HttpSender } from '../../http/send-request';
import type { Logger } from '../../logger';
import type { AuthKind } from '../../providers/account-access';
import type { ProviderRegistry } from '../../providers/registry';
import { validateInput } from '../../validate-input';
import type { ConnectionStatus } from '../contracts';
import type { ProbeResult } from '../health/probe';
import type { StatusKeeper } from '../health/status-keeper';
import type { Authorizations, Granted } from '../oauth/authorizations';
import type { OAuthClients } from '../oauth/oauth-clients';
import { type Revocation, revokeGrant } from '../oauth/revoke';
import type { OAuthClient, TokenRequests } from '../oauth/token-requests';
import { type TokenSet, withTokens } from '../oauth/token-set';
import type { Vault } from '../vault/vault';
import { checkCredentials } from './check-credentials';
import { credentialsChangeSchema, newConnectionSchema, renameSchema } from './connection-input';
import type { ConnectionRecord } from './connection-record';
import type { ConnectionStore, NewConnection } from './connection-store';
import { type Credentials, openCredentials, sealCredentials } from './credentials';
import type { Candidate } from './open-access';
import {
  accessOf,
  isTokenMethod,
  methodOf,
  methodOfConnection,
  parseConnectionSettings,
} from './provider-access';

interface Dependencies {
  store: ConnectionStore;
  providers: ProviderRegistry;
  clients: OAuthClients;
  requests: TokenRequests;
  authorizations: Authorizations;
  sender: HttpSender;
  vault: () => Vault;
  status: StatusKeeper;
  /** Tries credentials out before they are saved. */
  tryOut: (candidate: Candidate, credentials: Credentials) => Promise<ProbeResult>;
  /** Tests a connection as it is saved, with a renewed token where one is due. */
  probe: (connection: ConnectionRecord) => Promise<ProbeResult>;
  /** Called after every change, so that this instance goes by it at once. */
  onChanged: () => Promise<void>;
  onDeleted: (id: number) => void;
  /** Writes the status of a new connection into its history. */
  keepHistory: (connection: ConnectionRecord) => Promise<unknown>;
  now: () => number;
  log: Logger;
}

const newDocumentId = () => randomUUID().replaceAll('-', '').slice(0, 24);

/** Making, testing, reconnecting and ending connections. */
export function createConnections(dependencies: Dependencies) {
  const { store, providers, clients, requests, sender, vault, status, now } = dependencies;

  async function find(id: number): Promise<ConnectionRecord> {
    const connection = await store.findOne(id);
    if (connection) return connection;
    throw new errors.NotFoundError('There is no such connection. It may have been deleted.', {
      code: 'connection-not-found',
    });
  }

  const nameOf = (provider: string) => providers.find(provider)?.name ?? provider;

  async function clientOf(
    provider: string,
    { clientId, clientSecret }: Credentials,
  ): Promise<OAuthClient> {
    if (clientId !== undefined && clientSecret !== undefined) return { clientId, clientSecret };
    // Each connection of such a provider may be to another service, which is not to get the secret of the site's app.
    const isShared = !accessOf(providers, provider).hasOwnClient;
    const client = isShared ? await clients.find(provider) : null;
    if (client) return client;
    throw new errors.ApplicationError(
      `There is no OAuth client for ${nameOf(provider)}. Enter its client id and secret first.`,
      { code: 'client-missing' },
    );
  }

  /** @throws {errors.ApplicationError} `test-failed` */
  function requireSuccess(result: ProbeResult): void {
    if (result.isSuccessful) return;
    throw new errors.ApplicationError(result.message, { code: 'test-failed' });
  }

  /** What tokens change of a connection. */
  function tokenFields(tokens: TokenSet, facts: Record<string, string>, credentials: Credentials) {
    return {
      facts,
      expiresAt: tokens.expiresAt,
      tokenLifeMs: tokens.lifeMs,
      isRenewable: credentials.refreshToken !== undefined,
      scopesGranted: tokens.scopes,
    };
  }

  /** Gets the first token of a site's own account. */
  async function firstToken(
    candidate: Candidate,
    auth: AuthKind,
    credentials: Credentials,
    scopes: string[],
  ) {
    const method = methodOfConnection(providers, { ...candidate, auth });
    if (!isTokenMethod(method)) return null;
    const client = await clientOf(candidate.provider, credentials);
    const outcome = await requests.ofClient(method, candidate, client, scopes);
    if (outcome.kind === 'tokens') return outcome;
    throw new errors.ApplicationError(outcome.message, { code: 'token-request-failed' });
  }

  function accountFields({ account }: ProbeResult) {
    return account ? { accountId: account.id, accountName: account.name } : {};
  }

  const blank = {
    facts: {},
    tokenVersion: 1,
    expiresAt: null,
    tokenLifeMs: null,
    isRenewable: false,
    scopesAsked: null,
    scopesGranted: null,
    status: 'connected',
    statusReason: null,
    accountId: null,
    accountName: null,
    lastUsedAt: null,
    lastTestedAt: null,
    refreshAfter: null,
    refreshFailures: 0,
    expiryNoticeFor: null,
  } as const satisfies Partial<NewConnection>;

  /** Signs in by key, password or client credentials, and tries it out. */
  async function signIn(
    candidate: Candidate,
    input: Parameters<typeof checkCredentials>[1],
    scopes: string[],
  ) {
    const { provider, auth } = candidate;
    const { hasOwnClient = false } = accessOf(providers, provider);
    const isClientKnown = !hasOwnClient && (await clients.describe(provider)) !== null;
    const given = checkCredentials(auth as Exclude<AuthKind, 'oauth2'>, input, isClientKnown);
    const granted = await firstToken(candidate, auth, given, scopes);
    const credentials = granted ? withTokens(given, granted.tokens) : given;
    const facts = granted?.facts ?? {};
    const result = await dependencies.tryOut({ ...candidate, facts }, credentials);
    requireSuccess(result);
    const fields: Partial<NewConnection> = {
      ...(granted && {
        ...tokenFields(granted.tokens, facts, credentials),
        // The site can always sign in again.
        isRenewable: true,
        scopesAsked: scopes,
      }),
      ...accountFields(result),
      lastTestedAt: now(),
    };
    return { credentials, fields, account: result.account };
  }

  async function add(connection: NewConnection): Promise<ConnectionRecord> {
    const added = await store.create(connection);
    await dependencies.onChanged();
    await dependencies.keepHistory(added);
    return added;
  }

  /** Puts new credentials in the place of a connection's old ones. What a person has just entered goes before a renewal. */
  async function replaceCredentials(
    { id, documentId }: ConnectionRecord,
    credentials: Credentials,
    fields: Partial<NewConnection>,
  ): Promise<ConnectionRecord> {
    const sealed = sealCredentials(vault(), documentId, credentials);
    const changed = await status.set(id, 'connected', null, {
      more: (row) => ({
        ...fields,
        credentials: sealed,
        // Higher than any that a renewal under way has seen.
        tokenVersion: row.tokenVersion + 1,
        refreshAfter: null,
        refreshFailures: 0,
      }),
    });
    return changed ?? find(id);
  }

  /** The connection goes on for the same account, or what uses it would work on another one's data. */
  function requireSameAccount(connection: ConnectionRecord, account: ProbeResult['account']): void {
    if (!account || connection.accountId === null || account.id === connection.accountId) return;
    throw new errors.ApplicationError(
      `You signed in as ${account.name}, but this connection is for ${connection.accountName ?? connection.accountId}. Sign in with that account, or make a new connection for ${account.name}.`,
      { code: 'other-account' },
    );
  }

  return {
    find,
    findAll: () => store.findAll(),

    /**
     * Connects by key, token, password or client credentials, after a test.
     *
     * @throws {errors.ValidationError | errors.ApplicationError | VaultError}
     */
    async create(input: unknown): Promise<ConnectionRecord> {
      const parsed = validateInput(newConnectionSchema, input);
      const { provider, auth } = parsed;
      const access = accessOf(providers, provider);
      const method = methodOf(access, auth);
      const candidate: Candidate = {
        provider,
        auth,
        name: parsed.name ?? nameOf(provider),
        settings: parseConnectionSettings(access, parsed.settings),
        facts: {},
        tokenVersion: 1,
      };
      const configured = await clients.describe(provider);
      const scopes =
        parsed.scopes ?? configured?.scopes ?? ('scopes' in method ? method.scopes : []);
      const { credentials, fields, account } = await signIn(candidate, parsed.credentials, scopes);
      const documentId = newDocumentId();
      return add({
        ...blank,
        documentId,
        ...candidate,
        name: parsed.name ?? account?.name ?? candidate.name,
        credentials: sealCredentials(vault(), documentId, credentials),
        statusSince: now(),
        ...fields,
      });
    },

    async rename(id: number, input: unknown): Promise<ConnectionRecord> {
      const { name } = validateInput(renameSchema, input);
      const changed = await store.change(id, () => ({ name }));
      await dependencies.onChanged();
      return changed ?? find(id);
    },

    /** New credentials for a connection that is not of OAuth, tested first. Everything that uses it goes on. */
    async setCredentials(id: number, input: unknown): Promise<ConnectionRecord> {
      const connection = await find(id);
      const parsed = validateInput(credentialsChangeSchema, input);
      if (connection.auth === 'oauth2') {
        throw new errors.ApplicationError('Reconnect this account on the page of its service.', {
          code: 'needs-authorization',
        });
      }
      const { credentials, fields, account } = await signIn(
        connection,
        parsed.credentials,
        connection.scopesAsked ?? [],
      );
      requireSameAccount(connection, account);
      return replaceCredentials(connection, credentials, fields);
    },

    /**
     * Finishes an authorization: makes the connection, or gives a known one new tokens.
     *
     * @throws {errors.ApplicationError} `authorization-expired`, `authorization-denied`, `token-request-failed`,
     *   `other-account`
     */
    async completeAuthorization(input: unknown, adminId: number) {
      const granted = await dependencies.authorizations.complete(input, adminId);
      const { request } = granted;
      const existing =
        request.connectionId === null ? null : await store.findOne(request.connectionId);
      return existing ? reconnect(existing, granted) : connect(granted);
    },

    /** Tests a connection and writes down how it does. */
    async test(id: number): Promise<{ result: ProbeResult; connection: ConnectionRecord }> {
      const connection = await find(id);
      if (connection.status === 'disconnected') {
        throw new errors.ApplicationError('The connection is disconnected. Reconnect it first.', {
          code: 'disconnected',
        });
      }
      const result = await dependencies.probe(connection);
      const current = await find(id);
      // What the test found out about the token, renewing it has written down already.
      const stays = current.status === 'needs-reauthorization' || current.status === 'disconnected';
      const state = stays ? current.status : stateAfter(result, current);
      const reason = stays ? current.statusReason : result.isSuccessful ? null : result.message;
      const changed = await status.set(id, state, reason, {
        more: { ...accountFields(result), lastTestedAt: now() },
        isStillSo: (row) =>
          row.status === current.status && row.tokenVersion === current.tokenVersion,
      });
      return { result, connection: changed ?? (await find(id)) };
    },

    /** Takes the grant back where that is possible, and erases the credentials in any case. */
    async disconnect(
      id: number,
    ): Promise<{ connection: ConnectionRecord; revocation: Revocation }> {
      const connection = await find(id);
      const revocation = await revoke(connection);
      const changed = await status.set(id, 'disconnected', null, {
        more: (row) => ({
          credentials: null,
          tokenVersion: row.tokenVersion + 1,
          expiresAt: null,
          tokenLifeMs: null,
          isRenewable: false,
          refreshAfter: null,
          refreshFailures: 0,
        }),
      });
      return { connection: changed ?? connection, revocation };
    },

    /** @throws {errors.ApplicationError} `still-connected` */
    async delete(id: number): Promise<void> {
      const { status: state } = await find(id);
      if (state !== 'disconnected') {
        throw new errors.ApplicationError('Disconnect it first.', { code: 'still-connected' });
      }
      await store.delete(id);
      await dependencies.onChanged();
      dependencies.onDeleted(id);
    },
  };

  async function connect({ request, tokens, facts }: Granted) {
    const credentials = withTokens(request.ownClient ?? {}, tokens);
    const documentId = newDocumentId();
    const candidate: Candidate = {
      provider: request.provider,
      auth: 'oauth2',
      name: request.name ?? nameOf(request.provider),
      settings: request.settings,
      facts,
      tokenVersion: 1,
    };
    // A test that fails is no reason to lose a grant that the service has just given.
    const result = await dependencies.tryOut(candidate, credentials);
    const connection = await add({
      ...blank,
      documentId,
      ...candidate,
      name: request.name ?? result.account?.name ?? candidate.name,
      credentials: sealCredentials(vault(), documentId, credentials),
      ...tokenFields(tokens, facts, credentials),
      scopesAsked: request.scopes,
      status: result.isSuccessful ? 'connected' : 'error',
      statusReason: result.isSuccessful ? null : result.message,
      statusSince: now(),
      ...accountFields(result),
      lastTestedAt: now(),
    });
    return { connection, isNew: true };
  }

  async function reconnect(existing: ConnectionRecord, { request, tokens, facts }: Granted) {
    // Not the old refresh token: a new grant that brings none has none.
    const credentials = withTokens(request.ownClient ?? {}, tokens);
    const candidate = { ...existing, facts, settings: request.settings };
    const result = await dependencies.tryOut(candidate, credentials);
    // Whose account it is has to be known before what uses the connection goes on with it.
    if (existing.accountId !== null && !result.account) requireSuccess(result);
    requireSameAccount(existing, result.account);
    const connection = await replaceCredentials(existing, credentials, {
      ...tokenFields(tokens, facts, credentials),
      scopesAsked: request.scopes,
      expiryNoticeFor: null,
      ...accountFields(result),
      lastTestedAt: now(),
    });
    return { connection, isNew: false };
  }

  async function revoke(connection: ConnectionRecord): Promise<Revocation> {
    try {
      const method = methodOfConnection(providers, connection);
      if (!isTokenMethod(method)) return 'impossible';
      const credentials = openCredentials(vault(), connection);
      const client = await clientOf(connection.provider, credentials);
      const { isError } = accessOf(providers, connection.provider).api;
      return await revokeGrant(sender, method, connection, client, credentials, isError);
    } catch (error) {
      // Whatever keeps the grant from being taken back must not keep the credentials from being erased.
      dependencies.log.warn(
        `the grant of connection ${connection.id} could not be taken back`,
        error,
      );
      return 'failed';
    }
  }
}

export type Connections = ReturnType<typeof createConnections>;

/** What a test makes of a connection. A grant that cannot renew itself and is refused is over. */
function stateAfter(
  result: ProbeResult,
  { auth, isRenewable }: ConnectionRecord,
): ConnectionStatus {
  if (result.isSuccessful) return 'connected';
  const isGrant = auth === 'oauth2';
  return isGrant && !isRenewable && result.isRefused ? 'needs-reauthorization' : 'error';
}
