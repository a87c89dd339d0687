import type { Account, PerAccount } from './account';

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
