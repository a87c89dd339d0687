/**
 * Request and response types of the admin API of services that are described in the panel, mounted at
 * `/integration-builder/builder`. Points in time are ISO 8601 strings, durations milliseconds. Every response body is
 * `{ data }`; every error body is Strapi's, with a stable `error.details.code`. The panel imports these as types only.
 */
import type { ConnectionStatus, CredentialsInput } from '../connections/contracts';
import type { Paging } from '../http/client/api-rules';
import type { ProviderCategory } from '../providers/account-access';
import type { ResourceField } from '../providers/resources/resource';
import type { RestResource } from '../providers/resources/rest-resource-schema';

interface OAuthClientDefinition {
  tokenUrl: string;
  /** Where tokens are taken back (RFC 7009). */
  revoke?: { url: string };
  scopes: string[];
  scopeSeparator?: ' ' | ',';
  clientAuthentication?: 'body' | 'basic';
}

/** How accounts at the service are signed in to. */
export type AuthDefinition =
  | { kind: 'api-key'; in: 'header' | 'query'; name: string; prefix?: string }
  | { kind: 'bearer' }
  | { kind: 'basic' }
  | ({ kind: 'oauth2'; authorizeUrl: string; usesPkce?: boolean } & OAuthClientDefinition)
  | ({ kind: 'client-credentials' } & OAuthClientDefinition);

/** A listing that says itself how it is divided into pages. */
export type ResourceDefinition = RestResource & { list: { paging: Paging } };

export interface AccessDefinition {
  category: ProviderCategory;
  /** One way. */
  auth: [AuthDefinition];
  api: {
    /** Its host is the only one that is called. */
    baseUrl: string;
    /** Sent with every call; nothing secret. */
    headers?: Record<string, string>;
  };
  /** Answers 200 to good credentials. */
  probe: { path: string };
}

/** A service as data: what `defineProvider` takes, as far as it needs no functions. */
export interface ProviderDefinition {
  name: string;
  access: AccessDefinition;
  resources: ResourceDefinition[];
}

/** An account at the service. */
export interface ProviderConnection {
  id: number;
  name: string;
  status: ConnectionStatus;
}

export interface CustomProvider {
  /** By which the catalogue and connections name it: `custom-harbour`. */
  id: string;
  /** Grows with every change. */
  revision: number;
  definition: ProviderDefinition;
  connections: ProviderConnection[];
  createdAt: string;
  updatedAt: string;
}

/** What is asked of a service while it is described: one address, by `GET`. */
export interface Trial {
  /** Below the base of the API; `{name}` stands for a parameter. */
  path: string;
  query?: Record<string, string>;
  parameters?: Record<string, string>;
  /** As the description has it so far; what can be told of it without is told. */
  paging?: Paging;
}

/** Credentials that are only tried: they are not stored. */
export type TrialCredentials = Pick<CredentialsInput, 'key' | 'username' | 'password'> & {
  /** For services that give out tokens: one of theirs. */
  accessToken?: string;
};

/** What an answer looks like: how it is divided, and what its records hold. */
export interface Detected {
  paging: Paging;
  /** Whether the answer itself shows how it is divided; otherwise `paging` takes it for the whole. */
  isPagingSeen: boolean;
  recordCount: number;
  fields: ResourceField[];
  idPath: string | null;
  changedAtPath: string | null;
}

/** What came back. A refusal of the service is an answer like any other. */
export interface TrialResult {
  isSuccessful: boolean;
  /** Of the answer; null where there was none. */
  status: number | null;
  /** What went wrong and what to do, in one or two sentences; null where nothing did. */
  problem: string | null;
  /** The answer as text, without credentials; JSON is indented. */
  body: string;
  /** Whether the answer is longer than what is shown. */
  isCut: boolean;
  durationMs: number;
  /** Null for an answer that holds no list. */
  detected: Detected | null;
  /** Of `paging`: whether there is a next page, and whether it may be followed. Null where that is not known. */
  next: 'none' | 'more' | 'elsewhere' | null;
}

/** The table of routes: `GET /integration-builder/builder/providers` and so on. */
export interface Api {
  'GET /providers': { response: { data: CustomProvider[] } };
  'POST /providers': { body: ProviderDefinition; response: { data: CustomProvider } };
  'GET /providers/:id': { response: { data: CustomProvider } };
  /**
   * What stands in the body takes the place of all that was there. Errors: `provider-outdated` where it was changed since
   * `revision`; `provider-address-fixed`, `provider-auth-fixed`, `resource-in-use` where what uses it would break.
   */
  'PUT /providers/:id': {
    body: ProviderDefinition & { revision: number };
    response: { data: CustomProvider };
  };
  /** Errors: `provider-in-use` while there are connections. */
  'DELETE /providers/:id': { response: { data: { id: string } } };

  /** Asks a service that is not stored yet. */
  'POST /trials': {
    body: Trial & { access: AccessDefinition; credentials: TrialCredentials };
    response: { data: TrialResult };
  };
  /** Asks with the credentials of a connection, at the address for which it was connected. */
  'POST /connections/:id/trials': { body: Trial; response: { data: TrialResult } };
}
