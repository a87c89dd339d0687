import { z } from 'zod';

import { apiBaseSettings, baseUrlSetting, probePathSetting } from './account-settings';
import { defineProvider } from './provider';
import { genericErrorMessage } from './response-fields';

/**
 * Any service that takes a token in `Authorization: Bearer`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750
 */
export const bearerToken = defineProvider({
  id: 'bearer-token',
  name: 'Bearer token',
  access: {
    category: 'generic',
    connectionSettings: z.strictObject(apiBaseSettings),
    auth: [{ kind: 'bearer' }],
    api: { baseUrl: baseUrlSetting, errorMessage: genericErrorMessage },
    probe: { path: probePathSetting },
  },
});
