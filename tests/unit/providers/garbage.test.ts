import fc from 'fast-check';

import { readPayload } from '../../../server/src/providers/payload';
import type { Provider, ProviderSettings } from '../../../server/src/providers/provider';
import { createProviderRegistry } from '../../../server/src/providers/registry';
import { isGenuine, verifyWith, webhookOf, webhookRequest } from '../../support/webhook-request';
import { genuineRequests, type GenuineRequest } from './genuine-requests';

const text = fc.string({ unit: 'binary', maxLength: 40 });
/** With halves of surrogate pairs, which are no Unicode text. */
const units = fc
  .array(fc.integer({ max: 0xffff, min: 0 }), { maxLength: 20 })
  .map((codes) => String.fromCharCode(...codes));

const headerNames = fc.constantFrom(
  ...['authorization', 'content-type', 'stripe-signature', 'x-hub-signature-256', 'x-time', 'x-id'],
  ...['x-github-event', 'x-github-delivery', 'x-twilio-signature', 'i-twilio-idempotency-token'],
  ...['x-slack-signature', 'x-slack-request-timestamp', 'x-signature', '__proto__', 'constructor'],
  ...['webhook-', 'svix-'].flatMap((prefix) =>
    ['id', 'timestamp', 'signature'].map((name) => prefix + name),
  ),
  ...['x-shopify-', 'shopify-'].flatMap((prefix) =>
    ['hmac-sha256', 'topic', 'shop-domain', 'api-version', 'webhook-id', 'triggered-at'].map(
      (name) => prefix + name,
    ),
  ),
);
const NOW = 1_700_000_000_000;
const wellFormed = fc.constantFrom(
  ...['v1,', 'v1a,', 'v1a,AAAA', `v1a,${'A'.repeat(86)}==`, `v1,${'A'.repeat(43)}=`, 't=1,v1='],
  ...[`t=${NOW / 1000},v1=${'0'.repeat(64)}`, `sha256=${'0'.repeat(64)}`, `v0=${'0'.repeat(64)}`],
  ...[String(NOW / 1000), String(NOW), '0', '', ' ', `${'A'.repeat(43)}=`, `${'A'.repeat(27)}=`],
  ...['Basic', 'Basic ', 'Basic YTpi', 'Basic ====', 'Bearer ', 'Bearer x', 'msg_1'],
  ...['application/json', 'application/x-www-form-urlencoded', 'text/xml'],
);
const values = fc.oneof(wellFormed, text, units);
const headers = fc.dictionary(headerNames, fc.oneof(values, fc.array(values, { maxLength: 3 })), {
  maxKeys: 12,
});
const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.oneof(fc.json(), text, units).map((body) => Buffer.from(body)),
  fc
    .constantFrom(
      ...[
        'null',
        '[]',
        '"x"',
        '1e999',
        '{"__proto__":1}',
        '<a/>',
        '<a',
        '{',
        '&',
        '=',
        '%',
        'a=%ff',
      ],
      ...['{"type":"url_verification","challenge":"x"}', 'payload=%7B', 'payload=[]&payload={}'],
      ...[
        '{"event":{"type":{}},"id":[],"created":"x","action":1e999,"timestamp":{}}',
        '[{},[],1,null]',
      ],
      '<Envelope><Body><notifications><OrganizationId>00D000000000062EAA</OrganizationId><Notification/></notifications></Body></Envelope>',
    )
    .map((body) => Buffer.from(body)),
);
const urls = fc.oneof(
  fc.webUrl({ withQueryParameters: true }),
  fc.oneof(text, units),
  fc.oneof(text, units).map((rest) => `https://site.example/in/x?${rest}`),
  fc.constantFrom(
    '',
    '?',
    '?bodySHA256',
    '?bodySHA256=',
    '?\ud800',
    '?a=\ud800',
    'https://[',
    '/in/x',
  ),
);
const requests = fc.record({ headers, body: bodies, url: urls });
const secrets = fc.array(
  fc.oneof(
    text,
    units,
    fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .map((key) => `whpk_${Buffer.from(key).toString('base64')}`),
    fc.constantFrom(
      '',
      ' ',
      'whsec_',
      'whsec_AAAA',
      'whpk_',
      'whpk_AAAA',
      'whsk_AAAA',
      'a:b',
      ':',
      '\ud800',
    ),
  ),
  { maxLength: 4 },
);

