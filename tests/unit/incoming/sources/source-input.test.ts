import fc from 'fast-check';
import { z } from 'zod';

import { fixedValue } from '../../../../server/src/incoming/actions/fixed-value';
import {
  checkSecret,
  describeProvider,
  parseSettings,
  webhookOf,
} from '../../../../server/src/incoming/sources/provider-choice';
import {
  newSourceSchema,
  sourceChangesSchema,
} from '../../../../server/src/incoming/sources/source-input';
import { hasStorableTexts } from '../../../../server/src/storable-texts';
import { createProviderRegistry } from '../../../../server/src/providers/registry';

const providers = createProviderRegistry();

test('whatever is sent as a source is taken or refused, and breaks nothing', () => {
  const names = fc.constantFrom('name', 'slug', 'provider', 'settings', 'actions', 'publicUrl');
  fc.assert(
    fc.property(fc.dictionary(names, fc.jsonValue()), (input) => {
      for (const schema of [newSourceSchema, sourceChangesSchema]) {
        expect(typeof schema.safeParse(input).success).toBe('boolean');
      }
    }),
  );
});

test.each(['a', '0', 'my-shop', 'a--b', 'a'.repeat(63)])('%s is a slug', (slug) => {
  expect(sourceChangesSchema.safeParse({ slug }).success).toBe(true);
});

test('a fixed value is stored as it came', () => {
  const storable = fc
    .jsonValue({ maxDepth: 5 })
    .filter((value) => hasStorableTexts(value) && !JSON.stringify(value).includes('__proto__'));
  fc.assert(fc.property(storable, (value) => expect(fixedValue.parse(value)).toEqual(value)));
});

test.each(['{"__proto__":1}', '[{"a":{"__proto__":{}}}]'])('%s is no fixed value', (json) => {
  expect(fixedValue.safeParse(JSON.parse(json)).error?.issues).toMatchObject([
    { message: 'A field cannot be named "__proto__".' },
  ]);
});

test('a fixed value is no function, and as deep as twenty levels', () => {
  const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  expect(fixedValue.safeParse(() => {}).success).toBe(false);
  expect(fixedValue.safeParse(nested(20)).success).toBe(true);
  expect(fixedValue.safeParse(nested(21)).success).toBe(false);
  expect(fixedValue.safeParse(nested(100_000)).success).toBe(false);
});

test.each(providers.list().flatMap(({ id, webhook }) => (webhook ? [id] : [])))(
  'a form can be made from the settings of %s',
  (id) => {
    const provider = providers.find(id);
    const info = provider && describeProvider(provider, false);
    expect(info).toMatchObject({ id, name: expect.any(String), hasHandlers: false });
    expect(() => JSON.stringify(info)).not.toThrow();
  },
);

test('settings of a provider without any are none', () => {
  const webhook = { ...webhookOf(providers, 'github'), settings: undefined };
  const { settings: _none, ...bare } = webhook;
  expect(parseSettings(bare, {})).toEqual({});
  expect(() => parseSettings(bare, { a: 1 })).toThrow();
});

test('a wrong setting is named by its path', () => {
  const webhook = {
    ...webhookOf(providers, 'github'),
    settings: z.strictObject({ a: z.object({ b: z.string() }), c: z.string().optional() }),
  };
  const pathsOf = (settings: unknown): unknown => {
    try {
      return parseSettings(webhook, settings);
    } catch (error) {
      const { details } = error as { details: { errors: { path: string[] }[] } };
      return details.errors.map(({ path }) => path.join('.'));
    }
  };
  expect(pathsOf({ a: { b: 1 } })).toEqual(['settings.a.b']);
  expect(pathsOf({ a: { b: 'x' }, d: 1 })).toEqual(['settings']);
  expect(pathsOf({ a: { b: '\u0000' }, c: '\ud800' })).toEqual(['settings.a', 'settings.c']);
});

describe('a secret', () => {
  const PUBLIC_KEY = `whpk_${Buffer.alloc(32, 7).toString('base64')}`;

  test.each([
    ['stripe', 'whsec_abc'],
    ['salesforce', '00D000000000062'],
    ['salesforce', '00D000000000062EAA'],
    ['standard-webhooks', 'whsec_YSBrZXkgb2YgdGhlIHRlc3Rz'],
    ['standard-webhooks', 'YSBrZXkgb2YgdGhlIHRlc3Rz'],
    ['standard-webhooks', PUBLIC_KEY],
    ['basic-auth', 'shop:pass:word'],
    ['github', 'anything'],
  ])('of %s may be %s', (id, secret) => {
    expect(() => checkSecret(providers, id, secret)).not.toThrow();
  });

  test.each([
    ['stripe', 'sk_test_abc'],
    ['stripe', 'we_1abc'],
    ['salesforce', 'my-org'],
    ['salesforce', '00D00000000006'],
    ['standard-webhooks', `whsk_${PUBLIC_KEY.slice('whpk_'.length)}`],
    ['standard-webhooks', 'whsec_not base64'],
    ['standard-webhooks', PUBLIC_KEY.slice(0, -8)],
    ['basic-auth', 'password'],
  ])('of %s is never %s, and it is said what is', (id, secret) => {
    expect(() => checkSecret(providers, id, secret)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^Enter /),
        details: expect.objectContaining({
          errors: [expect.objectContaining({ path: ['secret'], code: `secret-of-${id}` })],
        }),
      }),
    );
  });
});
