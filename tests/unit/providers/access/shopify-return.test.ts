import { createHmac } from 'node:crypto';

import { ofShopify, SECRET } from '../vendor-libraries';
import { accountWith, methodOf } from './access-of';

const account = accountWith('shopify', { shop: 'acme.myshopify.com' });
const parameters: Record<string, string> = {
  code: 'a code/with+signs=&more',
  host: 'YWNtZS5teXNob3BpZnkuY29tL2FkbWlu==',
  shop: 'acme.myshopify.com',
  state: 'state-1',
  timestamp: String(Math.floor(Date.now() / 1000)),
};
const sign = (query: Record<string, string>): Record<string, string> => ({
  ...query,
  hmac: createHmac('sha256', SECRET).update(new URLSearchParams(query).toString()).digest('hex'),
});
const isGenuine = (query: Record<string, string>, clientSecret = SECRET) =>
  methodOf('shopify', 'oauth2').verifyReturn?.(query, { clientSecret, account });

describe('the return from Shopify is signed', () => {
  const signed = sign(parameters);

  it('as its own library has it, in whatever order', async () => {
    const reversed = Object.fromEntries(Object.entries(signed).reverse());
    for (const query of [signed, reversed]) {
      expect(await ofShopify.utils.validateHmac(query)).toBe(true);
      expect(isGenuine(query)).toBe(true);
    }
  });

  it.each(Object.keys(parameters))('with its %s', (name) => {
    expect(isGenuine({ ...signed, [name]: `${signed[name]}1` })).toBe(false);
    const { [name]: _left, ...fewer } = signed;
    expect(isGenuine(fewer)).toBe(false);
  });

  it('with the secret of the app, for the shop that was asked', () => {
    expect(isGenuine(signed, 'another')).toBe(false);
    expect(isGenuine(parameters)).toBe(false);
    expect(isGenuine(sign({ ...parameters, shop: 'other.myshopify.com' }))).toBe(false);
  });
});
