import { randomBytes, randomUUID } from 'node:crypto';

import { OAuthError } from './oauth-error.mjs';

const random = (prefix) => prefix + randomBytes(24).toString('base64url');

/**
 * What was granted, and the tokens of it. All tokens that came of one consent are a family: it lives and ends as a whole.
 */
export function createGrants(harbour) {
  /** Grant id → `{ id, clientId, account, scopes, createdAt, isRevoked }`. */
  const grants = new Map();
  /** Token → `{ grantId, scopes, expiresAt, isRevoked }`. */
  const accessTokens = new Map();
  /** Token → `{ grantId, isUsed }`. */
  const refreshTokens = new Map();

  function newGrant({ clientId, account, scopes }) {
    const createdAt = harbour.now();
    const grant = { id: randomUUID(), clientId, account, scopes, createdAt, isRevoked: false };
    grants.set(grant.id, grant);
    return grant;
  }

  /** The body of a successful answer of the token endpoint (RFC 6749, 5.1). */
  function issue(grant, { scopes = grant.scopes, withRefreshToken }) {
    const accessToken = random('hat_');
    const lifeMs = harbour.modes.accessTokenLifeMs;
    const expiresAt = harbour.now() + lifeMs;
    accessTokens.set(accessToken, { grantId: grant.id, scopes, expiresAt, isRevoked: false });
    const tokens = {
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: Math.floor(lifeMs / 1000),
      scope: scopes.join(' '),
    };
    if (!withRefreshToken) return tokens;
    const refreshToken = random('hrt_');
    refreshTokens.set(refreshToken, { grantId: grant.id, isUsed: false });
    return { ...tokens, refresh_token: refreshToken };
  }

  return {
    /** A new family: a grant by a person. */
    begin(approved) {
      const grant = newGrant(approved);
      return { grantId: grant.id, tokens: issue(grant, { withRefreshToken: true }) };
    },

    /** A grant to the app itself, which can ask again and so needs no refresh token (RFC 6749, 4.4.3). */
    issueToClient(approved) {
      return issue(newGrant(approved), { withRefreshToken: false });
    },

    /**
     * New tokens for a refresh token, which is spent. If a spent one comes again, either the app or a thief has the
     * newer one; Harbour cannot know who, and so revokes the family (RFC 9700, 4.14.2).
     *
     * @param scopes fewer than were granted, or null for all of them
     * @throws OAuthError `invalid_grant`, `invalid_scope`
     */
    refresh(refreshToken, { clientId, scopes }) {
      const known = refreshTokens.get(refreshToken);
      const grant = known && grants.get(known.grantId);
      if (!grant || grant.clientId !== clientId) throw refused('The refresh token is unknown.');
      if (grant.isRevoked) throw refused('The grant was revoked.');
      if (known.isUsed) {
        this.revokeForReuse(grant.id);
        throw refused('The refresh token was used before; the grant is revoked.');
      }
      if (scopes?.some((scope) => !grant.scopes.includes(scope))) {
        throw new OAuthError('invalid_scope', 'A refresh cannot ask for more than was granted.');
      }
      const isRotated = harbour.modes.tokenEndpoint !== 'omit-refresh';
      known.isUsed = isRotated;
      return issue(grant, { scopes: scopes ?? grant.scopes, withRefreshToken: isRotated });
    },

    /** `{ scopes, account, clientId, grantId }` of a token that is alive, or null. */
    findAccess(token) {
      const access = accessTokens.get(token);
      const grant = access && grants.get(access.grantId);
      if (!grant || grant.isRevoked || access.isRevoked) return null;
      if (access.expiresAt <= harbour.now()) return null;
      const { clientId, account } = grant;
      return { scopes: access.scopes, account, clientId, grantId: grant.id };
    },

    /**
     * Revokes an access token, or with a refresh token all that came of its grant (RFC 7009, 2.1). An unknown token is
     * as good as revoked.
     *
     * @throws OAuthError `invalid_grant` where it belongs to another client
     */
    revokeToken(token, clientId) {
      const access = accessTokens.get(token);
      const grantId = (access ?? refreshTokens.get(token))?.grantId;
      if (grantId === undefined) return;
      const grant = grants.get(grantId);
      if (grant.clientId !== clientId) throw refused('The token is not one of this client.');
      if (access) access.isRevoked = true;
      else grant.isRevoked = true;
    },

    revokeForReuse(grantId) {
      const grant = grants.get(grantId);
      if (grant.isRevoked) return;
      grant.isRevoked = true;
      harbour.counters.familiesRevoked += 1;
      harbour.log('a code or refresh token came a second time: its grant is revoked');
    },

    /** What the person does in the settings of Harbour. Returns how many grants there were to revoke. */
    revokeAll() {
      const live = [...grants.values()].filter(({ isRevoked }) => !isRevoked);
      for (const grant of live) grant.isRevoked = true;
      return live.length;
    },

    /** Every grant, without its tokens. */
    list: () => [...grants.values()].map((grant) => ({ ...grant })),
  };
}

const refused = (description) => new OAuthError('invalid_grant', description);
