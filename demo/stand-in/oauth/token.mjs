import { answerOf, json, text } from '../http/answers.mjs';
import { authenticateClient } from './clients.mjs';
import { oauthForm, required } from './form.mjs';
import { NO_STORE, OAuthError } from './oauth-error.mjs';
import { grantable, readScopes } from './scopes.mjs';

/** POST /oauth/token (RFC 6749, 3.2). */
export const token = (harbour) => (request) => {
  const { modes, counters } = harbour;
  const grantType = new URLSearchParams(request.body).get('grant_type');
  const isKnown = Object.hasOwn(GRANT_TYPES, grantType ?? '');
  counters.tokenRequests[isKnown ? grantType : 'other'] += 1;

  const answer =
    modes.tokenEndpoint === 'error-500'
      ? // As a gateway answers before a service that is down: no JSON at all.
        text(500, 'Harbour is having trouble. Try again later.')
      : answerOf(() => json(200, tokensFor(harbour, request), NO_STORE));
  if (answer.status !== 200) counters.refusedTokenRequests += 1;
  harbour.log(`token (${isKnown ? grantType : 'unknown grant type'}) → ${answer.status}`);
  // The tokens are rotated by now, whether or not the app waits for the answer: what a lost answer leaves behind.
  return modes.tokenEndpoint === 'slow' ? { ...answer, delayMs: modes.slowMs } : answer;
};

function tokensFor(harbour, request) {
  const form = oauthForm(request);
  const client = authenticateClient(request, form);
  const grantType = required(form, 'grant_type');
  if (!Object.hasOwn(GRANT_TYPES, grantType)) {
    throw new OAuthError('unsupported_grant_type', 'Harbour does not have this grant type.');
  }
  return GRANT_TYPES[grantType](harbour, form, client);
}

const GRANT_TYPES = {
  authorization_code: (harbour, form, client) =>
    harbour.authorizations.redeem(required(form, 'code'), {
      clientId: client.id,
      redirectUri: required(form, 'redirect_uri'),
      verifier: required(form, 'code_verifier'),
    }),

  refresh_token: (harbour, form, client) =>
    harbour.grants.refresh(required(form, 'refresh_token'), {
      clientId: client.id,
      scopes: form.get('scope') ? knownScopes(form) : null,
    }),

  client_credentials: (harbour, form, client) =>
    harbour.grants.issueToClient({
      clientId: client.id,
      account: harbour.modes.account,
      scopes: grantable(knownScopes(form), harbour.modes),
    }),
};

/** The grant types that the metadata names. */
export const GRANT_TYPE_NAMES = Object.keys(GRANT_TYPES);

function knownScopes(form) {
  const scopes = readScopes(form.get('scope'));
  if (!scopes) throw new OAuthError('invalid_scope', 'A scope is unknown.');
  return scopes;
}
