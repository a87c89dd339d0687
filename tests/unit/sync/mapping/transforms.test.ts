import fc from 'fast-check';

import {
  isReversible,
  readValue,
  type PlainTransform,
  type Transform,
  TransformError,
  transformSchema,
  writeValue,
} from '../../../../server/src/sync/mapping/transforms';

const money: PlainTransform = { kind: 'money', fractionDigits: 2 };
const words: PlainTransform = {
  kind: 'lookup',
  pairs: [
    ['active', 'on sale'],
    ['archived', 'gone'],
  ],
};
const join: PlainTransform = { kind: 'join', separator: ',' };

it.each<[string, PlainTransform, unknown, unknown]>([
  ['an amount in cents', money, 1999, 19.99],
  ['an amount as text', money, '5', 0.05],
  ['an amount of a currency without parts', { kind: 'money', fractionDigits: 0 }, 1999, 1999],
  ['an amount below nothing', money, -1, -0.01],
  ['a word', words, 'archived', 'gone'],
  ['a list', join, ['red', 'blue'], 'red,blue'],
  ['an empty list', join, [], ''],
  ['a moment', { kind: 'time', format: 'epoch-seconds' }, 1767225600, '2026-01-01T00:00:00.000Z'],
  [
    'a finer moment',
    { kind: 'time', format: 'epoch-ms' },
    1767225600123,
    '2026-01-01T00:00:00.123Z',
  ],
])('%s is read, and written as it was', (_name, transform, there, here) => {
  expect(readValue(transform, there)).toEqual(here);
  expect(writeValue(transform, here)).toEqual(transform === money ? Number(there) : there);
});

it.each<[string, string]>([
  ['Crème Brûlée, 2 Stück', 'creme-brulee-2-stuck'],
  ['Straße', 'strasse'],
  ['  --  ', ''],
  ['日本', ''],
])('%s as a slug is %s', (text, slug) => {
  expect(readValue({ kind: 'slug' }, text)).toBe(slug);
});

it('a text is cut between letters, never within one', () => {
  expect(readValue({ kind: 'trim', length: 3 }, '  a😀b c ')).toBe('a😀b');
  expect(readValue({ kind: 'trim', length: 2 }, 'a bc')).toBe('a');
});

it.each<[string, PlainTransform, unknown]>([
  ['an amount that is none', money, 'much'],
  ['an empty amount', money, ' '],
  ['an amount without end', money, Infinity],
  ['a word that is in no list', words, 'unheard of'],
  ['the name of what every object has', words, 'constructor'],
  ['a moment beyond all time', { kind: 'time', format: 'epoch-ms' }, 1e20],
  ['a text for a list', join, 'red'],
  ['a list of lists', join, [['red']]],
  ['an item with the separator in it', join, ['red,ish', 'blue']],
  ['an object for a text', { kind: 'slug' }, {}],
])('%s is refused', (_name, transform, value) => {
  expect(() => readValue(transform, value)).toThrow(TransformError);
});

it.each<PlainTransform>([money, words, join, { kind: 'slug' }, { kind: 'trim', length: 1 }])(
  'nothing stays nothing: $kind',
  (transform) => {
    for (const nothing of [null, undefined]) {
      expect(readValue(transform, nothing)).toBe(nothing);
      expect(writeValue(transform, nothing)).toBe(nothing);
    }
  },
);

it('what cannot be undone says so, and is not written', () => {
  const oneWay: Transform[] = [
    { kind: 'slug' },
    { kind: 'trim', length: 5 },
    { kind: 'expression', expression: '$' },
  ];
  for (const transform of oneWay) {
    expect(isReversible(transform)).toBe(false);
    expect(() => writeValue(transform, 'a')).toThrow(TransformError);
  }
  expect([undefined, money, words, join].every(isReversible)).toBe(true);
});

it('every amount comes back as it went', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e12, max: 1e12 }),
      fc.integer({ min: 0, max: 4 }),
      (amount, fractionDigits) => {
        const transform: PlainTransform = { kind: 'money', fractionDigits };
        // −0 is 0.
        expect(Number(writeValue(transform, readValue(transform, amount))) + 0).toBe(amount + 0);
      },
    ),
  );
});

it('a transform of another form is refused', () => {
  for (const wrong of [
    { kind: 'money', fractionDigits: 1.5 },
    { kind: 'lookup', pairs: [] },
    {
      kind: 'lookup',
      pairs: [
        ['a', 'x'],
        ['b', 'x'],
      ],
    },
    {
      kind: 'lookup',
      pairs: [
        ['a', 'x'],
        ['a', 'y'],
      ],
    },
    { kind: 'join', separator: '' },
    { kind: 'script', code: '1' },
    { kind: 'slug', more: true },
    { kind: 'expression', expression: ' ' },
    { kind: 'expression', expression: 'x'.repeat(2_001) },
    { kind: 'expression', expression: 'x'.repeat(100_000) },
    { kind: 'expression', expression: '$now()' },
    { kind: 'expression', expression: '"\u0000"' },
  ]) {
    expect(transformSchema.safeParse(wrong).success).toBe(false);
  }
});
