import { z } from 'zod';

import type { Account } from './account';
import type { AccountAccess } from './account-access';
import type { TokenResponse } from './auth-method';
import { textSetting } from './account-settings';
import { fieldAt } from './payload';
import { accountOf, textAt } from './response-fields';
import { hmac, isSame } from './signature';

const API_VERSION = '2026-07';
const TOKEN_HEADER = 'X-Shopify-Access-Token';

const connectionSettings = z.strictObject({
  shop: z
    .string()
    .trim()
    .toLowerCase()
    .max(100)
    .regex(/^[a-z\d][a-z\d-]*\.myshopify\.com$/, 'expected the shop as acme.myshopify.com')
    .describe('The shop’s own address at Shopify: acme.myshopify.com'),
});

const client = {
  tokenUrl: (account: Account) => `${shopUrl(account)}/admin/oauth/access_token`,
  scopeSeparator: ',' as const,
  readTokens: withImpliedScopes,
  tokenHeader: { name: TOKEN_HEADER, prefix: '' },
};

/**
 * Shops at Shopify. Each is its own host, so the name of the shop is checked by the letter. An app of one's own organisation
 * gets tokens for its client id and secret, any other by OAuth; a custom app that was made in the shop's admin before 2026
 * has a lasting token.
 *
 * Tokens of OAuth end after an hour and renew themselves, as Shopify asks of public apps (`expiring`). PKCE is not known
 * there. Nothing is revoked on disconnecting: the only request for it uninstalls the app, and with it its webhooks.
 *
 * @see https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/authorization-code-grant
 * @see https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens
 * @see https://shopify.dev/docs/apps/build/authentication-authorization/client-credentials-grant
 * @see https://shopify.dev/docs/api/usage/limits
 */
export const shopifyAccess: AccountAccess = {
  category: 'commerce',
  setUpUrl: 'https://dev.shopify.com/dashboard/',
  connectionSettings,
  auth: [
    // The scopes are those of the app's version; Shopify takes none in the request.
    { kind: 'client-credentials', scopes: [], ...client },
    {
      kind: 'oauth2',
      authorizeUrl: (account) => `${shopUrl(account)}/admin/oauth/authorize`,
      scopes: ['write_products', 'write_customers', 'write_orders'],
      usesPkce: false,
      tokenParams: { expiring: '1' },
      verifyReturn: isSignedReturn,
      ...client,
    },
    { kind: 'api-key', in: 'header', name: TOKEN_HEADER },
  ],
  api: {
    baseUrl: (account) => `${shopUrl(account)}/admin/api/${API_VERSION}`,
    // The records are all that a listing's body holds, under the name of their kind; the connector names it.
    paging: { style: 'link', recordsPath: 'products', sizeParam: 'limit', pageSize: 250 },
    // Two a second, out of a bucket of forty. Ten seconds at once leave room for a burst, and half of the bucket.
    rateLimit: { calls: 20, perMs: 10_000 },
    errorMessage: shopifyErrorMessage,
  },
  probe: {
    path: '/shop.json',
    account: (body) =>
      accountOf(
        textAt(body, ['shop', 'id']),
        textAt(body, ['shop', 'name']),
        textAt(body, ['shop', 'myshopify_domain']),
      ),
  },
};

/**
 * The return names the shop and is signed: all its other parameters, in the order of their names, written as a query.
 *
 * @see https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/authorization-code-grant
 */
function isSignedReturn(
  { hmac: signature, ...signed }: Readonly<Record<string, string>>,
  { clientSecret, account }: { clientSecret: string; account: Account },
): boolean {
  if (signature === undefined || signed.shop !== textSetting(account, 'shop')) return false;
  const parameters = new URLSearchParams(signed);
  parameters.sort();
  const content = [parameters.toString()];
  return isSame(
    signature,
    hmac({ algorithm: 'sha256', key: clientSecret, content, encoding: 'hex' }),
  );
}

function shopUrl(account: Account): string {
  return `https://${textSetting(account, 'shop')}`;
}

/** Who may write may read, and Shopify leaves out what follows from the rest. */
function withImpliedScopes(response: TokenResponse): TokenResponse {
  const scope = textAt(response, ['scope']);
  if (scope === null) return response;
  const scopes = scope.split(',').map((name) => name.trim());
  const implied = scopes.map((name) => name.replace(/^write_/, 'read_'));
  return { ...response, scope: [...new Set([...scopes, ...implied])].join(',') };
}

/** A text, a list, or lists by the names of the fields that are wrong. */
function shopifyErrorMessage(body: unknown): string | null {
  const errors = fieldAt(body, ['errors']);
  if (typeof errors === 'string') return errors;
  if (Array.isArray(errors)) return errors.map(problemText).join('; ') || null;
  if (typeof errors !== 'object' || errors === null) {
    return textAt(body, ['error_description']) ?? textAt(body, ['error']);
  }
  const fields = Object.entries(errors).map(
    ([field, problems]) => `${field} ${[problems].flat().map(problemText).join(', ')}`,
  );
  return fields.join('; ') || null;
}

function problemText(problem: unknown): string {
  return typeof problem === 'string' ? problem : JSON.stringify(problem);
}
