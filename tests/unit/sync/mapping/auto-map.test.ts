import type { MappableField } from '../../../../server/src/content/contracts';
import type { ResourceField } from '../../../../server/src/providers/resources/resource';
import { autoMap } from '../../../../server/src/sync/mapping/auto-map';

const here = (name: string, type: string): MappableField => ({
  name,
  type,
  isRequired: false,
  isUnique: false,
  canMatch: false,
});
const there = (path: string, type: ResourceField['type'], isReadOnly = false): ResourceField => ({
  path,
  type,
  isReadOnly,
});

const pairs = (resource: ResourceField[], fields: MappableField[]) =>
  autoMap(resource, fields).map(({ field, path }) => `${path} → ${field}`);

it('pairs the same name, however it is spelled', () => {
  expect(
    pairs(
      [there('display_name', 'text'), there('SKU', 'text'), there('created-at', 'datetime')],
      [here('sku', 'string'), here('displayName', 'string'), here('createdAt', 'datetime')],
    ).sort(),
  ).toEqual(['SKU → sku', 'created-at → createdAt', 'display_name → displayName']);
});

it('finds a name within a path, the nearest first', () => {
  expect(pairs([there('price.amount', 'number')], [here('price', 'decimal')])).toEqual([
    'price.amount → price',
  ]);
  expect(
    pairs([there('price.amount', 'number'), there('price', 'number')], [here('price', 'decimal')]),
  ).toEqual(['price → price']);
});

it('pairs no types that do not fit, and nothing twice', () => {
  expect(pairs([there('name', 'object')], [here('name', 'string')])).toEqual([]);
  expect(pairs([there('name', 'text'), there('Name', 'text')], [here('name', 'string')])).toEqual([
    'name → name',
  ]);
});

it('sends nothing to what the service fills in itself', () => {
  expect(autoMap([there('stock', 'number', true)], [here('stock', 'integer')])).toEqual([
    { field: 'stock', path: 'stock', flow: 'import' },
  ]);
});

it('pairs pictures and files with their addresses, which only come in', () => {
  const media = (name: string, isMany: boolean): MappableField => ({
    ...here(name, 'media'),
    media: { isMany, kinds: ['images'] },
  });
  const found = autoMap(
    [there('image_url', 'text'), there('photos', 'list'), there('logo.src', 'text')],
    [media('image', false), media('photos', true), media('logo', false)],
  );
  expect(found.sort((a, b) => (a.field < b.field ? -1 : 1))).toEqual([
    { field: 'image', path: 'image_url', flow: 'import' },
    { field: 'logo', path: 'logo.src', flow: 'import' },
    { field: 'photos', path: 'photos', flow: 'import' },
  ]);
  expect(autoMap([there('photos', 'list')], [media('photos', false)])).toEqual([]);
});
