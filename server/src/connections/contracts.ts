/**
 * Request and response types of the admin API of connections, mounted at `/integration-builder/connections`. Points in
 * time are ISO 8601 strings, durations milliseconds. Every response body is `{ data, meta? }`; every error body is
 * Strapi's, with a stable `error.details.code`. The panel imports these as types only. No secret is in any response.
 */
import type { AttemptRecord as CallAttempt } from '../http/client/call-record';
import type { KeysetMeta } from '../keyset-meta';
import type { ProviderCategory } from '../providers/account-access';
import type { AuthKind } from '../providers/auth-method';
import type { EncryptionStatus } from './vault/keyring';

/**
 * `connected` works as far as we know, `error` failed when it was last used or tested and is tried again, `needs-reauthorization`
 * works again only after somebody reconnects it, `disconnected` was taken apart on purpose and keeps no credentials.
 */
export type ConnectionStatus = 'connected' | 'error' | 'needs-reauthorization' | 'disconnected';

/** What the connect form needs to know of one way to sign in. */
export interface AuthMethodInfo {
  kind: AuthKind;
  /** Scopes that are asked for unless the form names others; empty for methods without scopes. */
  scopes: string[];
}

/** The OAuth client of a provider: the app that the site registered with the service. */
export interface OAuthClientInfo {
  /** Where it comes from. A client of the configuration cannot be changed in the panel. */
  origin: 'config' | 'panel';
  clientId: string;
  /** Scopes that the site's owner chose; null for the provider's own. */
  scopes: string[] | null;
}

/** A service of the catalogue. */
export interface CatalogueEntry {
  id: string;
  name: string;
  category: ProviderCategory;
  methods: AuthMethodInfo[];
  /** JSON Schema (2020-12) of what a connection is set up with besides its credentials; null where there is nothing. */
  settingsSchema: Record<string, unknown> | null;
  /** True where the form asks for an OAuth client with every connection, since each may be at another service. */
  hasOwnClient: boolean;
  /** Null where none is set up yet, and where `hasOwnClient`. */
  client: OAuthClientInfo | null;
  /** Where the app or the key is made at the service; null for generic ones. */
  setUpUrl: string | null;
  /** Whether the service can post to a source of incoming webhooks. */
  sendsWebhooks: boolean;
  /** The names of its records that a sync job can keep alike with entries. */
  resources: string[];
  /** Whether it was described in the panel, where it can be changed. */
  isCustom: boolean;
}

export interface Catalogue {
  providers: CatalogueEntry[];
  /** The address that an OAuth app has to be registered with. */
  redirectUri: string;
}

/** Scopes of an OAuth connection. */
export interface ConnectionScopes {
  asked: string[];
  /** Null where the service did not tell. */
  granted: string[] | null;
  /** Asked for and not granted. */
  missing: string[];
}

export interface Connection {
  id: number;
  documentId: string;
  /** The editor's own name for it. */
  name: string;
  provider: string;
  /** Null where the provider is not registered any more. */
  providerName: string | null;
  auth: AuthKind;
  settings: Record<string, unknown>;
  status: ConnectionStatus;
  /** One or two sentences for an editor: what happened and what to do; null while all is well. */
  statusReason: string | null;
  statusSince: string;
  /** Whose account it is, as the service said; null before the first successful test. */
  account: { id: string; name: string } | null;
  /** Null for methods without scopes. */
  scopes: ConnectionScopes | null;
  /** When the access token ends; null where it does not, and for keys. */
  expiresAt: string | null;
  /** Whether the token renews itself before it ends. */
  isRenewable: boolean;
  /** The last call that went out with its credentials; exact to a minute. */
  lastUsedAt: string | null;
  lastTestedAt: string | null;
  createdAt: string;
  updatedAt: string;
}

/** A connection, with what it is used for. */
export interface ConnectionWithUses extends Connection {
  /** How many things use it; see `GET /accounts/:id/uses`. */
  useCount: number;
  /** Whether a run of a sync job of it is under way. */
  isSyncing: boolean;
}

/** What stands in the way of removing a connection lightly. */
export interface ConnectionUse {
  /** `sync-job`, `stream`: what kind of thing uses it. */
  kind: string;
  id: number;
  name: string;
  /** It uses the connection at this moment. Absent where it does not. */
  isUnderWay?: true;
}

/** Credentials as a form gives them; which fields, the kind of authentication says. */
export interface CredentialsInput {
  /** `api-key`, `bearer` */
  key?: string;
  /** `basic` */
  username?: string;
  password?: string;
  /** `client-credentials`, and `oauth2` of a provider with `hasOwnClient`. */
  clientId?: string;
  clientSecret?: string;
}

/** A connection by key, token, password or client credentials: it is tested before it is saved. */
export interface NewConnectionInput {
  provider: string;
  auth: Exclude<AuthKind, 'oauth2'>;
  /** Default: the account's name, or the provider's. */
  name?: string;
  settings?: Record<string, unknown>;
  credentials: CredentialsInput;
  scopes?: string[];
}

/** Begins OAuth for a new connection, or for one that is there (`connectionId`), which then keeps all that uses it. */
export interface AuthorizationInput {
  provider: string;
  connectionId?: number;
  name?: string;
  settings?: Record<string, unknown>;
  scopes?: string[];
  credentials?: Pick<CredentialsInput, 'clientId' | 'clientSecret'>;
}

