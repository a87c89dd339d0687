import { definitionSchema } from '../../../server/src/builder/definitions/definition-schema';
import { newProviderId } from '../../../server/src/builder/definitions/provider-id';
import { toProvider } from '../../../server/src/builder/definitions/to-provider';
import { createProviderRegistry } from '../../../server/src/providers/registry';
import { keyedHarbour } from '../../support/builder';

const definition = keyedHarbour('https://api.harbour.example');

it('a description becomes a provider like those of code', () => {
  expect(definitionSchema.parse(definition)).toEqual(definition);
  const provider = toProvider('custom-harbour', definition);
  expect(provider).toMatchObject({ id: 'custom-harbour', access: { category: 'commerce' } });
  expect(provider.resources?.[0]?.list).toEqual(expect.any(Function));
});

it('an app belongs to each connection, so that it goes with it', () => {
  const tokens = { tokenUrl: 'https://harbour.example/token', scopes: [] };
  const { access } = toProvider('custom-a', {
    ...definition,
    access: { ...definition.access, auth: [{ kind: 'client-credentials', ...tokens }] },
  });
  expect(access?.hasOwnClient).toBe(true);
});

it('stands beside ours and those of code, and goes with its description', () => {
  const registry = createProviderRegistry();
  const provider = toProvider('custom-harbour', definition);
  registry.setCustom([provider]);
  expect(registry.find('custom-harbour')).toBe(provider);
  expect(registry.list().at(-1)).toBe(provider);
  registry.setCustom([]);
  expect(registry.find('custom-harbour')).toBeUndefined();
});

it('takes the place of none of ours, and code takes none of theirs', () => {
  const registry = createProviderRegistry();
  registry.setCustom([{ ...toProvider('custom-a', definition), id: 'stripe' }]);
  expect(registry.find('stripe')?.name).toBe('Stripe');
  expect(() => registry.register({ id: 'custom-harbour', name: 'Mine' })).toThrow(TypeError);
});

it.each([
  ['Harbour Wholesale', 'custom-harbour-wholesale'],
  ['  Café & Thé!  ', 'custom-cafe-the'],
  ['港', 'custom-service'],
  ['Taken', 'custom-taken-3'],
  ['__proto__', 'custom-proto'],
])('the id of %j', (name, id) => {
  const isTaken = (taken: string) => ['custom-taken', 'custom-taken-2'].includes(taken);
  expect(newProviderId(name, isTaken)).toBe(id);
});
