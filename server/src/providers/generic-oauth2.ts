import { z } from 'zod';

import type { Account } from './account';
import {
  apiBaseSettings,
  baseUrlSetting,
  plainUrl,
  probePathSetting,
  textSetting,
} from './account-settings';
import { defineProvider } from './provider';
import { genericErrorMessage } from './response-fields';

const connectionSettings = z.strictObject({
  ...apiBaseSettings,
  authorizeUrl: plainUrl.describe('Where the owner of the account agrees'),
  tokenUrl: plainUrl.describe('Where tokens are given out and renewed'),
  revokeUrl: plainUrl.optional().describe('Where tokens are taken back (RFC 7009)'),
  issuer: plainUrl
    .optional()
    .describe('How the service names itself in its answer (RFC 9207), if at another address'),
  scopeSeparator: z
    .enum(['space', 'comma'])
    .default('space')
    .describe('What stands between scopes'),
  clientAuthentication: z
    .enum(['body', 'basic'])
    .default('body')
    .describe('How the client id and secret are sent: in the form, or as Basic authorization'),
  usesPkce: z.boolean().default(true).describe('Off only for a service that refuses PKCE'),
});

const client = {
  tokenUrl: (account: Account) => textSetting(account, 'tokenUrl'),
  scopes: [],
  adapted: ({ settings }: Account) => clientRules(settings),
};

/**
 * Any service with OAuth 2, by authorization code or by client credentials. Every connection has a client of its own.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749
 */
export const genericOAuth2 = defineProvider({
  id: 'generic-oauth2',
  name: 'OAuth 2',
  access: {
    category: 'generic',
    connectionSettings,
    hasOwnClient: true,
    auth: [
      {
        kind: 'oauth2',
        authorizeUrl: (account) => textSetting(account, 'authorizeUrl'),
        ...client,
        adapted: ({ settings }) => ({
          ...clientRules(settings),
          usesPkce: settings.usesPkce !== false,
          ...(typeof settings.issuer === 'string' && { issuer: settings.issuer }),
        }),
      },
      { kind: 'client-credentials', ...client },
    ],
    api: { baseUrl: baseUrlSetting, errorMessage: genericErrorMessage },
    probe: { path: probePathSetting },
  },
});

function clientRules({ scopeSeparator, clientAuthentication, revokeUrl }: Account['settings']) {
  return {
    scopeSeparator: scopeSeparator === 'comma' ? (',' as const) : (' ' as const),
    clientAuthentication: clientAuthentication === 'basic' ? ('basic' as const) : ('body' as const),
    ...(typeof revokeUrl === 'string' ? { revoke: { url: revokeUrl } } : {}),
  };
}
