import { randomUUID } from 'node:crypto';

import { errors } from '@strapi/utils';

import type { CallRecord } from '../../http/client/call-record';
import type { AccountAccess } from '../../providers/account-access';
import type { ProviderRegistry } from '../../providers/registry';
import { validateInput } from '../../validate-input';
import type { ProbeResult } from '../health/probe';
import type { StatusKeeper } from '../health/status-keeper';
import type { Authorizations, Granted } from '../oauth/authorizations';
import type { OAuthClients } from '../oauth/oauth-clients';
import { withTokens } from '../oauth/token-set';
import { type Vault, VaultError } from '../vault/vault';
import { credentialsChangeSchema, newConnectionSchema } from './connection-input';
import type { ConnectionRecord } from './connection-record';
import type { ConnectionStore, NewConnection } from './connection-store';
import { type Credentials, sealCredentials } from './credentials';
import type { Candidate } from './open-access';
import { accessOf, methodOf, parseConnectionSettings, serviceName } from './provider-access';
import { accountFields, requireSuccess, type SignIn, tokenFields } from './sign-in';

interface Dependencies {
  store: ConnectionStore;
  providers: ProviderRegistry;
  clients: OAuthClients;
  authorizations: Authorizations;
  signIn: SignIn;
  vault: () => Vault;
  status: StatusKeeper;
  /** Tries credentials out before they are saved. */
  tryOut: (candidate: Candidate, credentials: Credentials) => Promise<ProbeResult>;
  find: (id: number) => Promise<ConnectionRecord>;
  /** Called after every change, so that this instance goes by it at once. */
  onChanged: () => Promise<void>;
  /** Takes lines of the call log. */
  record: (call: CallRecord) => void;
  /** Writes the status of a new connection into its history. */
  keepHistory: (connection: ConnectionRecord) => Promise<unknown>;
  now: () => number;
}

const newDocumentId = () => randomUUID().replaceAll('-', '').slice(0, 24);

const BLANK = {
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

/** How connections get their credentials: new ones, and known ones that are connected again. */
export function createConnecting(dependencies: Dependencies) {
  const { store, providers, clients, signIn, vault, status, find, now } = dependencies;

  /**
   * Before a service is asked: what it takes or gives out could not be kept.
   *
   * @throws {VaultError} `missing-key`
   */
  function requireKey(): void {
    if (!vault().isReady) throw new VaultError('missing-key');
  }

  /**
   * What was entered for a service is kept for that service alone: it may be described anew while it is tried out.
   *
   * @throws {errors.ApplicationError} `provider-changed`
   */
  function requireUnchanged(provider: string, access: AccountAccess): void {
    if (accessOf(providers, provider) === access) return;
    throw new errors.ApplicationError(
      'The service was described anew meanwhile. Look at it, and connect once more.',
      { code: 'provider-changed' },
    );
  }

  /** @param firstCall the line of the request that brought its token */
  async function add(
    connection: NewConnection,
    firstCall: CallRecord | undefined,
  ): Promise<ConnectionRecord> {
    const added = await store.create(connection);
    await dependencies.onChanged();
    await dependencies.keepHistory(added);
    if (firstCall) dependencies.record({ ...firstCall, connectionId: added.id });
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

  async function connect({ request, tokens, facts, firstCall }: Granted) {
    const credentials = withTokens(request.ownClient ?? {}, tokens);
    const documentId = newDocumentId();
    const candidate: Candidate = {
      provider: request.provider,
      auth: 'oauth2',
      name: request.name ?? serviceName(providers, request.provider),
      settings: request.settings,
      facts,
      tokenVersion: 1,
    };
    // A test that fails is no reason to lose a grant that the service has just given.
    const result = await dependencies.tryOut(candidate, credentials);
    const added: NewConnection = {
      ...BLANK,
      documentId,
      ...candidate,
      name: request.name ?? result.account?.name ?? candidate.name,
      credentials: sealCredentials(vault(), documentId, credentials),
      ...tokenFields(tokens, facts, credentials),
      scopesAsked: request.scopes,
      ...(!result.isSuccessful &&
        !result.isUndecided && { status: 'error', statusReason: result.message }),
      statusSince: now(),
      ...accountFields(result),
      lastTestedAt: now(),
    };
    const connection = await add(added, firstCall);
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

  return {
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
        name: parsed.name ?? serviceName(providers, provider),
        settings: parseConnectionSettings(access, parsed.settings),
        facts: {},
        tokenVersion: 1,
      };
      requireKey();
      const configured = await clients.describe(provider);
      const scopes =
        parsed.scopes ?? configured?.scopes ?? ('scopes' in method ? method.scopes : []);
      const { credentials, fields, account, firstCall } = await signIn(
        candidate,
        parsed.credentials,
        scopes,
      );
      requireUnchanged(provider, access);
      const documentId = newDocumentId();
      const added: NewConnection = {
        ...BLANK,
        documentId,
        ...candidate,
        name: parsed.name ?? account?.name ?? candidate.name,
        credentials: sealCredentials(vault(), documentId, credentials),
        statusSince: now(),
        ...fields,
      };
      return add(added, firstCall);
    },

    /** New credentials for a connection that is not of OAuth, tested first. Everything that uses it goes on. */
    async setCredentials(id: number, input: unknown): Promise<ConnectionRecord> {
      const parsed = validateInput(credentialsChangeSchema, input);
      const connection = await find(id);
      if (connection.auth === 'oauth2') {
        throw new errors.ApplicationError('Reconnect this account on the page of its service.', {
          code: 'needs-authorization',
        });
      }
      requireKey();
      const access = accessOf(providers, connection.provider);
      const { credentials, fields, account } = await signIn(
        connection,
        parsed.credentials,
        connection.scopesAsked ?? [],
      );
      requireUnchanged(connection.provider, access);
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
  };
}

/** The connection goes on for the same account, or what uses it would work on another one's data. */
function requireSameAccount(connection: ConnectionRecord, account: ProbeResult['account']): void {
  if (!account || connection.accountId === null || account.id === connection.accountId) return;
  throw new errors.ApplicationError(
    `You signed in as ${account.name}, but this connection is for ${connection.accountName ?? connection.accountId}. Sign in with that account, or make a new connection for ${account.name}.`,
    { code: 'other-account' },
  );
}