/** Settings as anybody may enter them; most are refused, and those that are not are used. */
const settings = fc.record(
  {
    header: fc.constantFrom('x-signature', 'Authorization', 'constructor', 'x signature', ''),
    algorithm: fc.constantFrom('sha1', 'sha256', 'sha384', 'sha512', 'md5'),
    encoding: fc.constantFrom('hex', 'base64', 'base64url', 'utf8'),
    prefix: fc.oneof(fc.constantFrom('', 'sha256=', 'Bearer ', 'İ', '$&'), text, units),
    signaturePart: fc.constantFrom('v1', 't', 'constructor', 'v1='),
    timestampPart: fc.constantFrom('t', '__proto__'),
    timestampHeader: fc.constantFrom('x-time', 'x-id'),
    timestampUnit: fc.constantFrom('seconds', 'milliseconds'),
    toleranceMs: fc.oneof(fc.integer({ min: 1000, max: 86_400_000 }), fc.double()),
    signedContent: fc.oneof(
      fc.constantFrom(
        '{body}',
        '{timestamp},{body}',
        '{id}{method}{url}{body}',
        '{timestamp}.{id}.{body}',
      ),
      text,
    ),
    idHeader: fc.constantFrom('x-id', 'toString'),
    idPath: fc.oneof(fc.constantFrom('id', 'a.b', '0', 'length', 'toString', 'a.__proto__'), text),
    typeHeader: fc.constantFrom('x-github-event', 'valueOf'),
    typePath: fc.oneof(fc.constantFrom('type', 'event.type', '__proto__'), text),
  },
  { requiredKeys: [] },
);

const providers = createProviderRegistry()
  .list()
  .filter(({ webhook }) => webhook)
  .map((provider) => [provider.name, provider] as const);

/** What a schema makes of settings; those that it refuses are left out one after the other. */
function parsed(schema: ReturnType<typeof webhookOf>['settings'], entered: ProviderSettings) {
  if (!schema) return {};
  const only = ['header', 'idHeader', 'idPath', 'typeHeader', 'typePath', 'prefix'];
  const some = (names: string[]) =>
    Object.fromEntries(Object.entries(entered).filter(([name]) => names.includes(name)));
  const attempts = [entered, some(only), some(only.slice(0, 2)), { header: 'x-signature' }, {}];
  return attempts.map((attempt) => schema.safeParse(attempt)).find(({ success }) => success)?.data;
}

/** The headers, settings and secrets of genuine requests, so that garbage gets past the first checks. */
const genuineFor = (provider: Provider) =>
  genuineRequests.flatMap(([, request]) => (request.provider === provider ? [request] : []));

describe.each(providers)('garbage, for %s,', (_name, provider) => {
  const webhook = webhookOf(provider);
  const beginnings = fc.constantFrom<Partial<GenuineRequest>>({}, ...genuineFor(provider));

  it('throws in none of its functions, and what they tell is of the kind they promise', () => {
    fc.assert(
      fc.property(beginnings, requests, secrets, settings, (genuine, sent, given, entered) => {
        const request = webhookRequest({
          ...sent,
          headers: { ...sent.headers, ...genuine.headers },
        });
        const used = parsed(webhook.settings, genuine.settings ?? entered) ?? {};
        const known = [...given, ...(genuine.secrets ?? [])];
        const steps = webhook.verify(request, { secrets: known, settings: used, now: NOW });
        expect(steps.length).toBeGreaterThan(0);
        expect(steps.slice(0, -1).every(({ problem }) => problem === null)).toBe(true);

        const reply = webhook.handshake?.(request) ?? webhook.acknowledge?.(request);
        if (reply)
          expect(reply).toEqual({ contentType: expect.any(String), body: expect.any(String) });
        for (const name of webhook.credentialHeaders?.(used) ?? []) {
          expect(name).toBe(name.toLowerCase());
        }
        const payloads = (webhook.payloads ?? readPayload)(request) ?? [];
        for (const payload of [
          ...payloads,
          undefined,
          null,
          sent.body.toString(),
          [],
          Object.create(null),
        ]) {
          const names = [
            webhook.eventId(payload, request, used),
            webhook.eventType(payload, request, used),
          ].filter((name) => name !== null);
          for (const name of names) expect(name).toMatch(/^[^\p{Cc}\p{Cs}]{1,255}$/u);
          const occurredAt = webhook.occurredAt?.(payload, request) ?? 0;
          expect(() => new Date(occurredAt).toISOString()).not.toThrow();
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused', () => {
    const known = { secrets: ['whsec_AAAA', 'secret:secret', '00D000000000063EAA'], now: NOW };
    const used = parsed(webhook.settings, {});
    fc.assert(
      fc.property(requests, (request) => {
        expect(isGenuine(verifyWith(provider, request, { ...known, settings: used }))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});