/** What a test found. A failed one is an answer like any other. */
export interface ConnectionTest {
  isSuccessful: boolean;
  /** What the service answered in a sentence, or what went wrong and what to do. */
  message: string;
  account: { id: string; name: string } | null;
  durationMs: number;
  connection: Connection;
}

export interface StatusChange {
  id: number;
  status: ConnectionStatus;
  reason: string | null;
  at: string;
}

/** A line of the call log. Query strings are redacted; no headers and no bodies are kept. */
export interface Call {
  id: number;
  connectionId: number;
  method: string;
  host: string;
  path: string;
  /** Of the last answer; null where there was none. */
  status: number | null;
  /** Null for a call that succeeded. */
  error: { code: string; message: string } | null;
  durationMs: number;
  attempts: CallAttempt[];
  requestBytes: number;
  responseBytes: number;
  /** `hit` came out of the cache, `revalidated` was confirmed by the service. */
  cache: 'hit' | 'revalidated' | null;
  /** 1; more where a line stands for the same call, answered by the cache time after time. */
  count: number;
  /** Who called: `site`, `probe`, `sync`, `builder`. */
  caller: string;
  at: string;
}

/** Calls in one span of the chart. */
export interface CallStatisticsPoint {
  at: string;
  succeeded: number;
  failed: number;
}

/** Whether the plugin can do its work on this instance. Every feature tells it to those who may see the feature. */
export interface SystemStatus {
  /** False: no key, or a key that does not decrypt what is stored; deliveries wait, and connections cannot be used. */
  isEncryptionReady: boolean;
  encryptionProblem: EncryptionStatus['problem'];
  isWorker: boolean;
}

/** Keys that encrypt what is stored, and the change to a new one. */
export interface EncryptionInfo extends EncryptionStatus {
  /** How many secrets are stored. */
  secretCount: number;
  /** How many of them are not under the current key, whoever is changing them or was broken off. */
  outdatedCount: number;
  /** The one that runs, on whichever instance, or else the last one of this instance since its start. */
  rotation: {
    state: 'running' | 'finished' | 'cancelled' | 'failed';
    scanned: number;
    rotated: number;
    failed: number;
    /** When `finished`: whether the older keys can be taken out of the configuration. */
    isComplete: boolean;
    startedAt: string;
    finishedAt: string | null;
  } | null;
}

export type { CallAttempt, EncryptionStatus, KeysetMeta };

/** The table of routes: `GET /integration-builder/connections/accounts` and so on. */
export interface Api {
  'GET /catalogue': { response: { data: Catalogue } };
  /** The OAuth client of a provider. The secret is kept where `clientSecret` is left out and the id stays the same. */
  'PUT /providers/:id/client': {
    body: { clientId: string; clientSecret?: string; scopes?: string[] | null };
    response: { data: CatalogueEntry };
  };
  'DELETE /providers/:id/client': { response: { data: CatalogueEntry } };

  'GET /accounts': { response: { data: ConnectionWithUses[] } };
  /** Tests first; 400 `test-failed` with the reason where it does not work. */
  'POST /accounts': { body: NewConnectionInput; response: { data: Connection } };
  'GET /accounts/:id': { response: { data: ConnectionWithUses } };
  'PUT /accounts/:id': { body: { name: string }; response: { data: Connection } };
  /** Only one that is disconnected. */
  'DELETE /accounts/:id': { response: { data: { id: number } } };
  /** New credentials for a connection that is there, tested first; OAuth ones go by `POST /authorizations`. */
  'POST /accounts/:id/credentials': {
    body: { credentials: CredentialsInput };
    response: { data: Connection };
  };
  'POST /accounts/:id/test': { response: { data: ConnectionTest } };
  /** Revokes at the service where that is possible, and erases the credentials in any case. */
  'POST /accounts/:id/disconnect': {
    response: { data: { connection: Connection; revocation: 'revoked' | 'impossible' | 'failed' } };
  };
  'GET /accounts/:id/uses': { response: { data: ConnectionUse[] } };
  /** The newest first, at most 50. */
  'GET /accounts/:id/history': { response: { data: StatusChange[] } };
  'GET /accounts/:id/calls': {
    query: { cursor?: string; pageSize?: number; onlyFailed?: boolean };
    response: { data: Call[]; meta: KeysetMeta };
  };
  /** The last 24 hours, by the hour. */
  'GET /accounts/:id/statistics': { response: { data: CallStatisticsPoint[] } };

  /** The panel goes to `authorizeUrl` in the same window. */
  'POST /authorizations': {
    body: AuthorizationInput;
    response: { data: { authorizeUrl: string } };
  };
  /**
   * Ends what the service's return to `/api/integration-builder/oauth/callback` began; the panel's page
   * `connections/return?ticket=…` calls it. Errors: `authorization-expired`, `authorization-denied` (the message is the
   * service's own text), `token-request-failed`.
   */
  'POST /authorizations/complete': {
    body: { ticket: string };
    response: { data: { connection: Connection; isNew: boolean } };
  };

  'GET /status': { response: { data: SystemStatus } };
  'GET /encryption': { response: { data: EncryptionInfo } };
  'POST /encryption/rotate': { response: { data: EncryptionInfo } };
  /** Ends the rotation after the batch under way; one on another instance within seconds. Nothing is undone. */
  'POST /encryption/rotate/cancel': { response: { data: EncryptionInfo } };
}
