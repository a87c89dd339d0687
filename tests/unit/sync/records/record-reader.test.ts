import type { FieldMapping } from '../../../../server/src/sync/mapping/field-mapping';
import { createRecordReader, RecordError } from '../../../../server/src/sync/records/record-reader';

const mapping: FieldMapping[] = [{ field: 'name', path: 'title', flow: 'both' }];
const attributeOf = () => ({ type: 'string' });

const readerOf = (resource: { idPath?: string; changedAtPath?: string } = {}) =>
  createRecordReader({
    resource: { name: 'Products', idPath: 'id', ...resource },
    mapping,
    attributeOf,
  });

it('a record is known by its id, whatever it is written as', () => {
  expect(readerOf()({ id: 'a', title: 'Mug' })).toEqual({
    id: 'a',
    changedAt: null,
    values: { name: 'Mug' },
    problems: [],
  });
  expect(readerOf()({ id: 7 }).id).toBe('7');
  expect(readerOf({ idPath: 'meta.key' })({ meta: { key: 'k' } }).id).toBe('k');
});

it.each<[string, unknown]>([
  ['without an id', { title: 'Mug' }],
  ['with an empty id', { id: '' }],
  ['with an id that is none', { id: { a: 1 } }],
  ['with an id without end', { id: 'x'.repeat(10_000) }],
  ['that is nothing', null],
  ['that is a text', 'Mug'],
])(
  'a record %s ends the run, since the listing is not what it was thought to be',
  (_name, record) => {
    expect(() => readerOf()(record)).toThrow(RecordError);
  },
);

it.each<[string, unknown, number | null]>([
  ['as ISO 8601', '2026-01-01T00:00:00Z', 1_767_225_600_000],
  ['as seconds', 1_767_225_600, 1_767_225_600_000],
  ['as milliseconds', 1_767_225_600_000, 1_767_225_600_000],
  ['as something else', 'yesterday', null],
  ['as nothing', undefined, null],
])('a record tells %s when it was changed', (_name, updated, changedAt) => {
  expect(readerOf({ changedAtPath: 'updated' })({ id: 1, updated }).changedAt).toBe(changedAt);
});
