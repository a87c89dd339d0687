import fc from 'fast-check';

import { coerce } from '../../../server/src/content/coerce';

const TYPES = [
  'string',
  'text',
  'richtext',
  'email',
  'uid',
  'enumeration',
  'integer',
  'biginteger',
  'float',
  'decimal',
  'boolean',
  'date',
  'time',
  'datetime',
  'timestamp',
  'json',
];
const COLOURS = ['red', 'green', '7'];
const as = (type: string, value: unknown) => coerce({ type, enum: COLOURS }, value);

test.each<[string, unknown, unknown]>([
  ['string', 42, '42'],
  ['string', true, 'true'],
  ['string', '', ''],
  ['integer', '', null],
  ['date', '', null],
  ['string', 'a'.repeat(255), 'a'.repeat(255)],
  ['string', '😀'.repeat(255), '😀'.repeat(255)],
  ['text', 'a'.repeat(300), 'a'.repeat(300)],
  ['text', 'cut \ud83d', 'cut '],
  ['string', 'a\u0000b', 'ab'],
  ['integer', '42', 42],
  ['integer', ' 42 ', 42],
  ['integer', -2_147_483_648, -2_147_483_648],
  ['biginteger', '9223372036854775807', '9223372036854775807'],
  ['biginteger', 12, '12'],
  ['float', '1.5', 1.5],
  ['decimal', '99999999.99', 99_999_999.99],
  ['boolean', 'TRUE', true],
  ['boolean', 1, true],
  ['boolean', '0', false],
  ['enumeration', 'red', 'red'],
  ['enumeration', 7, '7'],
  ['date', 1_767_225_600, '2026-01-01'],
  ['date', '2026-03-05T23:00:00Z', '2026-03-05'],
  ['datetime', 1_767_225_600, '2026-01-01T00:00:00.000Z'],
  ['datetime', 1_767_225_600_123, '2026-01-01T00:00:00.123Z'],
  ['datetime', '1767225600', '2026-01-01T00:00:00.000Z'],
  ['datetime', '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00.000Z'],
  ['time', '09:30', '09:30:00.000'],
  ['time', '09:30:00', '09:30:00.000'],
  ['time', '09:30:15.5', '09:30:15.500'],
  ['time', '09:30:15.123', '09:30:15.123'],
  ['json', { a: [1, 'b'] }, { a: [1, 'b'] }],
  ['json', ['cut \udc00'], ['cut ']],
])('as %s, %j is stored as %j', (type, value, expected) => {
  expect(as(type, value)).toEqual(expected);
});

test.each<[string, unknown]>([
  ['string', { a: 1 }],
  ['string', ['a']],
  ['string', 'a'.repeat(256)],
  ['integer', '1.5'],
  ['integer', ' '],
  ['integer', 'one'],
  ['integer', true],
  ['integer', 2_147_483_648],
  ['biginteger', '9223372036854775808'],
  ['biginteger', 1e21],
  ['float', Infinity],
  ['decimal', 100_000_000],
  ['boolean', 'yes'],
  ['boolean', 2],
  ['enumeration', 'blue'],
  ['enumeration', 'toString'],
  ['date', 'soon'],
  ['date', false],
  ['datetime', 9e15],
  ['datetime', '+012026-01-01T00:00:00Z'],
  ['time', '25:00'],
  ['time', 'noon'],
  ['json', { 'a\u0000': 1 }],
])('as %s, %j cannot be stored', (type, value) => {
  expect(as(type, value)).toBeUndefined();
});

test.each(TYPES)('null clears a field of type %s', (type) => {
  expect(as(type, null)).toBeNull();
});

test('JSON that names a backslash and a u is not taken for an unreadable character', () => {
  expect(as('json', { 'a\\u0000': '\\ud800' })).toEqual({ 'a\\u0000': '\\ud800' });
});

test('JSON as deep as no stack is refused', () => {
  expect(as('json', JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)))).toBeUndefined();
});

describe('whatever a payload holds', () => {
  const holds: Record<string, (stored: unknown) => boolean> = {
    string: (stored) => typeof stored === 'string' && [...stored].length <= 255,
    integer: (stored) => Number.isInteger(stored) && Math.abs(Number(stored)) <= 2 ** 31,
    biginteger: (stored) => BigInt(String(stored)) < 2n ** 63n,
    float: Number.isFinite,
    decimal: (stored) => Math.abs(Number(stored)) < 1e8,
    boolean: (stored) => typeof stored === 'boolean',
    date: (stored) => /^\d{4}-\d{2}-\d{2}$/.test(String(stored)),
    datetime: (stored) => /^\d{4}-.*Z$/.test(String(stored)),
    time: (stored) => /^\d{2}:\d{2}:\d{2}(\.\d+)?$/.test(String(stored)),
    enumeration: (stored) => COLOURS.includes(String(stored)),
  };
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.integer().map(String),
    fc.date().map(Number),
    fc.constantFrom('__proto__', 'constructor', 'toString', '1e400', '-', '0x10', '٣'),
  );

  test.each(TYPES)('a field of type %s gets what its column holds, or nothing', (type) => {
    fc.assert(
      fc.property(value, (given) => {
        const stored = as(type, given);
        const isHeld = holds[type] ?? (() => true);
        expect(stored === undefined || stored === null || isHeld(stored)).toBe(true);
        expect(JSON.stringify(stored) ?? '').not.toMatch(/\\u0000|\\ud[89a-f]/);
      }),
      { examples: [[''], [[]], [{}]] },
    );
  });
});
