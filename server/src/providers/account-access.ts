import { z } from 'zod';

import type { ProviderSettings } from './provider';

/** An account at a service, as far as its provider needs to know it to build an address or a header. */
export interface Account {
  /** Already parsed by `connectionSettings`; empty for a provider without one. */
  settings: Readonly<ProviderSettings>;
  /** What the service told when it gave out the tokens and `facts` kept: the host of the account's API, say. */
  facts: Readonly<Record<string, string>>;
}

/** The same for every account, or made for each. */
export type PerAccount<T> = T | ((account: Account) => T);

/** Reads what is the same for every account, or makes it for one. */
export function forAccount<T extends string | Record<string, string>>(
  value: PerAccount<T>,
  account: Account,
): T {
  return typeof value === 'function' ? value(account) : value;
}

/** What the answer of a token endpoint holds, by the names of RFC 6749 (5.1). */
export type TokenResponse = Record<string, unknown>;

interface OAuthClientRules {
  tokenUrl: PerAccount<string>;
  /** Asked for where neither the configuration nor the administrator names others. */
  scopes: string[];
  /** Default: a space (RFC 6749, 3.3). */
  scopeSeparator?: ' ' | ',';
  /** How the client proves itself at the token endpoint (RFC 6749, 2.3.1). Default `body`. */
  clientAuthentication?: 'body' | 'basic';
  /** Sent when a code is exchanged for tokens, besides what RFC 6749 (4.1.3) names. */
  tokenParams?: Record<string, string>;
  /** Makes the service's answer one of RFC 6749, where it is not: one with tokens (5.1), and one with an error (5.2). */
  readTokens?(response: TokenResponse): TokenResponse;
  /** What to remember of the answer, besides the tokens. */
  facts?(response: TokenResponse): Record<string, string>;
  /**
   * How a token is taken back: by RFC 7009 at `url`, or by the request that the provider makes. Without it, the service
   * has no way and the docs tell where the editor can do it.
   */
  revoke?: { url: PerAccount<string> } | RevokeRequest;
  /** Where the API takes the access token. Default: `Authorization: Bearer …` (RFC 6750, 2.1). */
  tokenHeader?: { name: string; prefix: string };
}

/** A request of the service's own that takes back what was granted. */
export type RevokeRequest = (grant: {
  account: Account;
  accessToken: string;
  refreshToken: string | null;
  clientId: string;
  clientSecret: string;
}) => {
  method: 'POST' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body?: string;
};

/** OAuth 2 authorization code with PKCE: the owner of the account agrees on the service's own page. */
export interface OAuthMethod extends OAuthClientRules {
  kind: 'oauth2';
  authorizeUrl: PerAccount<string>;
  /** Default true: PKCE with S256 (RFC 7636). False only for services that refuse its parameters. */
  usesPkce?: boolean;
  /** Added to the address of the consent page, like `access_type=offline`. */
  authorizeParams?: Record<string, string>;
  /** Name of the scope parameter where the service has another one. */
  scopeParam?: string;
  /** What the service sends as `iss` (RFC 9207): an answer that names another one is refused. */
  issuer?: PerAccount<string>;
  /** Whether the service always sends it: then an answer without it is refused as well. */
  alwaysNamesIssuer?: boolean;
  /** For a service that signs the parameters of its return: whether they are signed by it. */
  verifyReturn?(
    parameters: Readonly<Record<string, string>>,
    expected: { clientSecret: string; account: Account },
  ): boolean;
  /** What differs between the accounts of a provider that stands for many services; see `methodFor`. */
  adapted?(account: Account): Partial<Omit<OAuthMethod, 'kind' | 'adapted'>>;
}

/** OAuth 2 client credentials: the site itself is the account. */
export interface ClientCredentialsMethod extends OAuthClientRules {
  kind: 'client-credentials';
  /** As of `OAuthMethod`. */
  adapted?(account: Account): Partial<Omit<ClientCredentialsMethod, 'kind' | 'adapted'>>;
}

/** A key in a header or a query parameter. */
export interface ApiKeyMethod {
  kind: 'api-key';
  in: 'header' | 'query';
  /** Of the header or the parameter. */
  name: PerAccount<string>;
  /** Before the key in a header, with its space: `Token `. */
  prefix?: PerAccount<string>;
  /** As of `OAuthMethod`. */
  adapted?(account: Account): Partial<Omit<ApiKeyMethod, 'kind' | 'adapted'>>;
}

/** A token that the service gave out, in `Authorization: Bearer`. */
export interface BearerMethod {
  kind: 'bearer';
}

