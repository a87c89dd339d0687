import { isDeepStrictEqual } from 'node:util';

import { isPublicAttribute, isRelational, type Schemas } from './public-entry';

export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

type Entry = Record<string, unknown>;

/** Strapi writes these at every save; they say nothing about what was changed. */
const BOOKKEEPING = [
  'createdAt',
  'updatedAt',
  'publishedAt',
  'firstPublishedAt',
  'createdBy',
  'updatedBy',
  'locale',
  'localizations',
];

/** What an update changed. Private fields and passwords are in neither list. */
export interface Changes {
  /** Every changed field. */
  changedFields: string[];
  /** The changed fields that hold plain values, before and after. */
  changes: FieldChange[];
}

/**
 * Compares an entry before and after an update. A relation, media, component or dynamic zone is compared only where
 * both sides were loaded with it, and by what it refers to.
 */
export function changesBetween(
  schemas: Schemas,
  uid: string,
  before: Entry,
  after: Entry,
): Changes {
  const model = schemas.getModel(uid);
  const changedFields: string[] = [];
  const changes: FieldChange[] = [];

  for (const field of Object.keys(model?.attributes ?? {})) {
    const isCompared = field in before && field in after && !BOOKKEEPING.includes(field);
    if (!model || !isCompared || !isPublicAttribute(schemas, model, field)) continue;

    const isReference = isRelational(model.attributes[field]);
    const from = comparable(before[field], isReference);
    const to = comparable(after[field], isReference);
    if (isDeepStrictEqual(from, to)) continue;
    changedFields.push(field);
    if (!isReference) changes.push({ field, before: from, after: to });
  }
  return { changedFields, changes };
}

/**
 * The value as it would look in JSON. An entry or file that is referred to counts as its documentId: a draft and a
 * published version refer to different rows of the same document. Components are compared by what they hold, without
 * the row ids that Strapi gives them anew at every save.
 */
function comparable(value: unknown, isReference: boolean): unknown {
  if (value === undefined || value === null) return null;
  const text = JSON.stringify(value, (key, item: unknown) => {
    if (!isReference) return item;
    return key === 'id' ? undefined : (documentIdOf(item) ?? item);
  });
  return JSON.parse(text);
}

function documentIdOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null;
  const { documentId } = item as { documentId?: unknown };
  return typeof documentId === 'string' ? documentId : null;
}
