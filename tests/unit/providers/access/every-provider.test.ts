import { z } from 'zod';

import { forAccount } from '../../../../server/src/providers/account';
import { accountAccessSchema } from '../../../../server/src/providers/account-access-schema';
import { accountWith, addressesOf, providersWithAccess, registry } from './access-of';

/** What a form would send, for providers that ask for something. */
const SETTINGS: Record<string, Record<string, string>> = {
  salesforce: { loginHost: 'acme.my.salesforce.com' },
  shopify: { shop: 'acme.myshopify.com' },
  twilio: { accountSid: `AC${'0'.repeat(32)}` },
  'api-key': { baseUrl: 'https://api.example.com' },
  'bearer-token': { baseUrl: 'https://api.example.com' },
  'basic-auth': { baseUrl: 'https://api.example.com' },
  'generic-oauth2': {
    baseUrl: 'https://api.example.com',
    authorizeUrl: 'https://example.com/authorize',
    tokenUrl: 'https://example.com/token',
  },
};

it('there is access to seven services and to any other', () => {
  expect(providersWithAccess.map(([id]) => id).sort()).toEqual(
    [...Object.keys(SETTINGS), 'google', 'github', 'slack', 'stripe'].sort(),
  );
});

describe.each(providersWithAccess)('%s', (id, access) => {
  const account = accountWith(id, SETTINGS[id]);

  it('is described as the schema of access asks', () => {
    expect(accountAccessSchema.safeParse(access).error).toBeUndefined();
  });

  it('sends credentials to whole https addresses, without a slash at the end of the base', () => {
    const addresses = addressesOf(id, account);
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(new URL(address).protocol).toBe('https:');
    expect(forAccount(access.api.baseUrl, account)).not.toMatch(/\/$/);
  });

  it('has a probe below its base or at its own host', () => {
    const path = forAccount(access.probe.path, account);
    const base = forAccount(access.api.baseUrl, account);
    expect(path.startsWith('/') || new URL(path).host === new URL(base).host).toBe(true);
  });

  it('has settings that a form can be made of', () => {
    const { connectionSettings: settings } = access;
    if (!settings) return;
    const { properties } = z.toJSONSchema(settings, { io: 'input' });
    for (const property of Object.values(properties ?? {})) {
      expect(property).toHaveProperty('description');
    }
    expect(settings.safeParse({ ...SETTINGS[id], another: 'x' }).success).toBe(false);
  });

  it.each([null, undefined, '', 'text', 4, [], {}, [null], { error: null }, { errors: [{}] }])(
    'reads %j without a fault',
    (body) => {
      const { api, probe } = access;
      expect(() => [
        api.isError?.(body),
        api.isRefusal?.(body),
        api.errorMessage?.(body),
        probe.account?.(body),
        api.batch?.decode(body),
      ]).not.toThrow();
      expect(probe.account?.(body) ?? null).toBeNull();
    },
  );
});

it('the connectors are those of the seven services', () => {
  const ids = registry
    .list()
    .filter(({ connector }) => connector)
    .map(({ id }) => id);
  expect(ids.sort()).toEqual(
    ['github', 'google', 'salesforce', 'shopify', 'slack', 'stripe', 'twilio'].sort(),
  );
});
