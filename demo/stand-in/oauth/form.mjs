import { OAuthError } from './oauth-error.mjs';

/**
 * The parameters of a request at the token or revocation endpoint.
 *
 * @throws OAuthError `invalid_request` where it is no form, or says something twice (RFC 6749, 3.2)
 */
export function oauthForm({ headers, body }) {
  const [type] = (headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/x-www-form-urlencoded') {
    throw new OAuthError('invalid_request', 'Send a form (application/x-www-form-urlencoded).');
  }
  const form = new URLSearchParams(body);
  const twice = repeatedName(form);
  if (twice) throw new OAuthError('invalid_request', 'A parameter is there more than once.');
  return form;
}

/** A parameter that occurs more than once, or undefined. */
export const repeatedName = (parameters) =>
  [...parameters.keys()].find((name) => parameters.getAll(name).length > 1);

/** @throws OAuthError `invalid_request` where it is missing or empty */
export function required(form, name) {
  const value = form.get(name);
  if (!value) throw new OAuthError('invalid_request', `${name} is missing.`);
  return value;
}