/** A user name and a password, or what the service uses in their place, in `Authorization: Basic`. */
export interface BasicMethod {
  kind: 'basic';
}

/** One of the ways in which an account can be connected. */
export type AuthMethod =
  OAuthMethod | ClientCredentialsMethod | ApiKeyMethod | BearerMethod | BasicMethod;
export type AuthKind = AuthMethod['kind'];

/** A method with what is different for one account in its place. */
export function methodFor<Method extends AuthMethod>(method: Method, account: Account): Method {
  return 'adapted' in method ? { ...method, ...method.adapted?.(account) } : method;
}

/** How a listing is divided into pages. Paths are dotted; the empty one is the body itself. */
export type Paging = { recordsPath: string; sizeParam?: string; pageSize?: number } & (
  | { style: 'cursor'; cursorParam: string; cursorPath: string }
  /** The cursor is a field of the page's last record, and a flag tells whether there is more. */
  | { style: 'last-record'; cursorParam: string; idPath: string; hasMorePath: string }
  | { style: 'offset'; offsetParam: string; totalPath?: string }
  | { style: 'page'; pageParam: string; firstPage: number; totalPagesPath?: string }
  /** RFC 8288: `Link: <…>; rel="next"`. */
  | { style: 'link' }
  /** The body names the next page's address, or its path. */
  | { style: 'next-url'; urlPath: string }
);

/** What a service lets an account do in a time, and how it tells what is left. */
export interface RateLimit {
  /** Calls in every span of `perMs`. */
  calls: number;
  perMs: number;
  headers?: {
    /** Calls that are left until the reset. */
    remaining: string;
    /**
     * Of how many calls that is the rest. What is told of another limit than `calls` is not heeded: services have limits of
     * their own for some paths.
     */
    limit?: string;
    reset: string;
    /** Whether `reset` is a point in time (seconds or ms since 1970) or a wait in seconds. */
    resetAs: 'epoch-seconds' | 'epoch-ms' | 'delta-seconds';
  };
}

/** How a service's API is called. */
export interface ProviderApi {
  /** Without a slash at its end. */
  baseUrl: PerAccount<string>;
  /** Sent with every call. */
  headers?: PerAccount<Record<string, string>>;
  /** Further hosts that the credentials may be sent to; a port is named as in a URL. */
  hosts?: string[];
  /** How bodies are written. Default `json`. */
  encoding?: 'json' | 'form';
  paging?: Paging;
  rateLimit?: RateLimit;
  /** The header that makes a repeated call have one effect: with it, writes may be retried. */
  idempotencyHeader?: string;
  /** What the service says went wrong, out of the body of an error; null where it says nothing readable. */
  errorMessage?(body: unknown): string | null;
  /** Whether an answer with status 200 is an error all the same. */
  isError?(body: unknown): boolean;
  /**
   * Whether an answer with status 200 says that the credentials are not accepted. It is then taken for a 401: a token is
   * renewed, once, and the connection turns to what an editor has to do.
   */
  isRefusal?(body: unknown): boolean;
  /** Several calls in one request. */
  batch?: BatchRules;
}

/** One call of a batch. */
export interface BatchedCall {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Relative to the API's base. */
  path: string;
  body?: unknown;
}

export interface BatchedResult {
  status: number;
  data: unknown;
}

/** How a service takes several calls at once. */
export interface BatchRules {
  maxCalls: number;
  path: string;
  /** The body of the one request. */
  encode(calls: BatchedCall[]): unknown;
  /** The results in the order of the calls. */
  decode(body: unknown): BatchedResult[];
}

/** A cheap call that shows whether the credentials are good, and whose they are. */
export interface Probe {
  method?: 'GET' | 'POST';
  path: PerAccount<string>;
  /** Whose account answered; null where the body tells nothing. */
  account?(body: unknown): { id: string; name: string } | null;
}

export const PROVIDER_CATEGORIES = [
  'commerce',
  'communication',
  'crm',
  'development',
  'productivity',
  'generic',
] as const;
export type ProviderCategory = (typeof PROVIDER_CATEGORIES)[number];

/** What a provider says of accounts at its service. */
export interface AccountAccess {
  /** In the order in which they are offered; each kind once. */
  auth: AuthMethod[];
  api: ProviderApi;
  probe: Probe;
  category: ProviderCategory;
  /** What a connection is set up with besides its credentials: the name of a shop, say. None by default. */
  connectionSettings?: z.ZodType<ProviderSettings>;
  /** True where every connection has an OAuth client of its own, since each may be at another service. */
  hasOwnClient?: boolean;
  /** Where the administrator makes the OAuth app or the key. */
  setUpUrl?: string;
}

