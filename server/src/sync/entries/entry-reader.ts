import type { ContentModel } from '../../content/content-model';
import { partOf, populateOf } from '../fields/component-fields';
import type { FieldMapping } from '../mapping/field-mapping';
import { isPlain, readEntry } from '../mapping/record-mapping';
import type { MediaFields } from '../media/media-fields';
import type { DocumentState } from '../plan/record-state';
import type { References } from '../references/references';

/** Which of a document's versions a job is about. */
export interface EntryVersion {
  publishedAt?: null;
  locale?: string;
}

interface Dependencies {
  contentType: string;
  /** Of entries that have languages; null for others. */
  locale: string | null;
  hasDrafts: boolean;
  mapping: readonly FieldMapping[];
  model: ContentModel;
  references: References;
  mediaFields: MediaFields;
}

/** Reads entries of one content type as a plan compares them. Of a document with drafts, the draft is what editors work on. */
export function createEntryReader({
  contentType,
  locale,
  hasDrafts,
  mapping,
  model,
  references,
  mediaFields,
}: Dependencies) {
  const attributeOf = (field: string) => model.attribute(contentType, field);
  const plain = mapping
    .map(({ field }) => field)
    .filter((field) => {
      const attribute = attributeOf(field);
      return attribute !== undefined && isPlain(attribute);
    });
  const media = mediaFields.all.map(({ field }) => field);
  const version: EntryVersion = {
    ...(hasDrafts && { publishedAt: null }),
    ...(locale !== null && { locale }),
  };

  return {
    contentType,
    version,
    attributeOf,

    /** What a query for entries has to ask for. A field that the type has lost since is told of with every record. */
    shape: {
      select: ['documentId', 'updatedAt', ...plain.filter((field) => partOf(field) === null)],
      populate: { ...populateOf(plain, media), ...references.populate },
    },

    async toStates(entries: readonly Record<string, unknown>[]): Promise<DocumentState[]> {
      const related = await references.relatedOf(entries);
      const files = await mediaFields.valuesOf(entries);
      return entries.map((entry, index) => {
        const updatedAt = String(entry.updatedAt);
        const { values, awaited = [] } = related[index] ?? {};
        return {
          documentId: String(entry.documentId),
          version: updatedAt,
          changedAt: Date.parse(updatedAt),
          values: { ...readEntry(entry, mapping, attributeOf), ...values, ...files[index] },
          ...(awaited.length > 0 && { awaited }),
        };
      });
    },
  };
}

export type EntryReader = ReturnType<typeof createEntryReader>;
