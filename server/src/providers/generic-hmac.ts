import { z } from 'zod';

import { eventFields, eventFieldSettings } from './event-fields';
import { headerName, malformedHeader, requiredHeader } from './headers';
import { defineProvider } from './provider';
import { matchedHmac } from './signature';
import { type SignatureList, signatureList } from './signature-list';
import { currentTimestamp, DEFAULT_TOLERANCE_MS } from './timestamp';
import { type Checked, verificationSteps } from './verification';

const PLACEHOLDER = /(\{[^{}]*\})/;
const PLACEHOLDERS = ['{body}', '{timestamp}', '{id}', '{method}', '{url}'];

const partName = z
  .string()
  .max(50)
  .regex(/^[\w-]+$/, 'expected the name of a part');

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
    signaturePart: partName
      .optional()
      .describe(
        'Name of the signatures where the header is a list, as in t=1700000000,v1=5257a8: v1',
      ),
    timestampPart: partName.optional().describe('Name of the time of sending in that list: t'),
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
  .superRefine((entered, context) => {
    const { signedContent, prefix, signaturePart, timestampPart, timestampHeader, idHeader } =
      entered;
    const used = partsOf(signedContent).filter((part) => PLACEHOLDER.test(part));
    const refuse = (message: string, path: keyof typeof entered = 'signedContent') =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (used.some((part) => !PLACEHOLDERS.includes(part))) {
      refuse(`expected no placeholders but ${PLACEHOLDERS.join(', ')}`);
    }
    if (!used.includes('{body}'))
      refuse('expected {body}: anybody could change what is not signed');
    const hasTime = timestampHeader !== undefined || timestampPart !== undefined;
    if (used.includes('{timestamp}') !== hasTime) {
      refuse('expected {timestamp} if the time has a header or a part of one, and only then');
    }
    if (used.includes('{id}') && !idHeader) refuse('expected an id header for {id}');
    if (signaturePart !== undefined && prefix !== '') {
      refuse('expected no prefix where the header is a list', 'prefix');
    }
    if (timestampPart === undefined) return;
    if (signaturePart === undefined || signaturePart === timestampPart) {
      refuse('expected a part for the signatures beside that of the time', 'signaturePart');
    }
    if (timestampHeader !== undefined) {
      refuse(
        'expected the time in a header of its own or in the list, not in both',
        'timestampPart',
      );
    }
  });

/**
 * Any service that signs with a keyed hash over a content made of the body and, by a template, what else it signs. The time
 * is checked only where it is signed; it has a header of its own, or stands beside the signatures. Of several signatures one
 * has to match. Hexadecimal ones may be in either case.
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
        const { header, algorithm, encoding, timestampHeader, timestampPart, idHeader } = settings;
        const value = takeStep('header', requiredHeader(request, header));
        const values = new Map<string, string | Buffer>([
          ['{body}', request.body],
          ['{method}', request.method],
          ['{url}', request.url],
        ]);
        const sentTimestamp =
          timestampHeader && takeStep('header', requiredHeader(request, timestampHeader));
        const list = takeStep('format', signaturesOf(value, settings));
        const timestamp = timestampPart ? list.timestamp : sentTimestamp;
        if (timestamp !== undefined) {
          const rules = { unit: settings.timestampUnit, toleranceMs: settings.toleranceMs };
          takeStep('timestamp', currentTimestamp(timestamp, now, rules));
          values.set('{timestamp}', timestamp);
        }
        if (idHeader && settings.signedContent.includes('{id}')) {
          values.set('{id}', takeStep('header', requiredHeader(request, idHeader)));
        }
        const signatures = list.signatures.map((signature) => comparable(signature, encoding));
        const content = partsOf(settings.signedContent).map((part) => values.get(part) ?? part);
        takeStep('signature', matchedHmac(signatures, secrets, { algorithm, content, encoding }));
      }),
  },
});

/** The texts and the placeholders of a template, in their order. */
function partsOf(template: string): string[] {
  return template.split(PLACEHOLDER);
}

/** A list of named parts, or one signature behind a prefix. */
function signaturesOf(
  value: string,
  { header, prefix, signaturePart, timestampPart }: z.output<typeof settings>,
): Checked<SignatureList> {
  if (signaturePart !== undefined) {
    return signatureList(header, value, { signature: signaturePart, timestamp: timestampPart });
  }
  const hasPrefix = value.startsWith(prefix) && value.length > prefix.length;
  if (!hasPrefix) return malformedHeader(header);
  return { value: { timestamp: '', signatures: [value.slice(prefix.length)] } };
}

/** As node:crypto writes it: hexadecimal in lower case, base64url without padding. */
function comparable(signature: string, encoding: z.output<typeof settings>['encoding']): string {
  if (encoding === 'hex') return signature.toLowerCase();
  return encoding === 'base64url' ? signature.replace(/={1,2}$/, '') : signature;
}
