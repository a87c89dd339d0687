import fc from 'fast-check';

import type { Provider } from '../../../server/src/providers/provider';
import { createProviderRegistry } from '../../../server/src/providers/registry';
import {
  refusalOf,
  isGenuine,
  verifyWith,
  webhookRequest,
  type RequestParts,
} from '../../support/webhook-request';

const registry = createProviderRegistry();

function webhookOf(id: string) {
  const webhook = registry.find(id)?.webhook;
  if (!webhook) throw new Error(`${id} has no webhooks`);
  return webhook;
}

/** What a source of this provider reads from a request that was verified. */
function read(id: string, parts: RequestParts, settings: Record<string, unknown> = {}) {
  const webhook = webhookOf(id);
  const request = webhookRequest(parts);
  const parsed = webhook.settings ? webhook.settings.parse(settings) : settings;
  const payloads = webhook.payloads?.(request) ?? [JSON.parse(String(request.body)) as unknown];
  return payloads.map((payload) => ({
    id: webhook.eventId(payload, request, parsed),
    type: webhook.eventType(payload, request, parsed),
    occurredAt: webhook.occurredAt?.(payload, request) ?? null,
    payload,
  }));
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('an event', () => {
  it('of Stripe tells its id, type and time', () => {
    const body = JSON.stringify({ id: 'evt_1', type: 'invoice.paid', created: 1_700_000_000 });
    expect(read('stripe', { body })).toMatchObject([
      { id: 'evt_1', type: 'invoice.paid', occurredAt: 1_700_000_000_000 },
    ]);
  });

  it.each([
    ['JSON', {}, '{"action":"published"}'],
    ['a form', FORM, new URLSearchParams({ payload: '{"action":"published"}' }).toString()],
  ])('of GitHub comes as %s', (_name, contentType, body) => {
    const headers = {
      ...contentType,
      'x-github-event': 'release',
      'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    };
    expect(read('github', { headers, body })).toEqual([
      {
        id: '72d3162e-cc78-11e3-81ab-4c9367dc0958',
        type: 'release.published',
        occurredAt: null,
        payload: { action: 'published' },
      },
    ]);
  });

  it('of GitHub without an action has the name of its event', () => {
    expect(read('github', { headers: { 'x-github-event': 'ping' }, body: '{}' })).toMatchObject([
      { id: null, type: 'ping' },
    ]);
  });

  it.each(['x-shopify-', 'shopify-'])('of Shopify is told by its %s headers', (prefix) => {
    const headers = {
      [`${prefix}hmac-sha256`]: 'x',
      [`${prefix}topic`]: 'orders/create',
      [`${prefix}webhook-id`]: 'w-1',
      [`${prefix}event-id`]: 'e-1',
      [`${prefix}triggered-at`]: '2026-01-02T03:04:05.678Z',
    };
    expect(read('shopify', { headers, body: '{}' })).toMatchObject([
      { id: 'w-1', type: 'orders/create', occurredAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678) },
    ]);
  });

  it('of Slack tells the type of what happened', () => {
    const body = JSON.stringify({
      type: 'event_callback',
      event_id: 'Ev1',
      event_time: 1_700_000_000,
      event: { type: 'message' },
    });
    expect(read('slack', { body })).toMatchObject([
      { id: 'Ev1', type: 'message', occurredAt: 1_700_000_000_000 },
    ]);
  });

  it('of Slack may be a command or an interaction', () => {
    expect(read('slack', { headers: FORM, body: 'command=%2Fdeploy&text=x' })).toMatchObject([
      { type: '/deploy' },
    ]);
    const payload = new URLSearchParams({ payload: '{"type":"block_actions"}' }).toString();
    expect(read('slack', { headers: FORM, body: payload })).toMatchObject([
      { type: 'block_actions' },
    ]);
  });

  it.each([
    ['MessageSid=SM1&MessageStatus=delivered', 'message.delivered'],
    ['SmsMessageSid=SM1&SmsStatus=received&Body=x', 'message.received'],
    ['CallSid=CA1&CallStatus=completed', 'call.completed'],
    ['EventType=onMessageAdded', 'onMessageAdded'],
    ['Anything=else', null],
  ])('of Twilio, %s, is of the type %s', (body, type) => {
    const headers = { ...FORM, 'i-twilio-idempotency-token': 'token-1' };
    expect(read('twilio', { headers, body })).toMatchObject([{ id: 'token-1', type }]);
  });

  it('of an Event Stream of Twilio is one of many', () => {
    const events = ['EZ1', 'EZ2'].map((id) => ({ id, type: 'com.twilio.messaging.message.sent' }));
    expect(read('twilio', { body: JSON.stringify(events) })).toMatchObject(events);
  });

  it('of a service of one’s own is told by a header, or else by a path', () => {
    const settings = {
      header: 'x-signature',
      idHeader: 'x-id',
      idPath: 'data.id',
      typePath: 'event.name',
    };
    const body = JSON.stringify({ data: { id: 7 }, event: { name: 'order.paid' } });
    expect(read('generic-hmac', { body }, settings)).toMatchObject([
      { id: '7', type: 'order.paid' },
    ]);
    expect(read('generic-hmac', { headers: { 'X-Id': 'h' }, body }, settings)).toMatchObject([
      { id: 'h' },
    ]);
  });
});

describe('a try of the address', () => {
  const handshake = (id: string, parts: RequestParts) =>
    webhookOf(id).handshake?.(webhookRequest(parts)) ?? null;

  it('by Slack is answered with its challenge', () => {
    const body = '{"type":"url_verification","challenge":"3eZbrw1a"}';
    expect(handshake('slack', { body })).toEqual({ contentType: 'text/plain', body: '3eZbrw1a' });
  });

  it('is not what only looks like one', () => {
    expect(handshake('slack', { body: '{"type":"url_verification","challenge":7}' })).toBeNull();
    expect(handshake('slack', { body: '{"type":"message","challenge":"x"}' })).toBeNull();
    expect(handshake('stripe', { body: '{"type":"url_verification"}' })).toBeNull();
  });
});

describe('an outbound message of Salesforce', () => {
  const ORGANIZATION = '00D000000000062EAA';
  const notification = (id: string, name: string) => `
    <Notification>
      <Id>${id}</Id>
      <sObject xsi:type="sf:Account" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
        <sf:Id>0010000000000${id}</sf:Id>
        <sf:Name>${name}</sf:Name>
        <sf:Phone xsi:nil="true"/>
        <sf:SystemModstamp>2026-01-02T03:04:05.000Z</sf:SystemModstamp>
      </sObject>
    </Notification>`;
  const message = (notifications: string, organization = ORGANIZATION) => `<?xml version="1.0"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>
  <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
    <OrganizationId>${organization}</OrganizationId>
    <ActionId>04k000000000001AAA</ActionId>
    <SessionId>00D000000000062!AQ0</SessionId>
    ${notifications}
  </notifications></soapenv:Body></soapenv:Envelope>`;
  const verify = (body: string, secrets = [ORGANIZATION]) =>
    verifyWith(registry.find('salesforce')!, { body }, { secrets });

  it('is accepted from the organisation, with its long or its short id', () => {
    const body = message(notification('1', 'Acme'));
    expect(isGenuine(verify(body))).toBe(true);
    expect(isGenuine(verify(body, [ORGANIZATION.slice(0, 15)]))).toBe(true);
    expect(refusalOf(verify(body, ['00D000000000063EAA']))).toBe('organization-differs');
    expect(refusalOf(verify(body, ['Acme']))).toBe('secret-unusable');
  });

  it('holds an event for every notification, without the session', () => {
    const body = message(notification('1', 'Acme &amp; S&#246;hne') + notification('2', '007'));
    const events = read('salesforce', { body });
    expect(events).toEqual([
      {
        id: '1',
        type: 'Account',
        occurredAt: Date.UTC(2026, 0, 2, 3, 4, 5),
        payload: {
          id: '1',
          organizationId: ORGANIZATION,
          actionId: '04k000000000001AAA',
          object: 'Account',
          record: {
            Id: '00100000000001',
            Name: 'Acme & Söhne',
            Phone: null,
            SystemModstamp: '2026-01-02T03:04:05.000Z',
          },
        },
      },
      expect.objectContaining({
        id: '2',
        payload: expect.objectContaining({ record: expect.objectContaining({ Name: '007' }) }),
      }),
    ]);
    expect(JSON.stringify(events)).not.toContain('AQ0');
  });

  it('is acknowledged as Salesforce expects', () => {
    const reply = webhookOf('salesforce').acknowledge?.(webhookRequest({}));
    expect(reply?.contentType).toContain('text/xml');
    expect(reply?.body).toContain('<Ack>true</Ack>');
  });

  it('with 100 notifications full of escaped characters is read', () => {
    const many = Array.from({ length: 100 }, (_, n) =>
      notification(`${n}`, '&lt;&amp;'.repeat(50)),
    );
    const events = read('salesforce', { body: message(many.join('')) });
    expect(events).toHaveLength(100);
    expect(events[99]?.payload).toMatchObject({ record: { Name: '<&'.repeat(50) } });
  });

  it.each([
    ['is no XML', '{"OrganizationId": "00D000000000062EAA"}'],
    ['is empty', ''],
    ['holds no notification', message('')],
    ['is cut off', message(notification('1', 'Acme')).slice(0, 200)],
    ['names another kind of id', message(notification('1', 'Acme'), '001000000000062EAA')],
    [
      'declares an entity',
      `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${message(notification('1', '&a;'))}`,
    ],
    [
      'declares entities that grow',
      `<!DoCtYpE x [<!ENTITY a "${'x'.repeat(1000)}">]>${message(notification('1', '&a;'.repeat(1000)))}`,
    ],
    ['has more notifications than there can be', message(notification('1', 'A').repeat(101))],
    ['nests without end', '<a>'.repeat(100_000)],
  ])('that %s is refused', (_name, body) => {
    expect(refusalOf(verify(body))).toBe('body-malformed');
  });
});

describe('garbage', () => {
  const headerNames = [
    'authorization',
    'content-type',
    'stripe-signature',
    'x-hub-signature-256',
    'x-shopify-hmac-sha256',
    'shopify-topic',
    'x-twilio-signature',
    'x-slack-signature',
    'x-slack-request-timestamp',
    'webhook-id',
    'svix-id',
    'webhook-timestamp',
    'webhook-signature',
    'x-signature',
  ];
  const headers = fc.dictionary(
    fc.constantFrom(...headerNames),
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('v1,', 't=1,v1=', 'sha256=', '0', ...Object.keys(FORM)),
    ),
  );
  const bodies = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.json().map((text) => Buffer.from(text)),
    fc
      .constantFrom('null', '[]', '"x"', '1e999', '{"__proto__":1}', '<a/>')
      .map((text) => Buffer.from(text)),
  );
  const urls = fc.oneof(fc.webUrl(), fc.string(), fc.constant('?bodySHA256'));
  const settingsOf = ({ id }: Provider) => (id === 'generic-hmac' ? { header: 'x-signature' } : {});

  it.each(registry.list().map((provider) => [provider.name, provider] as const))(
    'is refused by %s and throws nothing, in none of its functions',
    (_name, provider) => {
      const webhook = webhookOf(provider.id);
      fc.assert(
        fc.property(headers, bodies, urls, (sent, body, url) => {
          const parts = { headers: sent, body, url };
          const settings = settingsOf(provider);
          const steps = verifyWith(provider, parts, { secrets: ['whsec_AAAA', 'a:b'], settings });
          expect(isGenuine(steps)).toBe(false);
          const request = webhookRequest(parts);
          webhook.handshake?.(request);
          webhook.acknowledge?.(request);
          for (const payload of webhook.payloads?.(request) ?? [null, body.toString()]) {
            webhook.eventId(payload, request, settings);
            webhook.eventType(payload, request, settings);
            webhook.occurredAt?.(payload, request);
          }
        }),
        { numRuns: 300 },
      );
    },
  );
});
