import { basicOf, isSameSecret } from '../http/credentials.mjs';
import { OAuthError } from './oauth-error.mjs';

/** The demo's secrets are no secrets. The second app is there so that one can try what belongs to the other. */
const CLIENTS = {
  'integration-builder-demo': { name: 'Integration Builder', secret: 'demo-harbour-secret' },
  'harbour-till': { name: 'Harbour Till', secret: 'demo-till-secret' },
};

/** `{ id, name }`, or null. */
export const findClient = (id) =>
  Object.hasOwn(CLIENTS, id) ? { id, name: CLIENTS[id].name } : null;

/**
 * The client that sends this form, by Basic or by the body but not both (RFC 6749, 2.3.1).
 *
 * @throws OAuthError `invalid_client` (401), or `invalid_request` for two ways at once
 */
export function authenticateClient(request, form) {
  const basic = basicOf(request);
  const inBody = form.get('client_secret');
  if (request.headers.authorization !== undefined && inBody !== null) {
    throw new OAuthError('invalid_request', 'The client authenticates in two ways at once.');
  }
  const id = basic ? formDecode(basic.user) : form.get('client_id');
  const secret = basic ? formDecode(basic.password) : inBody;
  const isKnown = id !== null && Object.hasOwn(CLIENTS, id);
  if (!isKnown || secret === null || !isSameSecret(secret, CLIENTS[id].secret)) {
    throw new OAuthError('invalid_client', 'The client id or its secret is wrong.', {
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="Harbour", charset="UTF-8"' },
    });
  }
  if (form.has('client_id') && form.get('client_id') !== id) {
    throw new OAuthError('invalid_request', 'The client_id is not the one that authenticates.');
  }
  return { id, name: CLIENTS[id].name };
}

/** In Basic, id and secret are form-encoded before they are base64-encoded. */
function formDecode(value) {
  return new URLSearchParams(`v=${value.replaceAll('&', '%26')}`).get('v');
}

/**
 * Whether an address is one of those registered: the same text, but for the port where one is registered with `:*`.
 */
export const isRegistered = (redirectUri, registered) =>
  registered.some((pattern) => {
    if (!pattern.includes(':*/')) return redirectUri === pattern;
    const [before, after] = pattern.split(':*/');
    const port = redirectUri.slice(before.length + 1, redirectUri.length - after.length - 1);
    return /^\d{1,5}$/.test(port) && redirectUri === `${before}:${port}/${after}`;
  });
