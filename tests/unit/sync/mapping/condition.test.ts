import { type Condition, holds } from '../../../../server/src/sync/mapping/condition';
import type { FieldMapping } from '../../../../server/src/sync/mapping/field-mapping';
import {
  readRecord,
  withDefaults,
  writeRecord,
} from '../../../../server/src/sync/mapping/record-mapping';
import { mergeFields } from '../../../../server/src/sync/plan/merge-fields';
import type { Policy } from '../../../../server/src/sync/plan/policy';

it.each<[Condition, object, boolean]>([
  [{ is: 'equal', path: 'a.b', value: 'x' }, { a: { b: 'x' } }, true],
  [{ is: 'equal', path: 'a.b', value: 7 }, { a: { b: '7' } }, true],
  [{ is: 'equal', path: 'a', value: 'true' }, { a: true }, true],
  [{ is: 'equal', path: 'a', value: 'null' }, { a: null }, false],
  [{ is: 'equal', path: 'a', value: '[object Object]' }, { a: {} }, false],
  [{ is: 'one-of', path: 'a', values: ['x', 2] }, { a: 2 }, true],
  [{ is: 'one-of', path: 'a', values: ['x', 2] }, { a: 3 }, false],
  [{ is: 'present', path: 'a' }, { a: 0 }, true],
  [{ is: 'present', path: 'a' }, { a: '' }, false],
  [{ is: 'present', path: 'a' }, {}, false],
  [{ is: 'empty', path: 'a' }, { a: [] }, true],
  [{ is: 'empty', path: 'a' }, { a: false }, false],
])('%j of %j: %s', (condition, record, expected) => {
  expect(holds(condition, record)).toBe(expected);
});

const attributeOf = (field: string) =>
  ({ title: { type: 'string' }, state: { type: 'enumeration', enum: ['sold', 'for sale'] } })[
    field
  ];

const mapping: FieldMapping[] = [
  { field: 'title', path: 'name', flow: 'import' },
  {
    field: 'state',
    path: '',
    constant: 'sold',
    when: { is: 'equal', path: 'stock', value: 0 },
    flow: 'import',
  },
];

describe('a field that always gets the same value', () => {
  it('gets it of the records that it is meant for', () => {
    expect(readRecord({ name: 'Mug', stock: 0 }, mapping, attributeOf)).toEqual({
      values: { title: 'Mug', state: 'sold' },
      problems: [],
    });
    expect(readRecord({ name: 'Mug', stock: 3 }, mapping, attributeOf).values).toEqual({
      title: 'Mug',
    });
  });

  it('is written nowhere at the service', () => {
    expect(writeRecord({ title: 'Mug', state: 'sold' }, mapping, null, attributeOf)).toEqual({
      name: 'Mug',
    });
  });

  it('says so where the value does not fit', () => {
    const [, pair] = mapping as [FieldMapping, FieldMapping];
    const { problems } = readRecord({ stock: 0 }, [{ ...pair, constant: 'lost' }], attributeOf);
    expect(problems).toEqual([
      {
        field: 'state',
        message: '"state" always gets "lost", which does not fit into "state" (enumeration).',
      },
    ]);
  });
});

it('a new entry gets no default in a field whose condition its record does not meet', () => {
  const pair: FieldMapping = {
    field: 'title',
    path: 'name',
    flow: 'import',
    default: 'Nameless',
    when: { is: 'present', path: 'stock' },
  };
  const made = (record: object) =>
    withDefaults(readRecord(record, [pair], attributeOf).values, [pair]);
  expect(made({ stock: 1 })).toEqual({ title: 'Nameless' });
  expect(made({})).toEqual({});
});

describe('a field whose condition a record does not meet', () => {
  const policy: Policy = {
    direction: 'import',
    fields: [{ field: 'state', flow: 'import', owner: 'external' }],
    strategy: 'source-wins',
    deletes: { document: 'ignore', external: 'ignore' },
    brake: { count: 1, percent: 1 },
  };
  const record = { values: {}, changedAt: 1 };
  const entry = { values: { state: 'for sale' }, changedAt: 2 };

  it('is left as it is, and nothing is forgotten of it', () => {
    const base = { external: { state: 'sold' }, document: { state: 'sold' } };
    expect(mergeFields(base, record, entry, policy)).toEqual({
      toExternal: [],
      toDocument: [],
      conflicts: [],
      base,
    });
  });

  it('is the own affair of an entry that is met', () => {
    expect(mergeFields(null, record, entry, policy)).toMatchObject({
      toDocument: [],
      conflicts: [],
      base: { external: { state: null }, document: { state: 'for sale' } },
    });
  });
});
