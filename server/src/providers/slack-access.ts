import type { Paging } from '../http/client/api-rules';
import type { AccountAccess } from './account-access';
import type { TokenResponse } from './auth-method';
import { fieldAt } from './payload';
import { accountOf, textAt } from './response-fields';

/** Errors of the token endpoint that RFC 6749 (5.2) has a name for; any other keeps Slack's. */
const RFC_ERRORS: Record<string, string> = {
  invalid_code: 'invalid_grant',
  code_already_used: 'invalid_grant',
  code_expired: 'invalid_grant',
  bad_redirect_uri: 'invalid_grant',
  invalid_refresh_token: 'invalid_grant',
  token_expired: 'invalid_grant',
  token_revoked: 'invalid_grant',
  invalid_client_id: 'invalid_client',
  bad_client_secret: 'invalid_client',
  invalid_grant_type: 'unsupported_grant_type',
};

/** What Slack says, with status 200, of a token that it does not take. */
const REFUSALS = new Set([
  'not_authed',
  'invalid_auth',
  'token_expired',
  'token_revoked',
  'account_inactive',
]);

/** The listings of Slack differ in where their records stand: `channels`, `members`, `messages`. */
export function slackPaging(recordsPath: string): Paging {
  return {
    style: 'cursor',
    cursorParam: 'cursor',
    cursorPath: 'response_metadata.next_cursor',
    recordsPath,
    sizeParam: 'limit',
    pageSize: 200,
  };
}

/**
 * Accounts at Slack: an app in a workspace, by OAuth or by its bot token (`xoxb-…`). Scopes are those of the bot; an app that
 * was given none acts for the person who installed it, with the token in `authed_user`.
 *
 * PKCE is left out: Slack has it for apps alone that have been made public clients, which cannot be undone.
 *
 * @see https://docs.slack.dev/authentication/installing-with-oauth
 * @see https://docs.slack.dev/changelog/2026/03/30/pkce
 * @see https://docs.slack.dev/reference/methods/oauth.v2.access
 */
export const slackAccess: AccountAccess = {
  category: 'communication',
  setUpUrl: 'https://api.slack.com/apps',
  auth: [
    {
      kind: 'oauth2',
      authorizeUrl: 'https://slack.com/oauth/v2/authorize',
      tokenUrl: 'https://slack.com/api/oauth.v2.access',
      scopes: ['channels:read', 'users:read', 'chat:write'],
      scopeSeparator: ',',
      usesPkce: false,
      clientAuthentication: 'basic',
      readTokens: readSlackTokens,
      revoke: ({ accessToken }) => ({
        method: 'POST',
        url: 'https://slack.com/api/auth.revoke',
        headers: { authorization: `Bearer ${accessToken}` },
      }),
    },
    { kind: 'bearer' },
  ],
  api: {
    baseUrl: 'https://slack.com/api',
    paging: slackPaging('channels'),
    // Each method has a limit of its own. This is the least of those that the connector calls: that of the listings.
    // https://docs.slack.dev/apis/web-api/rate-limits
    rateLimit: { calls: 20, perMs: 60_000 },
    isError: (body) => fieldAt(body, ['ok']) === false,
    isRefusal: (body) =>
      fieldAt(body, ['ok']) === false && REFUSALS.has(textAt(body, ['error']) ?? ''),
    errorMessage: slackErrorMessage,
  },
  probe: {
    method: 'POST',
    path: '/auth.test',
    account(body) {
      const team = textAt(body, ['team']);
      const user = textAt(body, ['user']);
      const teamId = textAt(body, ['team_id']);
      const userId = textAt(body, ['user_id']);
      const id = teamId && userId ? `${teamId}/${userId}` : teamId;
      return accountOf(id, team && user ? `${team} (${user})` : team);
    },
  },
};

function readSlackTokens(response: TokenResponse): TokenResponse {
  if (response.ok === false) {
    const error = textAt(response, ['error']) ?? 'server_error';
    return { error: RFC_ERRORS[error] ?? error, error_description: `Slack answered "${error}".` };
  }
  const person = fieldAt(response, ['authed_user']);
  const isForPerson =
    textAt(response, ['access_token']) === null && textAt(person, ['access_token']);
  return isForPerson ? { ...response, ...(person as TokenResponse) } : response;
}

function slackErrorMessage(body: unknown): string | null {
  const error = textAt(body, ['error']);
  const needed = textAt(body, ['needed']);
  return error && needed ? `${error}: needs ${needed}` : error;
}
