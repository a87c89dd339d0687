import { z } from 'zod';

import { apiBaseSettings, baseUrlSetting, probePathSetting } from './account-settings';
import { eventFields, eventFieldSettings } from './event-fields';
import { malformedHeader, matchedHeader, requiredHeader } from './headers';
import { defineProvider } from './provider';
import { genericErrorMessage } from './response-fields';
import { decodeBase64, isSame, matchedSecret } from './signature';
import { verificationSteps } from './verification';

const HEADER = 'authorization';

const settings = z.strictObject(eventFieldSettings);

/**
 * Any service that signs in with a user name and a password, and any that takes them. The secret of a source is both, joined
 * by a colon. It proves who the sender is and nothing about the body, so it is only as good as the connection.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7617
 */
export const basicAuth = defineProvider<z.output<typeof settings>>({
  id: 'basic-auth',
  name: 'Basic auth',
  access: {
    category: 'generic',
    connectionSettings: z.strictObject(apiBaseSettings),
    auth: [{ kind: 'basic' }],
    api: { baseUrl: baseUrlSetting, errorMessage: genericErrorMessage },
    probe: { path: probePathSetting },
  },
  webhook: {
    settings,
    ...eventFields,
    verify: (request, { secrets }) =>
      verificationSteps((takeStep) => {
        const header = takeStep('header', requiredHeader(request, HEADER));
        const encoded = takeStep('format', matchedHeader(HEADER, header, /^basic +(\S+)$/i));
        const bytes = decodeBase64(encoded);
        const credentials = takeStep('format', bytes ? { value: bytes } : malformedHeader(HEADER));
        takeStep(
          'signature',
          matchedSecret(
            secrets.filter(isPair),
            (secret) => isSame(credentials, Buffer.from(secret)),
            'credentials-differ',
          ),
        );
      }),
    credentialHeaders: () => [HEADER],
    secretProblem: (secret) =>
      isPair(secret) ? null : 'Enter the user name and the password, joined by a colon.',
  },
});

function isPair(secret: string): boolean {
  return secret.includes(':');
}
