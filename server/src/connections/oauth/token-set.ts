import type { TokenResponse } from '../../providers/auth-method';
import { isStorable } from '../../storable-json';
import type { Credentials } from '../accounts/credentials';

/** What a token endpoint gave out. */
export interface TokenSet {
  accessToken: string;
  /** Null where the answer holds none: the one before stays good. */
  refreshToken: string | null;
  /** Ms since 1970; null where the service does not tell, or the token does not end. */
  expiresAt: number | null;
  /** How long the token lives from the request on, in ms; null as `expiresAt`. */
  lifeMs: number | null;
  /** Null where the service does not tell: then they are those that were asked for (RFC 6749, 5.1). */
  scopes: string[] | null;
}

/** Ten years: what some services write for "never". */
const LONGEST_LIFE_S = 315_360_000;

/**
 * Reads the answer of a token endpoint (RFC 6749, 5.1).
 *
 * @param now ms since 1970, when the request was sent: the life of a token begins no later
 * @returns null for what holds no usable token
 */
export function readTokenSet(
  response: TokenResponse,
  { scopeSeparator, now }: { scopeSeparator: string; now: number },
): TokenSet | null {
  const { access_token: accessToken, refresh_token: refreshToken, token_type: type } = response;
  if (typeof accessToken !== 'string' || accessToken === '') return null;
  // MAC and DPoP tokens would be useless in `Authorization: Bearer`; most services name no other.
  if (typeof type === 'string' && /^(mac|dpop)$/i.test(type)) return null;
  const life = Number(response.expires_in);
  const hasLife = response.expires_in !== undefined && life > 0 && life < LONGEST_LIFE_S;
  // Services do send fractions, which no database takes as an integer.
  const lifeMs = hasLife ? Math.floor(life * 1000) : null;
  const scope = response.scope;
  return {
    accessToken,
    refreshToken: typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : null,
    expiresAt: lifeMs === null ? null : now + lifeMs,
    lifeMs,
    scopes: typeof scope === 'string' ? splitScopes(scope, scopeSeparator) : null,
  };
}

/** Services do answer with the other separator than the one that they ask for. */
function splitScopes(text: string, separator: string): string[] {
  const parts = separator === ',' ? text.split(/[\s,]+/) : text.split(/\s+/);
  return [...new Set(parts.filter((part) => part !== '' && isStorable(part)))];
}

/** The credentials with a new token in them. A refresh token that the answer omits is kept (RFC 6749, 6). */
export function withTokens(credentials: Credentials, tokens: TokenSet): Credentials {
  const refreshToken = tokens.refreshToken ?? credentials.refreshToken;
  return {
    ...credentials,
    accessToken: tokens.accessToken,
    ...(refreshToken !== undefined && { refreshToken }),
  };
}

/** Scopes that were asked for and not granted. */
export function missingScopes(
  asked: readonly string[],
  granted: readonly string[] | null,
): string[] {
  return granted === null ? [] : asked.filter((scope) => !granted.includes(scope));
}
