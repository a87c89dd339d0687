import { authenticateClient } from './clients.mjs';
import { oauthForm, required } from './form.mjs';
import { NO_STORE } from './oauth-error.mjs';

/** POST /oauth/revoke (RFC 7009): 200 without content, also for a token that nobody knows. */
export const revoke = (harbour) => (request) => {
  const form = oauthForm(request);
  const client = authenticateClient(request, form);
  harbour.counters.revocations += 1;
  harbour.grants.revokeToken(required(form, 'token'), client.id);
  harbour.log('a token was revoked by its app');
  return { status: 200, headers: NO_STORE, body: '' };
};
