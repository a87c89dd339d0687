import fc from 'fast-check';

import { detectFields } from '../../../../server/src/providers/resources/detect-fields';

const record = (number: number, changes: object = {}) => ({
  id: `prd_${number}`,
  name: `Rope ${number}`,
  price: { amount: number * 100, currency: 'EUR' },
  isSold: number % 2 === 0,
  tags: ['rope'],
  made: '2026-01-02',
  created_at: '2026-01-02T10:00:00Z',
  updated_at: '2026-01-03T10:00:00Z',
  ...changes,
});

it('tells what records hold, with groups by their paths, and what the service fills in itself', () => {
  expect(detectFields([record(1), record(2)])).toEqual({
    fields: [
      { path: 'id', type: 'text', isReadOnly: true },
      { path: 'name', type: 'text' },
      { path: 'price.amount', type: 'number' },
      { path: 'price.currency', type: 'text' },
      { path: 'isSold', type: 'boolean' },
      { path: 'tags', type: 'list' },
      { path: 'made', type: 'date' },
      { path: 'created_at', type: 'datetime', isReadOnly: true },
      { path: 'updated_at', type: 'datetime', isReadOnly: true },
    ],
    idPath: 'id',
    changedAtPath: 'updated_at',
  });
});

it.each<[string, object[], string | null]>([
  [
    'the likeliest of several',
    [
      { sku: 'a', uuid: 'x' },
      { sku: 'b', uuid: 'y' },
    ],
    'uuid',
  ],
  ['numbers as well', [{ ID: 1 }, { ID: 2 }], 'ID'],
  [
    'the outermost',
    [
      { owner: { id: 1 }, code: 'a' },
      { owner: { id: 2 }, code: 'b' },
    ],
    'code',
  ],
  ['none that two records have', [{ id: 1 }, { id: 1 }], null],
  ['none that a record lacks', [{ id: 1 }, { name: 'x' }], null],
  ['none that nobody calls so', [{ colour: 'red' }, { colour: 'blue' }], null],
])('an id: %s', (_name, records, idPath) => {
  expect(detectFields(records).idPath).toBe(idPath);
});

it.each<[string, unknown[], string]>([
  ['what is empty at first', [null, '', 5], 'number'],
  ['what differs', [5, 'five'], 'text'],
  ['days among points in time', ['2026-01-02', '2026-01-02T10:00:00Z'], 'datetime'],
  ['what only begins like a time', ['2026-13-45T99:99'], 'text'],
  ['what is always empty', [null, null], 'text'],
  ['an empty group', [{}], 'object'],
])('a type: %s', (_name, values, type) => {
  const { fields } = detectFields(values.map((value) => ({ value })));
  expect(fields).toEqual([{ path: 'value', type }]);
});

it('leaves out what no path can name, and whatever every object inherits', () => {
  const hostile = JSON.parse(
    '{"__proto__":{"a":1},"constructor":1,"a.b":1,"a b":2,"c[0]":3,"":4,"ok":5}',
  ) as object;
  expect(detectFields([hostile]).fields.map(({ path }) => path)).toEqual(['ok']);
});

it('names no more than 200 fields, of no more than 50 records', () => {
  const wide = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`f${at}`, at]));
  expect(detectFields([wide]).fields).toHaveLength(200);
  const late = [...Array.from({ length: 50 }, (_, at) => ({ id: at })), { id: 50, late: true }];
  expect(detectFields(late).fields.map(({ path }) => path)).toEqual(['id']);
});

it('takes whatever a service sends', () => {
  fc.assert(
    fc.property(fc.array(fc.anything(), { maxLength: 5 }), (records) => {
      const { fields, idPath } = detectFields(records);
      expect(new Set(fields.map(({ path }) => path)).size).toBe(fields.length);
      if (idPath !== null) expect(fields.map(({ path }) => path)).toContain(idPath);
    }),
  );
});
