import type { AccountAccess } from './account-access';
import { googleConnector } from './connectors/google';
import { defineProvider } from './provider';
import { googleResources } from './resources/google';
import { accountOf, oauthErrorMessage, textAt } from './response-fields';

/**
 * Accounts at Google. Without `access_type=offline` there is no refresh token, and without `prompt=consent` only the first
 * consent of a person gives one: who reconnects would get none.
 *
 * The scopes of the profile are asked for by the names with which Google grants them; of `email` and `profile` it tells
 * other names back, and they would seem to be missing.
 *
 * @see https://developers.google.com/identity/protocols/oauth2/web-server
 * @see https://accounts.google.com/.well-known/openid-configuration
 */
const access: AccountAccess = {
  category: 'productivity',
  setUpUrl: 'https://console.cloud.google.com/apis/credentials',
  auth: [
    {
      kind: 'oauth2',
      authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
      tokenUrl: 'https://oauth2.googleapis.com/token',
      issuer: 'https://accounts.google.com',
      authorizeParams: { access_type: 'offline', prompt: 'consent' },
      scopes: [
        'openid',
        'https://www.googleapis.com/auth/userinfo.email',
        'https://www.googleapis.com/auth/userinfo.profile',
        'https://www.googleapis.com/auth/spreadsheets',
        'https://www.googleapis.com/auth/calendar.events',
      ],
      revoke: { url: 'https://oauth2.googleapis.com/revoke' },
    },
  ],
  api: {
    baseUrl: 'https://www.googleapis.com',
    hosts: ['sheets.googleapis.com'],
    paging: {
      style: 'cursor',
      cursorParam: 'pageToken',
      cursorPath: 'nextPageToken',
      recordsPath: 'items',
      sizeParam: 'maxResults',
      pageSize: 250,
    },
    // Sheets allows as many reads, and as many writes, of one person in a minute; Calendar more.
    // https://developers.google.com/workspace/sheets/api/limits
    rateLimit: { calls: 60, perMs: 60_000 },
    errorMessage: (body) => textAt(body, ['error', 'message']) ?? oauthErrorMessage(body),
  },
  probe: {
    path: '/oauth2/v3/userinfo',
    account: (body) =>
      accountOf(textAt(body, ['sub']), textAt(body, ['email']), textAt(body, ['name'])),
  },
};

/** Google Sheets and Google Calendar, and whatever else of Google's the scopes of a connection open. */
export const google = defineProvider({
  id: 'google',
  name: 'Google',
  access,
  connector: googleConnector,
  resources: googleResources,
});
