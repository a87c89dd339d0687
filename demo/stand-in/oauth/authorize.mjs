import { html, redirect, Refusal } from '../http/answers.mjs';
import { findClient, isRegistered } from './clients.mjs';
import { consentPage, problemPage } from './consent-page.mjs';
import { repeatedName } from './form.mjs';
import { readScopes } from './scopes.mjs';

/** SHA-256 in base64url is always 43 characters long. */
const S256_CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/** GET /oauth/authorize (RFC 6749, 4.1.1; RFC 7636, 4.3): asks the person. */
export const authorize = (harbour) => (request) => {
  const { client, redirectUri } = trustedReturn(request.query, harbour.modes);
  const state = request.query.get('state');

  const problem = problemOf(request.query);
  if (problem) return redirect(returnAddress(harbour, { redirectUri, state }, { ...problem }));

  const scopes = readScopes(request.query.get('scope'));
  const requestId = harbour.authorizations.ask({
    clientId: client.id,
    redirectUri,
    state,
    scopes,
    challenge: request.query.get('code_challenge'),
  });
  const { account } = harbour.modes;
  return html(200, consentPage({ requestId, client, account, scopes, redirectUri }));
};

/**
 * The app and where to send the person back to. Unless both are known for sure the person stays here: sent on, they
 * would carry what is secret to an address that anybody may have written (RFC 6749, 4.1.2.1).
 */
function trustedReturn(query, modes) {
  const stay = (sentence) => new Refusal(html(400, problemPage(sentence)));
  if (query.getAll('client_id').length > 1 || query.getAll('redirect_uri').length > 1) {
    throw stay('The request names its app or its address twice.');
  }
  const client = findClient(query.get('client_id') ?? '');
  if (!client) throw stay('Harbour does not know the app that sent you here.');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!isRegistered(redirectUri, modes.redirectUris)) {
    throw stay(`${client.name} wants you back at an address that it has not registered.`);
  }
  return { client, redirectUri };
}

/** What is wrong with the rest, for the app to know: `{ error, error_description }`, or null. */
function problemOf(query) {
  const invalid = (error_description) => ({ error: 'invalid_request', error_description });
  if (repeatedName(query)) return invalid('A parameter is there more than once.');
  if (!query.get('response_type')) return invalid('response_type is missing.');
  if (query.get('response_type') !== 'code') {
    return { error: 'unsupported_response_type', error_description: 'Ask for a code.' };
  }
  if (!query.get('state')) return invalid('state is missing.');
  if (query.get('code_challenge_method') !== 'S256') {
    return invalid('PKCE with code_challenge_method=S256 is required.');
  }
  if (!S256_CHALLENGE.test(query.get('code_challenge') ?? '')) {
    return invalid('code_challenge is missing or no SHA-256 in base64url.');
  }
  if (!readScopes(query.get('scope'))) {
    return { error: 'invalid_scope', error_description: 'A scope is unknown.' };
  }
  return null;
}

/** The address of the app with the outcome, and with `iss`, by which it knows who sends it (RFC 9207). */
export function returnAddress(harbour, { redirectUri, state }, outcome) {
  const address = new URL(redirectUri);
  for (const [name, value] of Object.entries(outcome)) address.searchParams.set(name, value);
  if (state) address.searchParams.set('state', state);
  address.searchParams.set('iss', harbour.url);
  return address.href;
}