const aFunction = z.custom((value) => typeof value === 'function', 'expected a function');
const perAccount = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, aFunction]);
const httpUrl = z.url({ protocol: /^https?$/ });
const optionalFunction = aFunction.optional();

const oauthClientRules = {
  tokenUrl: perAccount(httpUrl),
  scopes: z.array(z.string().min(1)),
  scopeSeparator: z.enum([' ', ',']).optional(),
  clientAuthentication: z.enum(['body', 'basic']).optional(),
  readTokens: optionalFunction,
  facts: optionalFunction,
  tokenParams: z.record(z.string(), z.string()).optional(),
  revoke: z.union([z.strictObject({ url: perAccount(httpUrl) }), aFunction]).optional(),
  tokenHeader: z.strictObject({ name: z.string().min(1), prefix: z.string() }).optional(),
  adapted: optionalFunction,
};

const authMethodSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('oauth2'),
    authorizeUrl: perAccount(httpUrl),
    usesPkce: z.boolean().optional(),
    authorizeParams: z.record(z.string(), z.string()).optional(),
    scopeParam: z.string().min(1).optional(),
    issuer: perAccount(z.string().min(1)).optional(),
    alwaysNamesIssuer: z.boolean().optional(),
    verifyReturn: optionalFunction,
    ...oauthClientRules,
  }),
  z.strictObject({ kind: z.literal('client-credentials'), ...oauthClientRules }),
  z.strictObject({
    kind: z.literal('api-key'),
    in: z.enum(['header', 'query']),
    name: perAccount(z.string().min(1)),
    prefix: perAccount(z.string()).optional(),
    adapted: optionalFunction,
  }),
  z.strictObject({ kind: z.literal('bearer') }),
  z.strictObject({ kind: z.literal('basic') }),
]);

const pagingSchema = z
  .object({
    recordsPath: z.string(),
    sizeParam: z.string().optional(),
    pageSize: z.number().int().positive().optional(),
  })
  .and(
    z.discriminatedUnion('style', [
      z.object({ style: z.literal('cursor'), cursorParam: z.string(), cursorPath: z.string() }),
      z.object({
        style: z.literal('last-record'),
        cursorParam: z.string(),
        idPath: z.string(),
        hasMorePath: z.string(),
      }),
      z.object({
        style: z.literal('offset'),
        offsetParam: z.string(),
        totalPath: z.string().optional(),
      }),
      z.object({
        style: z.literal('page'),
        pageParam: z.string(),
        firstPage: z.number().int().nonnegative(),
        totalPagesPath: z.string().optional(),
      }),
      z.object({ style: z.literal('link') }),
      z.object({ style: z.literal('next-url'), urlPath: z.string() }),
    ]),
  );

/** What `defineProvider` asks of the part of a provider that is about accounts. */
export const accountAccessSchema = z.strictObject({
  auth: z
    .array(authMethodSchema)
    .min(1)
    .refine((methods) => new Set(methods.map(({ kind }) => kind)).size === methods.length, {
      message: 'expected every kind of authentication once',
    }),
  api: z.strictObject({
    baseUrl: perAccount(httpUrl),
    headers: perAccount(z.record(z.string(), z.string())).optional(),
    hosts: z.array(z.string().min(1)).optional(),
    encoding: z.enum(['json', 'form']).optional(),
    paging: pagingSchema.optional(),
    rateLimit: z
      .strictObject({
        calls: z.number().positive(),
        perMs: z.number().int().positive(),
        headers: z
          .strictObject({
            remaining: z.string().min(1),
            limit: z.string().min(1).optional(),
            reset: z.string().min(1),
            resetAs: z.enum(['epoch-seconds', 'epoch-ms', 'delta-seconds']),
          })
          .optional(),
      })
      .optional(),
    idempotencyHeader: z.string().min(1).optional(),
    errorMessage: optionalFunction,
    isError: optionalFunction,
    isRefusal: optionalFunction,
    batch: z
      .strictObject({
        maxCalls: z.number().int().positive(),
        path: z.string().min(1),
        encode: aFunction,
        decode: aFunction,
      })
      .optional(),
  }),
  probe: z.strictObject({
    method: z.enum(['GET', 'POST']).optional(),
    path: perAccount(z.string()),
    account: optionalFunction,
  }),
  category: z.enum(PROVIDER_CATEGORIES),
  connectionSettings: z.instanceof(z.ZodType).optional(),
  hasOwnClient: z.boolean().optional(),
  setUpUrl: httpUrl.optional(),
});
