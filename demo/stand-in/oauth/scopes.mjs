/** What an app may be allowed, and how the consent page says it. */
export const SCOPES = {
  'account:read': 'See the name of your account',
  'products:read': 'Read the products of your warehouse',
  'products:write': 'Add, change and remove products',
};

/** Granted where an app asks for nothing in particular (RFC 6749, 3.3). */
export const DEFAULT_SCOPES = ['account:read', 'products:read'];

/** The scopes of a `scope` parameter, or null if one of them is unknown. */
export function readScopes(parameter) {
  if (!parameter) return DEFAULT_SCOPES;
  const scopes = [...new Set(parameter.split(' ').filter(Boolean))];
  return scopes.length > 0 && scopes.every((scope) => Object.hasOwn(SCOPES, scope)) ? scopes : null;
}

/** Those of the approved scopes that the mode lets Harbour grant. */
export const grantable = (scopes, { grantedScopes }) =>
  grantedScopes ? scopes.filter((scope) => grantedScopes.includes(scope)) : scopes;
