import { z } from 'zod';

import { eventFields, eventFieldSettings } from './event-fields';
import { headerName, malformedHeader, requiredHeader } from './headers';
import { defineProvider } from './provider';
import { isSame, matchedSecret } from './signature';
import { verificationSteps } from './verification';

const settings = z.strictObject({
  header: headerName.default('authorization').describe('Header that holds the token'),
  prefix: z
    .string()
    .max(50)
    .default('Bearer ')
    .describe('What stands before the token in the header; nothing for a header of its own'),
  ...eventFieldSettings,
});

/**
 * Any service that sends a fixed token in a header, as GitLab does in `X-Gitlab-Token`. It proves who the sender is and
 * nothing about the body, so it is only as good as the connection.
 */
export const staticToken = defineProvider<z.output<typeof settings>>({
  id: 'static-token',
  name: 'Static token',
  webhook: {
    settings,
    ...eventFields,
    verify: (request, { secrets, settings: { header, prefix } }) =>
      verificationSteps((takeStep) => {
        const value = takeStep('header', requiredHeader(request, header));
        // The scheme of an Authorization header may be in any case (RFC 9110, 11.1).
        const hasPrefix = value.toLowerCase().startsWith(prefix.toLowerCase());
        takeStep('format', hasPrefix ? { value: true } : malformedHeader(header));
        const token = value.slice(prefix.length);
        const isToken = (secret: string) =>
          // Node reads a header as Latin-1, whatever the sender wrote it in.
          [secret, Buffer.from(secret).toString('latin1')]
            .map((expected) => isSame(token, expected))
            .includes(true);
        takeStep('signature', matchedSecret(secrets, isToken, 'credentials-differ'));
      }),
    credentialHeaders: ({ header }) => [header.toLowerCase()],
  },
});
