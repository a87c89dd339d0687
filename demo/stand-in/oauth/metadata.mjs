import { json } from '../http/answers.mjs';
import { SCOPES } from './scopes.mjs';
import { GRANT_TYPE_NAMES } from './token.mjs';

const CLIENT_AUTHENTICATION = ['client_secret_basic', 'client_secret_post'];

/** GET /.well-known/oauth-authorization-server (RFC 8414). */
export const metadata = (harbour) => () =>
  json(200, {
    issuer: harbour.url,
    authorization_endpoint: `${harbour.url}/oauth/authorize`,
    token_endpoint: `${harbour.url}/oauth/token`,
    token_endpoint_auth_methods_supported: CLIENT_AUTHENTICATION,
    revocation_endpoint: `${harbour.url}/oauth/revoke`,
    revocation_endpoint_auth_methods_supported: CLIENT_AUTHENTICATION,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: GRANT_TYPE_NAMES,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    scopes_supported: Object.keys(SCOPES),
  });
