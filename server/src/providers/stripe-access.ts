import type { AccountAccess } from './account-access';
import { accountOf, factsOf, oauthErrorMessage, textAt } from './response-fields';

/**
 * Accounts at Stripe: one's own by a secret or restricted key, or those of others by Connect with OAuth, where the client
 * secret is the secret key of the platform. Stripe knows no PKCE there, and its tokens do not end.
 *
 * @see https://docs.stripe.com/connect/oauth-reference
 * @see https://docs.stripe.com/rate-limits
 * @see https://docs.stripe.com/api/idempotent_requests
 */
export const stripeAccess: AccountAccess = {
  category: 'commerce',
  setUpUrl: 'https://dashboard.stripe.com/apikeys',
  auth: [
    { kind: 'bearer' },
    {
      kind: 'oauth2',
      authorizeUrl: 'https://connect.stripe.com/oauth/authorize',
      tokenUrl: 'https://connect.stripe.com/oauth/token',
      scopes: ['read_write'],
      usesPkce: false,
      facts: (response) => factsOf(response, { stripeUserId: 'stripe_user_id' }),
      revoke: ({ account, clientId, clientSecret }) => ({
        method: 'POST',
        url: 'https://connect.stripe.com/oauth/deauthorize',
        headers: {
          authorization: `Bearer ${clientSecret}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({
          client_id: clientId,
          stripe_user_id: account.facts.stripeUserId ?? '',
        }).toString(),
      }),
    },
  ],
  api: {
    baseUrl: 'https://api.stripe.com/v1',
    headers: { 'stripe-version': '2026-10-28.endive' },
    encoding: 'form',
    paging: {
      style: 'last-record',
      cursorParam: 'starting_after',
      idPath: 'id',
      hasMorePath: 'has_more',
      recordsPath: 'data',
      sizeParam: 'limit',
      pageSize: 100,
    },
    // All of a sandbox, and one endpoint in live mode; together, those of live mode may have four times as much.
    rateLimit: { calls: 25, perMs: 1000 },
    idempotencyHeader: 'Idempotency-Key',
    errorMessage: (body) => textAt(body, ['error', 'message']) ?? oauthErrorMessage(body),
  },
  probe: {
    path: '/account',
    account: (body) =>
      accountOf(
        textAt(body, ['id']),
        textAt(body, ['business_profile', 'name']),
        textAt(body, ['settings', 'dashboard', 'display_name']),
        textAt(body, ['email']),
      ),
  },
};
