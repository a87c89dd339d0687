import { createHash } from 'node:crypto';

import { twilioConnector } from './connectors/twilio';
import { identifier } from './event-fields';
import { headerValue, matchedHeader, requiredHeader } from './headers';
import { bodyText, fieldAt, type FormFields, isForm, parseForm, readPayload } from './payload';
import { defineProvider, type WebhookRequest } from './provider';
import { twilioResources } from './resources/twilio';
import { hmac, isSame, matchedSecret } from './signature';
import { twilioAccess } from './twilio-access';
import { momentOf } from './timestamp';
import { urlSpellings } from './url-spellings';
import { type Checked, verificationSteps } from './verification';

const HEADER = 'x-twilio-signature';
/** Twilio's have some kilobytes. Anybody can make us read one, since its fields are what is signed. */
const MAX_FORM_BYTES = 128 * 1024;

/**
 * Messages, calls and Event Streams of Twilio. Signed are the public address, as it was entered at Twilio, and the fields
 * of a form; for any other body the address carries its digest as `bodySHA256`. No time is signed, so that a replay is known
 * only by its id.
 *
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export const twilio = defineProvider({
  id: 'twilio',
  name: 'Twilio',
  access: twilioAccess,
  connector: twilioConnector,
  resources: twilioResources,
  webhook: {
    verify: (request, { secrets }) =>
      verificationSteps((takeStep) => {
        const header = takeStep('header', requiredHeader(request, HEADER));
        const signature = takeStep(
          'format',
          matchedHeader(HEADER, header, /^([A-Za-z\d+/]{27}=)$/),
        );
        const fields = takeStep('body', signedFields(request));
        const urls = urlSpellings(request.url);
        takeStep(
          'signature',
          matchedSecret(secrets, (key) =>
            urls
              .map((url) =>
                hmac({ algorithm: 'sha1', key, content: [url, fields], encoding: 'base64' }),
              )
              .map((expected) => isSame(signature, expected))
              .includes(true),
          ),
        );
      }),
    payloads(request) {
      // What is read is what is signed: of a form its fields, even if the text of it were JSON too.
      if (isForm(request) && bodyDigests(request.url).length === 0) {
        const fields = readFields(request);
        return fields && [fields];
      }
      // Event Streams send several events at once, as a list.
      const payloads = readPayload(request);
      return Array.isArray(payloads?.[0]) ? payloads[0] : payloads;
    },
    eventId: (payload, request) =>
      identifier(fieldAt(payload, ['id'])) ??
      identifier(headerValue(request, 'i-twilio-idempotency-token')),
    eventType: (payload) =>
      identifier(fieldAt(payload, ['type'])) ??
      identifier(fieldAt(payload, ['EventType'])) ??
      statusType('message', payload, ['MessageStatus', 'SmsStatus']) ??
      statusType('call', payload, ['CallStatus']),
    /** Of a call or a message Twilio takes the answer for instructions, and complains of any that is no XML. */
    acknowledge: (request) =>
      isForm(request)
        ? { contentType: 'text/xml', body: '<Response/>' }
        : { contentType: 'application/json', body: '{}' },
    occurredAt: (payload) =>
      momentOf(fieldAt(payload, ['time'])) ?? momentOf(fieldAt(payload, ['Timestamp'])),
  },
});

/**
 * What is signed of the body besides the address: nothing where the address carries the body's digest, else every name of a
 * form followed by its value, sorted, repeated values once. A body that neither covers is refused.
 */
function signedFields(request: WebhookRequest): Checked<string> {
  const digests = bodyDigests(request.url);
  if (digests.length > 0) {
    const expected = createHash('sha256').update(request.body).digest('hex');
    const isWhole = digests.every((digest) => isSame(digest, expected));
    return isWhole ? { value: '' } : { problem: { code: 'body-digest-differs' } };
  }
  if (request.body.length === 0) return { value: '' };
  if (request.body.length > MAX_FORM_BYTES) return { problem: { code: 'body-malformed' } };
  const fields = readFields(request);
  if (!fields) return { problem: { code: 'body-malformed' } };
  const names = Object.keys(fields).sort();
  const pairs = names.flatMap((name) => uniqueValues(fields[name]).map((value) => name + value));
  return { value: pairs.join('') };
}

/**
 * The fields of a form; null for any other body. Names and values are signed without what stands between them, so that a
 * name without an equals sign, which Twilio never sends, could be the rest of another that was cut in two.
 */
function readFields(request: WebhookRequest): FormFields | null {
  const text = isForm(request) ? bodyText(request) : null;
  const fields = text === null ? null : parseForm(text);
  const isWhole = fields && text?.split('&').every((pair) => pair === '' || pair.includes('='));
  return isWhole ? fields : null;
}

function bodyDigests(url: string): string[] {
  const start = url.indexOf('?') + 1;
  return start === 0 ? [] : new URLSearchParams(url.slice(start)).getAll('bodySHA256');
}

function uniqueValues(values: string | string[] = []): string[] {
  return [...new Set([values].flat())].sort();
}

/** `message.delivered`, `call.completed`. */
function statusType(kind: string, payload: unknown, fields: string[]): string | null {
  const statuses = fields.map((field) => identifier(fieldAt(payload, [field])));
  const status = statuses.find((value) => value !== null);
  return status ? identifier(`${kind}.${status}`) : null;
}
