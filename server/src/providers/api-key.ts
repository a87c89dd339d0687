import { z } from 'zod';

import { apiBaseSettings, baseUrlSetting, probePathSetting, textSetting } from './account-settings';
import { headerName } from './headers';
import { defineProvider } from './provider';
import { genericErrorMessage } from './response-fields';

const connectionSettings = z.strictObject({
  ...apiBaseSettings,
  in: z.enum(['header', 'query']).default('header').describe('Where the key is sent'),
  name: headerName.default('X-API-Key').describe('Name of the header or of the query parameter'),
  prefix: z
    .string()
    .max(50)
    .regex(/^[\x20-\x7e]*$/, 'expected plain characters')
    .default('')
    .describe('What stands before the key in the header, with its space: "Token "'),
});

/** Any service that takes a key in a header or a query parameter. */
export const apiKey = defineProvider({
  id: 'api-key',
  name: 'API key',
  access: {
    category: 'generic',
    connectionSettings,
    auth: [
      {
        kind: 'api-key',
        in: 'header',
        name: (account) => textSetting(account, 'name'),
        prefix: (account) => textSetting(account, 'prefix'),
        adapted: ({ settings }) => ({ in: settings.in === 'query' ? 'query' : 'header' }),
      },
    ],
    api: { baseUrl: baseUrlSetting, errorMessage: genericErrorMessage },
    probe: { path: probePathSetting },
  },
});
