import { z } from 'zod';

import { defineProvider, type Provider } from '../../../server/src/providers/provider';
import { createProviderRegistry } from '../../../server/src/providers/registry';

const webhook = {
  verify: () => [],
  eventId: () => null,
  eventType: () => null,
};

describe('a provider of the site’s own', () => {
  it('is found and offered beside ours', () => {
    const registry = createProviderRegistry();
    const acme = defineProvider({ id: 'acme', name: 'Acme', webhook });
    registry.register(acme);
    expect(registry.find('acme')).toBe(acme);
    expect(registry.list().map(({ id }) => id)).toEqual(
      expect.arrayContaining(['stripe', 'generic-hmac', 'acme']),
    );
  });

  it('sees its settings with their types', () => {
    const settings = z.strictObject({ shop: z.string() });
    const acme = defineProvider<z.output<typeof settings>>({
      id: 'acme',
      name: 'Acme',
      webhook: { ...webhook, settings, eventType: (_payload, _request, { shop }) => shop.trim() },
    });
    expect(acme.webhook?.settings).toBe(settings);
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
    ['webhooks', { id: 'acme', name: 'Acme', webhooks: webhook }],
  ])('is refused with a wrong %s, which is named', (field, definition) => {
    const define = () => defineProvider(definition as unknown as Provider);
    expect(define).toThrow(TypeError);
    expect(define).toThrow(field);
  });
});
