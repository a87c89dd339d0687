import type { AccountAccess } from './account-access';
import type { TokenResponse } from './auth-method';
import { fieldAt } from './payload';
import { basicAuthorization } from '../basic-authorization';
import { accountOf, oauthErrorMessage, textAt } from './response-fields';

const API = 'https://api.github.com';

/**
 * Accounts at GitHub: an OAuth app, or a personal access token. Tokens of OAuth apps do not end; those of GitHub Apps, which
 * sign in at the same addresses, end after eight hours and renew themselves.
 *
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 * @see https://docs.github.com/en/rest/apps/oauth-applications#delete-an-app-authorization
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export const githubAccess: AccountAccess = {
  category: 'development',
  setUpUrl: 'https://github.com/settings/developers',
  auth: [
    {
      kind: 'oauth2',
      authorizeUrl: 'https://github.com/login/oauth/authorize',
      tokenUrl: 'https://github.com/login/oauth/access_token',
      scopes: ['repo', 'read:user'],
      readTokens: standardAnswer,
      revoke: ({ accessToken, clientId, clientSecret }) => ({
        method: 'DELETE',
        url: `${API}/applications/${encodeURIComponent(clientId)}/grant`,
        headers: {
          accept: 'application/vnd.github+json',
          authorization: basicAuthorization(clientId, clientSecret),
          'content-type': 'application/json',
        },
        body: JSON.stringify({ access_token: accessToken }),
      }),
    },
    { kind: 'bearer' },
  ],
  api: {
    baseUrl: API,
    headers: {
      accept: 'application/vnd.github+json',
      // Supported until March 2028 at least, and the one that GitHub Enterprise Server knows, too.
      'x-github-api-version': '2022-11-28',
    },
    paging: { style: 'link', recordsPath: '', sizeParam: 'per_page', pageSize: 100 },
    rateLimit: {
      calls: 5000,
      perMs: 3_600_000,
      headers: {
        remaining: 'x-ratelimit-remaining',
        // Searches have a limit of their own.
        limit: 'x-ratelimit-limit',
        reset: 'x-ratelimit-reset',
        resetAs: 'epoch-seconds',
      },
    },
    errorMessage: githubErrorMessage,
  },
  probe: {
    path: '/user',
    account: (body) => accountOf(textAt(body, ['id']), textAt(body, ['login'])),
  },
};

/** What RFC 6749 (5.2) calls an invalid grant. */
const INVALID_GRANTS = ['bad_refresh_token', 'bad_verification_code'];

/** It takes scopes with spaces between them and tells what it granted with commas, and has names of its own for errors. */
function standardAnswer(response: TokenResponse): TokenResponse {
  const scope = textAt(response, ['scope']);
  const isInvalidGrant = INVALID_GRANTS.includes(textAt(response, ['error']) ?? '');
  return {
    ...response,
    ...(scope !== null && { scope: scope.replaceAll(',', ' ') }),
    ...(isInvalidGrant && { error: 'invalid_grant' }),
  };
}

/** "Validation Failed: title is missing" says more than its first half. */
function githubErrorMessage(body: unknown): string | null {
  const message = textAt(body, ['message']);
  if (message === null) return oauthErrorMessage(body);
  const errors = fieldAt(body, ['errors']);
  const details = (Array.isArray(errors) ? errors : []).map(errorDetail).filter(Boolean);
  return details.length > 0 ? `${message}: ${details.join('; ')}` : message;
}

function errorDetail(error: unknown): string | null {
  if (typeof error === 'string') return error;
  const message = textAt(error, ['message']);
  const field = textAt(error, ['field']);
  const code = textAt(error, ['code']);
  return message ?? (field && code ? `${field} (${code})` : null);
}
