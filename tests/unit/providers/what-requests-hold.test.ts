import { readPayload } from '../../../server/src/providers/payload';
import { createProviderRegistry } from '../../../server/src/providers/registry';
import {
  refusalOf,
  verifyWith,
  webhookOf as webhookOfProvider,
  webhookRequest,
  type RequestParts,
} from '../../support/webhook-request';

const registry = createProviderRegistry();

const webhookOf = (id: string) => webhookOfProvider(registry.find(id)!);

/** What a source of this provider reads from a request that was verified. */
function read(id: string, parts: RequestParts, settings: Record<string, unknown> = {}) {
  const webhook = webhookOf(id);
  const request = webhookRequest(parts);
  const parsed = webhook.settings ? webhook.settings.parse(settings) : settings;
  const payloads = webhook.payloads?.(request) ?? readPayload(request) ?? [];
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

  it('of Shopify Events tells its action in a header', () => {
    const headers = {
      'shopify-hmac-sha256': 'x',
      'shopify-topic': 'Product',
      'shopify-action': 'update',
      'shopify-event-id': 'e-1',
    };
    expect(read('shopify', { headers, body: '{}' })).toMatchObject([
      { id: 'e-1', type: 'Product/update' },
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

  it.each([
    ['Wed, 02 Jan 2026 03:04:05 +0000', Date.UTC(2026, 0, 2, 3, 4, 5)],
    ['yesterday', null],
  ])('of a call of Twilio was at its time: %s', (time, occurredAt) => {
    const body = new URLSearchParams({ CallStatus: 'ringing', Timestamp: time }).toString();
    expect(read('twilio', { headers: FORM, body })).toMatchObject([{ occurredAt }]);
  });

  it('of an Event Stream of Twilio is one of many', () => {
    const events = ['EZ1', 'EZ2'].map((id) => ({ id, type: 'com.twilio.messaging.message.sent' }));
    const url = 'https://site.example/in/source?bodySHA256=00';
    expect(read('twilio', { url, body: JSON.stringify(events) })).toMatchObject(events);
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

  it.each(['generic-hmac', 'static-token', 'basic-auth'])(
    'of %s may be told in a list, as the paths of mappings have it',
    (provider) => {
      const header = provider === 'basic-auth' ? {} : { header: 'x-signature' };
      const body = '{"items":[{"id":7,"tags":["order","paid"]}]}';
      for (const [idPath, typePath] of [
        ['items[0].id', 'items[0].tags[1]'],
        ['items.0.id', 'items.0.tags.1'],
      ]) {
        expect(read(provider, { body }, { ...header, idPath, typePath })).toMatchObject([
          { id: '7', type: 'paid' },
        ]);
      }
    },
  );

  it('may stand in a field of a form, which has brackets in its name', () => {
    const settings = { header: 'x-signature', idPath: 'data[id]', typePath: 'type' };
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const form = { headers, body: 'type=subscribe&data%5Bid%5D=8a25ff1d98' };
    expect(read('static-token', form, settings)).toMatchObject([
      { id: '8a25ff1d98', type: 'subscribe' },
    ]);
    expect(read('static-token', { body: '{"data":{"id":1}}' }, settings)).toMatchObject([
      { id: null },
    ]);
  });
});

describe('the id of an event', () => {
  const idOf = (id: unknown) =>
    read('stripe', { body: JSON.stringify({ id }) }).map((event) => event.id);

  it.each(['evt_1', 'ü', '1', 'a'.repeat(255), '😀'])('may be %p', (id) => {
    expect(idOf(id)).toEqual([id]);
  });

  it.each([
    ['', null],
    [' \n', null],
    ['a\0', null],
    ['\ud800', null],
    ['a'.repeat(256), null],
    [7, '7'],
    [2 ** 53, null],
    [1.5, null],
    [true, null],
    [['a'], null],
    [{}, null],
    [null, null],
  ])('is not made up from %p', (id, expected) => {
    expect(idOf(id)).toEqual([expected]);
  });

  it('is not taken from a header that is there twice, nor from what an object inherits', () => {
    const settings = { header: 'x', idHeader: 'x-id' };
    const parts = { headers: { 'x-id': ['1', '2'] }, body: '{"data":{}}' };
    expect(read('generic-hmac', parts, settings)).toMatchObject([{ id: null }]);
    const inherited = { ...settings, idPath: 'data.toString.name' };
    expect(() => read('generic-hmac', parts, inherited)).toThrow('not a field of the payload');
  });
});

describe('the time of an event', () => {
  const timeOf = (timestamp: unknown) =>
    read('standard-webhooks', { body: JSON.stringify({ timestamp }) })[0]?.occurredAt;

  it.each([
    '2026-01-02T03:04:05Z',
    '2026-01-02T03:04:05.000000000Z',
    '2026-01-02T04:04:05+01:00',
    '2026-01-02 04:04:05+0100',
    '2 Jan 2026 03:04:05 GMT',
    Date.UTC(2026, 0, 2, 3, 4, 5) / 1000,
  ])('may be %p', (timestamp) => {
    expect(timeOf(timestamp)).toBe(Date.UTC(2026, 0, 2, 3, 4, 5));
  });

  it.each([
    ...['release 5', '1', '', '2026', '2026-01-02', '2026-01-02T03:04:05', '2026-13-02T03:04:05Z'],
    ...[1e300, true, null, ['2026-01-02T03:04:05Z'], {}],
  ])('is not guessed from %p', (timestamp) => {
    expect(timeOf(timestamp)).toBeNull();
  });
});

describe('a try of the address', () => {
  const handshake = (id: string, parts: RequestParts) =>
    webhookOf(id).handshake?.(webhookRequest(parts)) ?? null;

  it('by Slack is answered with its challenge', () => {
    const body = '{"type":"url_verification","challenge":"3eZbrw1a"}';
    expect(handshake('slack', { body })).toEqual({ contentType: 'text/plain', body: '3eZbrw1a' });
  });

  it('by Slack may come as a form, and may ask for nothing but an answer', () => {
    const payload = '{"type":"url_verification","challenge":"3eZbrw1a"}';
    const form = new URLSearchParams({ payload }).toString();
    expect(handshake('slack', { headers: FORM, body: form })?.body).toBe('3eZbrw1a');
    const check = { headers: FORM, body: 'ssl_check=1&token=x' };
    expect(handshake('slack', check)).toEqual({ contentType: 'text/plain', body: '' });
    const steps = verifyWith(registry.find('slack')!, check, { secrets: ['x'] });
    expect(refusalOf(steps)).toBe('header-missing');
  });

  it('is not what only looks like one', () => {
    expect(handshake('slack', { body: '{"type":"url_verification","challenge":7}' })).toBeNull();
    expect(handshake('slack', { body: '{"type":"message","challenge":"x"}' })).toBeNull();
    expect(handshake('stripe', { body: '{"type":"url_verification"}' })).toBeNull();
  });
});
