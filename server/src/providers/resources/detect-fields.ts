import type { ResourceField } from './resource';

type FieldType = ResourceField['type'];

/** What records of a sample have in common. */
export interface DetectedFields {
  /** In the order in which they first stand; at most 200. */
  fields: ResourceField[];
  /** Where every record has a value of its own that looks like its id; null where there is none. */
  idPath: string | null;
  /** Where a record tells when it was last changed; null where it does not. */
  changedAtPath: string | null;
}

/** How deep groups of fields are looked into, how many records, and how many fields are told. */
const MAX_DEPTH = 4;
const MAX_RECORDS = 50;
const MAX_FIELDS = 200;

/** Names in small letters and digits alone, the likeliest first. */
const IDS = ['id', 'uuid', 'guid', 'key', 'uid', 'sku', 'code', 'number', 'slug'];
const CHANGE_TIMES = [
  'updatedat',
  'modifiedat',
  'changedat',
  'lastmodified',
  'lastmodifiedat',
  'updated',
  'modified',
  'updatedon',
  'modifiedon',
  'lastupdated',
  'datemodified',
  'dateupdated',
];
const CREATION_TIMES = new Set(['createdat', 'created', 'createdon', 'datecreated']);

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const POINT_IN_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;

/** Tells from records of a service what they hold, so that an editor need not write it down. */
export function detectFields(records: readonly unknown[]): DetectedFields {
  const valuesOf = new Map<string, unknown[]>();
  for (const record of records.slice(0, MAX_RECORDS)) {
    for (const [path, value] of placesIn(record, '', 1)) {
      const known = valuesOf.get(path);
      if (known) known.push(value);
      else if (valuesOf.size < MAX_FIELDS) valuesOf.set(path, [value]);
    }
  }
  const found = [...valuesOf].map(([path, values]) => ({ path, values, type: typeOf(values) }));
  const idPath = firstNamed(
    IDS,
    found.filter(({ values }) => areIds(values, records.length)),
  );
  const changedAtPath = firstNamed(
    CHANGE_TIMES,
    found.filter(({ type }) => type === 'datetime' || type === 'number'),
  );
  const isOfService = (path: string) =>
    path === idPath || path === changedAtPath || CREATION_TIMES.has(plainName(path));
  return {
    fields: found.map(({ path, type }) => ({
      path,
      type,
      ...(isOfService(path) && { isReadOnly: true }),
    })),
    idPath,
    changedAtPath,
  };
}

/** Every value with its path; groups of fields are looked into, lists are not. What no path can name is left out. */
function* placesIn(
  value: unknown,
  path: string,
  depth: number,
): Generator<readonly [string, unknown]> {
  if (!isGroup(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (/[.[\]\s]/.test(name) || name === '' || name in Object.prototype) continue;
    const place = path === '' ? name : `${path}.${name}`;
    if (isGroup(inner) && depth < MAX_DEPTH && Object.keys(inner).length > 0) {
      yield* placesIn(inner, place, depth + 1);
    } else yield [place, inner];
  }
}

const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What all the values are; text where they differ, or are all empty. */
function typeOf(values: readonly unknown[]): FieldType {
  const types = new Set(
    values.filter((value) => value !== null && value !== '').map((value) => typeOfOne(value)),
  );
  const [only] = types;
  if (only && types.size === 1) return only;
  const areTimes = [...types].every((type) => type === 'date' || type === 'datetime');
  return types.size > 0 && areTimes ? 'datetime' : 'text';
}

function typeOfOne(value: unknown): FieldType {
  switch (typeof value) {
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'string':
      if (DAY.test(value)) return 'date';
      return POINT_IN_TIME.test(value) && !Number.isNaN(Date.parse(value)) ? 'datetime' : 'text';
    default:
      return Array.isArray(value) ? 'list' : 'object';
  }
}

function areIds(values: readonly unknown[], count: number): boolean {
  const isId = (value: unknown) =>
    (typeof value === 'string' && value !== '') || Number.isSafeInteger(value);
  return (
    values.length === Math.min(count, MAX_RECORDS) &&
    values.every(isId) &&
    new Set(values).size === values.length
  );
}

/** Of those that have one of these names, the one whose name is the likeliest, and which stands outermost. */
function firstNamed(names: readonly string[], found: readonly { path: string }[]): string | null {
  const depthOf = (path: string) => path.split('.').length;
  const [best] = found
    .map(({ path }) => ({ path, rank: names.indexOf(plainName(path)) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => depthOf(a.path) - depthOf(b.path) || a.rank - b.rank);
  return best?.path ?? null;
}

/** The last name of a path, in small letters and digits alone. */
const plainName = (path: string): string =>
  (path.split('.').at(-1) ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
