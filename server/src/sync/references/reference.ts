import { z } from 'zod';

import { coerce } from '../../content/coerce';
import type { MappableAttribute } from '../../content/content-model';
import type { RelatedType } from '../../content/contracts';
import { valueAt } from '../../content/payload-path';
import { payloadPath } from '../../content/payload-path-input';
import { rowId, storableText } from '../../input-parts';
import { TransformError } from '../mapping/transforms';

interface InList {
  /** Where each of several has its name, as a path within an item of the list: `id` of `[{ "id": 7 }]`. */
  item?: string;
}

/** By what a record names the entries that a relation leads to. */
export type EntryReference = InList &
  (
    | { by: 'field'; field: string }
    /** By the id of the record that another job keeps alike with the entry. */
    | { by: 'job'; jobId: number }
  );

/** By what a record names what stands elsewhere: entries, or files by where they can be fetched. */
export type Reference = EntryReference | (InList & { by: 'url' });

const item = payloadPath.optional();

export const referenceSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('field'), field: storableText.min(1).max(255), item }),
  z.strictObject({ by: z.literal('job'), jobId: rowId, item }),
  z.strictObject({ by: z.literal('url'), item }),
]);

/** What names an entry. */
export type Key = string | number;

const MOST_KEYS = 1_000;
const LONGEST_KEY = 2_000;

/**
 * The names of entries in a record, in the form in which they are compared: one, or of a relation to many a list without an
 * order of its own. Null for none.
 *
 * @throws {TransformError}
 */
export function readKeys(
  reference: EntryReference,
  relation: RelatedType,
  found: unknown,
): Key | Key[] | null {
  const items = namesIn(found, reference.item);
  if (items.length > MOST_KEYS) throw new TransformError(`names more than ${MOST_KEYS} entries`);
  const keys = items.map((named) => keyOf(reference, relation, named));
  if (relation.isMany) return inOneForm(keys);
  if (keys.length > 1) throw new TransformError('names several entries, and there is room for one');
  return keys[0] ?? null;
}

/** Null for none: a list is without an order, and names nothing twice. */
export function inOneForm(keys: readonly Key[]): Key[] | null {
  if (keys.length === 0) return null;
  return [...new Set(keys)].sort((a, b) => (String(a) < String(b) ? -1 : 1));
}

/** The names in a value of a field, whether it holds one, several or none. */
export const keysIn = (value: unknown): Key[] =>
  (Array.isArray(value) ? value : [value ?? []].flat()) as Key[];

/**
 * What stands at a place as names, whether that is one, several or none.
 *
 * @param item where each of a list has its name
 */
export function namesIn(found: unknown, item: string | undefined): unknown[] {
  const items: unknown[] = Array.isArray(found) ? found : [found ?? null];
  return items
    .map((one) => (item === undefined ? one : (valueAt(one, item) ?? null)))
    .filter((named) => named !== null && named !== '');
}

function keyOf(reference: EntryReference, relation: RelatedType, named: unknown): Key {
  const isPlain = typeof named === 'string' || typeof named === 'number';
  const key = isPlain ? coerce(keyAttribute(reference, relation), named) : undefined;
  if (typeof key === 'number' || (typeof key === 'string' && key.length <= LONGEST_KEY)) return key;
  throw new TransformError('names no entry');
}

function keyAttribute(reference: EntryReference, { keys }: RelatedType): MappableAttribute {
  // The id of a record is a text, whatever a service writes it as.
  if (reference.by === 'job') return { type: 'text' };
  return { type: keys.find(({ name }) => name === reference.field)?.type ?? 'text' };
}
