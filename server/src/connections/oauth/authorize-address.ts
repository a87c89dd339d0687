import { type Account, forAccount } from '../../providers/account';
import type { OAuthMethod } from '../../providers/auth-method';
import { challengeOf } from './pkce';

interface Request {
  clientId: string;
  redirectUri: string;
  scopes: readonly string[];
  state: string;
  /** Null where the service refuses PKCE. */
  verifier: string | null;
}

/** The address of the service's consent page (RFC 6749, 4.1.1; RFC 7636, 4.3). */
export function authorizeAddress(method: OAuthMethod, account: Account, request: Request): string {
  const url = new URL(forAccount(method.authorizeUrl, account));
  const { clientId, redirectUri, scopes, state, verifier } = request;
  for (const [name, value] of Object.entries(method.authorizeParams ?? {})) {
    url.searchParams.set(name, value);
  }
  url.searchParams.set('response_type', 'code');
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('redirect_uri', redirectUri);
  if (scopes.length > 0) {
    const text = scopes.join(method.scopeSeparator ?? ' ');
    url.searchParams.set(method.scopeParam ?? 'scope', text);
  }
  url.searchParams.set('state', state);
  if (verifier !== null) {
    url.searchParams.set('code_challenge', challengeOf(verifier));
    url.searchParams.set('code_challenge_method', 'S256');
  }
  return url.href;
}
