import { createHash } from 'node:crypto';
import { parse, stringify } from 'node:querystring';

import { identifier } from './event-fields';
import { headerValue, matchedHeader, requiredHeader } from './headers';
import { bodyText, fieldAt, isForm, parseForm, readPayload } from './payload';
import { defineProvider, type WebhookRequest } from './provider';
import { hmac, isSame, matchedSecret } from './signature';
import { momentOf } from './timestamp';
import { type Checked, verificationSteps } from './verification';

const HEADER = 'x-twilio-signature';
const ORIGIN = /^(https?:\/\/)([^/?#]*@)?(\[[^\]]*\]|[^:/?#]*)(:\d*)?/i;

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
  webhook: {
    verify: (request, { secrets }) =>
      verificationSteps((takeStep) => {
        const header = takeStep('header', requiredHeader(request, HEADER));
        const signature = takeStep(
          'format',
          matchedHeader(HEADER, header, /^([A-Za-z\d+/]{27}=)$/),
        );
        const fields = takeStep('body', signedFields(request));
        const urls = signedUrls(request.url);
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
    /** Event Streams send several events at once, as a list. */
    payloads(request) {
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
    occurredAt: (payload) => momentOf(fieldAt(payload, ['time'])),
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
  const text = isForm(request) ? bodyText(request) : null;
  const fields = text === null ? null : parseForm(text);
  if (!fields) return { problem: { code: 'body-malformed' } };
  const names = Object.keys(fields).sort();
  const pairs = names.flatMap((name) => uniqueValues(fields[name]).map((value) => name + value));
  return { value: pairs.join('') };
}

function bodyDigests(url: string): string[] {
  return new URLSearchParams(url.slice(url.indexOf('?') + 1)).getAll('bodySHA256');
}

function uniqueValues(values: string | string[] = []): string[] {
  return [...new Set([values].flat())].sort();
}

/**
 * The spellings of an address that Twilio may have signed: with and without its port, as it was entered and with escaped
 * characters, of which its servers use either.
 */
function signedUrls(url: string): string[] {
  const escaped = URL.canParse(url) ? new URL(url).href : url;
  const spellings = [url, escaped, withEscapedQuery(escaped)];
  return [...new Set(spellings.flatMap((spelling) => [withoutPort(spelling), withPort(spelling)]))];
}

function withoutPort(url: string): string {
  return url.replace(
    ORIGIN,
    (_match, scheme: string, user = '', host: string) => scheme + user + host,
  );
}

function withPort(url: string): string {
  return url.replace(ORIGIN, (origin: string, scheme: string, _user, _host, port?: string) =>
    port ? origin : origin + (scheme.toLowerCase() === 'https://' ? ':443' : ':80'),
  );
}

function withEscapedQuery(url: string): string {
  const start = url.indexOf('?') + 1;
  return start === 0 ? url : url.slice(0, start) + stringify(parse(url.slice(start)));
}

/** `message.delivered`, `call.completed`. */
function statusType(kind: string, payload: unknown, fields: string[]): string | null {
  const statuses = fields.map((field) => identifier(fieldAt(payload, [field])));
  const status = statuses.find((value) => value !== null);
  return status ? identifier(`${kind}.${status}`) : null;
}
