import fc from 'fast-check';

import { parseRange, rangeText } from '../../../../server/src/providers/resources/sheet-range';

const whole = { firstColumn: 1, firstRow: 1, lastColumn: null, lastRow: null };

it.each([
  ['Books', { ...whole, title: 'Books' }, "'Books'"],
  ["'My ''old'' books'", { ...whole, title: "My 'old' books" }, "'My ''old'' books'"],
  [
    'Books!B3:F200',
    { title: 'Books', firstColumn: 2, firstRow: 3, lastColumn: 6, lastRow: 200 },
    "'Books'!B3:F200",
  ],
  ['A:AB', { ...whole, title: null, lastColumn: 28 }, 'A1:AB'],
  [
    'Books!2:9',
    { title: 'Books', firstColumn: 1, firstRow: 2, lastColumn: null, lastRow: 9 },
    "'Books'!2:9",
  ],
  [
    'Books!C7',
    { title: 'Books', firstColumn: 3, firstRow: 7, lastColumn: 3, lastRow: 7 },
    "'Books'!C7:C7",
  ],
  ["'a!b'!A1:B", { ...whole, title: 'a!b', lastColumn: 2 }, "'a!b'!A1:B"],
])('%s is read, and written as Google reads it', (text, range, written) => {
  expect(parseRange(text)).toEqual(range);
  expect(rangeText(range)).toBe(written);
});

it.each([
  '',
  '!A1:B2',
  'Books!',
  'Books!A',
  'Books!B1:A2',
  'Books!A9:B1',
  'Books!A1:ABCD',
  'Books!A0:B',
])('%j is no range', (text) => {
  expect(() => parseRange(text)).toThrow('is no range');
});

it('what was written is read as it was', () => {
  const number = fc.integer({ min: 1, max: 702 });
  const range = fc.record({
    title: fc.string({ minLength: 1 }),
    column: number,
    row: number,
    width: number,
    height: number,
  });
  fc.assert(
    fc.property(range, ({ title, column, row, width, height }) => {
      const of = {
        title,
        firstColumn: column,
        firstRow: row,
        lastColumn: column + width,
        lastRow: row + height,
      };
      expect(parseRange(rangeText(of))).toEqual(of);
    }),
  );
});
