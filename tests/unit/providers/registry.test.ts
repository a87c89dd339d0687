import { createHmac, timingSafeEqual } from 'node:crypto';

import { z } from 'zod';

import { basicAuth } from '../../../server/src/providers/basic-auth';
import { defineProvider, type Provider } from '../../../server/src/providers/provider';
import { createProviderRegistry } from '../../../server/src/providers/registry';
import { staticToken } from '../../../server/src/providers/static-token';
import { refusalOf, verifyWith, webhookOf, webhookRequest } from '../../support/webhook-request';

const webhook = {
  verify: () => [],
  eventId: () => null,
  eventType: () => null,
};

const bearer = { kind: 'bearer' };

/** Of the least that there is to say of an account. */
const access = (api: object) => ({
  category: 'generic',
  auth: [bearer],
  api: { baseUrl: 'https://acme.example', ...api },
  probe: { path: '/me' },
});
const twice = { ...access({}), auth: [bearer, bearer] };

describe('a provider of the site’s own', () => {
  it('is found and offered beside ours', () => {
    const registry = createProviderRegistry();
    const acme = defineProvider({ id: 'acme', name: 'Acme', webhook });
    registry.register(acme);
    expect(registry.find('acme')).toEqual(acme);
    expect(registry.list().map(({ id }) => id)).toEqual(
      expect.arrayContaining(['stripe', 'generic-hmac', 'acme']),
    );
  });

  it('may be about accounts alone', () => {
    const acme = { id: 'acme', name: 'Acme', access: access({}) } as Provider;
    expect(defineProvider(acme)).toBe(acme);
  });

  it('cannot take the place of another', () => {
    const registry = createProviderRegistry();
    const stripe = defineProvider({ id: 'stripe', name: 'Mine', webhook });
    expect(() => registry.register(stripe)).toThrow('There is a provider "stripe" already.');
  });

  it.each([
    ['id', { id: 'Acme Inc', name: 'Acme' }],
    ['name', { id: 'acme', name: '' }],
    ['verify', { id: 'acme', name: 'Acme', webhook: { ...webhook, verify: 'yes' } }],
    ['eventId', { id: 'acme', name: 'Acme', webhook: { ...webhook, eventId: undefined } }],
    ['settings', { id: 'acme', name: 'Acme', webhook: { ...webhook, settings: {} } }],
    [
      'credentialHeaders',
      { id: 'acme', name: 'Acme', webhook: { ...webhook, credentialHeaders: ['x-key'] } },
    ],
    ['webhooks', { id: 'acme', name: 'Acme', webhooks: webhook }],
    ['connector', { id: 'acme', name: 'Acme', connector: {} }],
    ['baseUrl', { id: 'acme', name: 'Acme', access: access({ baseUrl: 'ftp://acme.example' }) }],
    ['perMs', { id: 'acme', name: 'Acme', access: access({ rateLimit: { calls: 1, perMs: 0 } }) }],
    ['every kind of authentication once', { id: 'acme', name: 'Acme', access: twice }],
    ['expected object', null],
  ])('is refused with a wrong %s, which is named', (field, definition) => {
    const define = () => defineProvider(definition as unknown as Provider);
    expect(define).toThrow(TypeError);
    expect(define).toThrow(field);
  });
});

describe('a provider that a site has written', () => {
  /** Whole, as in `src/index.ts` of a site. The types of the settings follow from their schema. */
  const acme = defineProvider({
    id: 'acme',
    name: 'Acme',
    webhook: {
      settings: z.strictObject({ shop: z.string().min(1), header: z.string().default('X-Acme') }),
      verify(request, { secrets, settings }) {
        const [received = '', ...others] = request.headers.get(settings.header.toLowerCase()) ?? [];
        if (received === '' || others.length > 0) {
          return [{ check: 'header', problem: { code: 'header-missing' } }];
        }
        const matches = secrets.some((secret) => {
          const expected = createHmac('sha256', secret).update(settings.shop).update(request.body);
          const bytes = Buffer.from(received, 'hex');
          return bytes.length === 32 && timingSafeEqual(bytes, expected.digest());
        });
        return [
          { check: 'header', problem: null },
          { check: 'signature', problem: matches ? null : { code: 'signature-differs' } },
        ];
      },
      eventId: (payload) => z.object({ id: z.string() }).safeParse(payload).data?.id ?? null,
      eventType: (_payload, _request, { shop }) => `${shop.toLowerCase()}.changed`,
      credentialHeaders: ({ header }) => [header.toLowerCase()],
    },
  });
  const parts = (shop: string) => ({
    body: '{"id":"1"}',
    headers: { 'X-Acme': createHmac('sha256', 'secret').update(`${shop}{"id":"1"}`).digest('hex') },
  });

  it('verifies and reads by its own settings', () => {
    const verify = (shop: string) =>
      refusalOf(verifyWith(acme, parts(shop), { secrets: ['secret'], settings: { shop: 'Blue' } }));
    expect(verify('Blue')).toBeUndefined();
    expect(verify('Red')).toBe('signature-differs');
    const settings = { shop: 'Blue', header: 'X-Acme' };
    const own = webhookOf(acme);
    expect(own.eventType({}, webhookRequest({}), settings)).toBe('blue.changed');
    expect(own.eventId({ id: '1' }, webhookRequest({}), settings)).toBe('1');
    expect(own.credentialHeaders?.(settings)).toEqual(['x-acme']);
  });

  it('has its settings checked, by the zod of the site too, which may be another copy', () => {
    jest.isolateModules(() => {
      const other = jest.requireActual<{ z: typeof z }>('zod').z;
      expect(other).not.toBe(z);
      const settings = other.strictObject({ shop: other.string() });
      const defined = defineProvider({
        id: 'acme',
        name: 'Acme',
        webhook: { ...webhook, settings },
      });
      expect(defined.webhook?.settings?.safeParse({ shop: 'Blue' }).success).toBe(true);
      expect(defined.webhook?.settings?.safeParse({ shop: 1 }).success).toBe(false);
    });
  });

  it('may be registered as it is, and then has all that ours have', () => {
    const registry = createProviderRegistry();
    registry.register({
      id: 'acme',
      name: 'Acme',
      webhook: {
        ...webhook,
        settings: z.strictObject({ shop: z.string() }),
        eventType: (_payload, _request, { shop }) => shop.trim(),
      },
    });
    expect(registry.find('acme')?.name).toBe('Acme');
  });
});

describe('the headers that hold credentials', () => {
  it('are those of a token and of basic auth, by the settings', () => {
    const token = webhookOf(staticToken);
    expect(token.credentialHeaders?.({ header: 'X-Gitlab-Token' })).toEqual(['x-gitlab-token']);
    const settings = token.settings?.parse({}) ?? {};
    expect(token.credentialHeaders?.(settings)).toEqual(['authorization']);
    expect(webhookOf(basicAuth).credentialHeaders?.({})).toEqual(['authorization']);
  });

  it('are none where a header holds a signature', () => {
    const others = createProviderRegistry()
      .list()
      .filter(({ id, webhook }) => webhook && id !== 'static-token' && id !== 'basic-auth');
    expect(others).toHaveLength(8);
    for (const provider of others) expect(webhookOf(provider).credentialHeaders).toBeUndefined();
  });
});
