import { createHash, randomBytes } from 'node:crypto';

import { isSameSecret } from '../http/credentials.mjs';
import { OAuthError } from './oauth-error.mjs';

const CONSENT_LIFE_MS = 10 * 60_000;
const CODE_LIFE_MS = 60_000;
/** RFC 7636, 4.1. */
const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;

const random = (prefix) => prefix + randomBytes(24).toString('base64url');

/** What waits for a person at the consent page, and the codes that came of it. Both can be used once. */
export function createAuthorizations(harbour) {
  const waiting = new Map();
  const codes = new Map();

  return {
    /** @returns the id under which the consent page answers */
    ask(request) {
      const id = random('ask_');
      waiting.set(id, { ...request, expiresAt: harbour.now() + CONSENT_LIFE_MS });
      return id;
    },

    /** The request that the person was asked about, which is gone then; null if there is none. */
    takeAnswered(id) {
      const request = waiting.get(id);
      waiting.delete(id);
      return request && request.expiresAt > harbour.now() ? request : null;
    },

    /** @param approved `{ clientId, redirectUri, challenge, scopes, account }` */
    issueCode(approved) {
      const code = random('hac_');
      codes.set(code, { ...approved, expiresAt: harbour.now() + CODE_LIFE_MS, grantId: null });
      return code;
    },

    /**
     * Exchanges a code for tokens. One that comes a second time takes back what it gave (RFC 6749, 4.1.2): somebody
     * else may have been first.
     *
     * @throws OAuthError `invalid_grant`
     */
    redeem(code, { clientId, redirectUri, verifier }) {
      const issued = codes.get(code);
      if (!issued || issued.clientId !== clientId) throw refused('The code is unknown.');
      if (issued.grantId) {
        harbour.grants.revokeForReuse(issued.grantId);
        throw refused('The code was used before; what it gave is revoked.');
      }
      if (issued.expiresAt <= harbour.now()) throw refused('The code has expired.');
      if (issued.redirectUri !== redirectUri) throw refused('The redirect_uri is another one.');
      if (!answers(verifier, issued.challenge)) throw refused('The code_verifier does not fit.');
      const { grantId, tokens } = harbour.grants.begin(issued);
      issued.grantId = grantId;
      return tokens;
    },
  };
}

const refused = (description) => new OAuthError('invalid_grant', description);

/** Whether this verifier is what the S256 challenge was made of (RFC 7636, 4.6). */
const answers = (verifier, challenge) =>
  VERIFIER.test(verifier) &&
  isSameSecret(createHash('sha256').update(verifier).digest('base64url'), challenge);
