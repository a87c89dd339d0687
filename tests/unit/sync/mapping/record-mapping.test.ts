import { PayloadPathError } from '../../../../server/src/content/payload-path';
import type { FieldMapping } from '../../../../server/src/sync/mapping/field-mapping';
import { TransformError } from '../../../../server/src/sync/mapping/transforms';
import {
  readEntry,
  readRecord,
  withDefaults,
  writeRecord,
} from '../../../../server/src/sync/mapping/record-mapping';

const ATTRIBUTES: Record<string, { type: string }> = {
  name: { type: 'string' },
  price: { type: 'decimal' },
  stock: { type: 'integer' },
  active: { type: 'boolean' },
  since: { type: 'date' },
  opens: { type: 'time' },
};
const attributeOf = (field: string) => ATTRIBUTES[field];

const MAPPINGS: FieldMapping[] = [
  { field: 'name', path: 'title', flow: 'both' },
  {
    field: 'price',
    path: 'price.amount',
    flow: 'both',
    transform: { kind: 'money', fractionDigits: 2 },
  },
  { field: 'active', path: 'is_active', flow: 'import', default: true },
];

const record = { id: 1, title: 'Mug', price: { amount: 1250, currency: 'EUR' } };

describe('a record', () => {
  it('is read as the fields of the content type hold it', () => {
    expect(readRecord(record, MAPPINGS, attributeOf)).toEqual({
      values: { name: 'Mug', price: 12.5, active: null },
      problems: [],
    });
  });

  it('has nothing where the service sends nothing; a new entry then gets what the mapping says', () => {
    const { values } = readRecord({ title: 'Mug' }, MAPPINGS, attributeOf);
    expect(values).toEqual({ name: 'Mug', price: null, active: null });
    expect(withDefaults(values, MAPPINGS)).toEqual({ name: 'Mug', price: null, active: true });
    const { values: said } = readRecord({ is_active: false }, MAPPINGS, attributeOf);
    expect(withDefaults(said, MAPPINGS)).toMatchObject({ active: false });
  });

  it.each<[string, unknown, string]>([
    [
      'that is no number',
      { ...record, price: { amount: 'much' } },
      '"much" at "price.amount", which is no number',
    ],
    [
      'of another type',
      { ...record, title: { de: 'Becher' } },
      '{"de":"Becher"} at "title", which does not fit into "name" (string)',
    ],
    ['that is too long', { ...record, title: 'x'.repeat(300) }, 'which does not fit into "name"'],
  ])('with a value %s says which, and why', (_name, given, words) => {
    const { problems } = readRecord(given, MAPPINGS, attributeOf);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(words);
  });

  it('says which field the content type has no longer', () => {
    const { problems } = readRecord(
      record,
      [{ field: 'gone', path: 'title', flow: 'both' }],
      attributeOf,
    );
    expect(problems).toEqual([
      { field: 'gone', message: 'The content type has no field "gone" any more.' },
    ]);
  });

  it.each(['__proto__.polluted', 'constructor.prototype', 'items[1000000000]', 'a..b', ''])(
    'is not read at "%s"',
    (path) => {
      const mapping: FieldMapping = { field: 'name', path, flow: 'both' };
      expect(() => readRecord(record, [mapping], attributeOf)).toThrow(PayloadPathError);
      expect(() => writeRecord({ name: 'x' }, [mapping], null, attributeOf)).toThrow(
        PayloadPathError,
      );
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    },
  );
});

describe('an entry', () => {
  it('is read in the form that records are read in', () => {
    const mappings = ['name', 'stock', 'since', 'opens', 'active'].map((field): FieldMapping => ({
      field,
      path: field,
      flow: 'both',
    }));
    const entry = { name: 'Mug', stock: 3, since: '2026-01-02', opens: '09:30:00.000', id: 7 };
    const values = readEntry(entry, mappings, attributeOf);
    expect(values).toEqual({
      name: 'Mug',
      stock: 3,
      since: '2026-01-02',
      opens: '09:30:00.000',
      active: null,
    });
    const there = { name: 'Mug', stock: '3', since: '2026-01-02T00:00:00Z', opens: '09:30' };
    expect(readRecord(there, mappings, attributeOf).values).toEqual(values);
  });
});

describe('what is written', () => {
  it('is what has changed, in the words of the service', () => {
    expect(writeRecord({ name: 'Cup' }, MAPPINGS, record, attributeOf)).toEqual({ title: 'Cup' });
  });

  it('keeps what stands beside it in a nested field', () => {
    expect(writeRecord({ price: 9.99 }, MAPPINGS, record, attributeOf)).toEqual({
      price: { amount: 999, currency: 'EUR' },
    });
    expect(record.price.amount).toBe(1250);
  });

  it('makes the nested fields of a new record', () => {
    const both: FieldMapping[] = [
      ...MAPPINGS,
      { field: 'stock', path: 'price.stock.count', flow: 'both' },
    ];
    expect(writeRecord({ name: 'Cup', price: 1, stock: 2 }, both, null, attributeOf)).toEqual({
      title: 'Cup',
      price: { amount: 100, stock: { count: 2 } },
    });
  });

  it('changes an item of a list and leaves the others', () => {
    const mapping: FieldMapping = { field: 'name', path: 'items[1].sku', flow: 'both' };
    const current = {
      items: [
        { sku: 'a', n: 1 },
        { sku: 'b', n: 2 },
      ],
    };
    expect(writeRecord({ name: 'x' }, [mapping], current, attributeOf)).toEqual({
      items: [
        { sku: 'a', n: 1 },
        { sku: 'x', n: 2 },
      ],
    });
    expect(current.items[1]?.sku).toBe('b');
    expect(() => writeRecord({ name: 'x' }, [mapping], null, attributeOf)).toThrow(TransformError);
  });

  it('takes nothing away from a record where an entry has nothing', () => {
    expect(writeRecord({ name: null }, MAPPINGS, record, attributeOf)).toEqual({ title: null });
  });
});
