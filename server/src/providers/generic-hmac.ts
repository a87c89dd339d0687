import { z } from 'zod';

import { eventFields, eventFieldSettings } from './event-fields';
import { headerName, malformedHeader, requiredHeader } from './headers';
import { defineProvider } from './provider';
import { matchedHmac } from './signature';
import { currentTimestamp, DEFAULT_TOLERANCE_MS } from './timestamp';
import { verificationSteps } from './verification';

const PLACEHOLDER = /(\{[^{}]*\})/;
const PLACEHOLDERS = ['{body}', '{timestamp}', '{id}', '{method}', '{url}'];

const settings = z
  .strictObject({
    header: headerName.describe('Header that holds the signature'),
    algorithm: z.enum(['sha1', 'sha256', 'sha384', 'sha512']).default('sha256'),
    encoding: z.enum(['hex', 'base64', 'base64url']).default('hex'),
    prefix: z
      .string()
      .max(50)
      .default('')
      .describe('What stands before the signature in its header: sha256='),
    timestampHeader: headerName.optional().describe('Header that holds the time of sending'),
    timestampUnit: z.enum(['seconds', 'milliseconds']).default('seconds'),
    toleranceMs: z.int().min(1000).max(86_400_000).default(DEFAULT_TOLERANCE_MS),
    signedContent: z
      .string()
      .max(200)
      .default('{body}')
      .describe(`What is signed, with ${PLACEHOLDERS.join(', ')} where those stand`),
    ...eventFieldSettings,
  })
  .superRefine(({ signedContent, timestampHeader, idHeader }, context) => {
    const used = partsOf(signedContent).filter((part) => PLACEHOLDER.test(part));
    const refuse = (message: string) =>
      context.addIssue({ code: 'custom', path: ['signedContent'], message });
    if (used.some((part) => !PLACEHOLDERS.includes(part))) {
      refuse(`expected no placeholders but ${PLACEHOLDERS.join(', ')}`);
    }
    if (!used.includes('{body}'))
      refuse('expected {body}: anybody could change what is not signed');
    if (used.includes('{timestamp}') !== (timestampHeader !== undefined)) {
      refuse('expected {timestamp} if the time has a header, and only then');
    }
    if (used.includes('{id}') && !idHeader) refuse('expected an id header for {id}');
  });

/**
 * Any service that signs with a keyed hash over a content made of the body and, by a template, what else it signs. The time
 * is checked only where it is signed. Hexadecimal signatures may be in either case.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2104
 */
export const genericHmac = defineProvider<z.output<typeof settings>>({
  id: 'generic-hmac',
  name: 'HMAC signature',
  webhook: {
    settings,
    ...eventFields,
    verify: (request, { secrets, settings, now }) =>
      verificationSteps((takeStep) => {
        const { header, prefix, algorithm, encoding, timestampHeader, idHeader } = settings;
        const value = takeStep('header', requiredHeader(request, header));
        const values = new Map<string, string | Buffer>([
          ['{body}', request.body],
          ['{method}', request.method],
          ['{url}', request.url],
        ]);
        if (timestampHeader) {
          const timestamp = takeStep('header', requiredHeader(request, timestampHeader));
          const rules = { unit: settings.timestampUnit, toleranceMs: settings.toleranceMs };
          takeStep('timestamp', currentTimestamp(timestamp, now, rules));
          values.set('{timestamp}', timestamp);
        }
        if (idHeader && settings.signedContent.includes('{id}')) {
          values.set('{id}', takeStep('header', requiredHeader(request, idHeader)));
        }
        const hasPrefix = value.startsWith(prefix) && value.length > prefix.length;
        takeStep('format', hasPrefix ? { value: true } : malformedHeader(header));
        const signature = comparable(value.slice(prefix.length), encoding);
        const content = partsOf(settings.signedContent).map((part) => values.get(part) ?? part);
        takeStep('signature', matchedHmac(signature, secrets, { algorithm, content, encoding }));
      }),
  },
});

/** The texts and the placeholders of a template, in their order. */
function partsOf(template: string): string[] {
  return template.split(PLACEHOLDER);
}

/** As node:crypto writes it: hexadecimal in lower case, base64url without padding. */
function comparable(signature: string, encoding: z.output<typeof settings>['encoding']): string {
  if (encoding === 'hex') return signature.toLowerCase();
  return encoding === 'base64url' ? signature.replace(/={1,2}$/, '') : signature;
}
