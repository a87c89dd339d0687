import type { ContentModel } from '../../content/content-model';
import type { FieldMapping } from '../mapping/field-mapping';
import { readEntry } from '../mapping/record-mapping';
import type { DocumentState } from '../plan/record-state';

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
}

/** Reads entries of one content type as a plan compares them. Of a document with drafts, the draft is what editors work on. */
export function createEntryReader({
  contentType,
  locale,
  hasDrafts,
  mapping,
  model,
}: Dependencies) {
  const attributeOf = (field: string) => model.attribute(contentType, field);
  const version: EntryVersion = {
    ...(hasDrafts && { publishedAt: null }),
    ...(locale !== null && { locale }),
  };

  return {
    contentType,
    version,
    // A field that the type has lost since is told of with every record.
    columns: [
      'documentId',
      'updatedAt',
      ...mapping.map(({ field }) => field).filter((field) => attributeOf(field) !== undefined),
    ],
    attributeOf,

    toState(entry: Record<string, unknown>): DocumentState {
      const updatedAt = String(entry.updatedAt);
      return {
        documentId: String(entry.documentId),
        version: updatedAt,
        changedAt: Date.parse(updatedAt),
        values: readEntry(entry, mapping, attributeOf),
      };
    },
  };
}

export type EntryReader = ReturnType<typeof createEntryReader>;
