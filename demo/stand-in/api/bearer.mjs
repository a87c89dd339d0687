import { tokenOf } from '../http/credentials.mjs';
import { refuse } from './problems.mjs';

/**
 * Who calls, by `Authorization: Bearer` (RFC 6750): `{ scopes, account, clientId, grantId }`.
 *
 * @throws a refusal: 401 without a live token, 403 `insufficient_scope` with one that may not do this
 */
export function bearerOf(harbour, request, scope) {
  const token = tokenOf(request);
  // RFC 6750, 3.1: who has not tried to authenticate is told how, and not that something is wrong.
  if (token === null) throw unauthorized('unauthorized', 'Send a Bearer token.', '');
  const access = harbour.grants.findAccess(token);
  if (!access) {
    throw unauthorized(
      'invalid_token',
      'The token is unknown, expired or revoked.',
      ', error="invalid_token"',
    );
  }
  if (scope && !access.scopes.includes(scope)) {
    throw refuse(403, 'insufficient_scope', `This needs the scope ${scope}.`, {
      'www-authenticate': `Bearer realm="Harbour", error="insufficient_scope", scope="${scope}"`,
    });
  }
  return access;
}

const unauthorized = (code, message, rest) =>
  refuse(401, code, message, { 'www-authenticate': `Bearer realm="Harbour"${rest}` });
