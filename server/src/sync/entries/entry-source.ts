import type { Strapi } from '../../feature';
import type { DocumentSource, MatchKey } from '../plan/plan-input';
import type { DocumentState } from '../plan/record-state';
import type { EntryReader } from './entry-reader';
import type { EntryPages } from './entry-pages-store';

/** Entries of one content type, as a plan asks for them. */
export function createEntrySource(
  strapi: Strapi,
  {
    reader,
    pages,
    matchField,
  }: { reader: EntryReader; pages: EntryPages; matchField: string | null },
): DocumentSource {
  async function findByIds(documentIds: string[]): Promise<DocumentState[]> {
    const entries = await strapi.db.query(reader.contentType).findMany({
      ...reader.shape,
      where: { documentId: { $in: documentIds }, ...reader.version },
    });
    return reader.toStates(entries);
  }

  async function* statesOf(ids: AsyncIterable<string[]>): AsyncGenerator<DocumentState[]> {
    for await (const page of ids) yield await findByIds(page);
  }

  return {
    findByIds,

    async findByMatch(values: MatchKey[]) {
      if (matchField === null) return [];
      const entries = await strapi.db.query(reader.contentType).findMany({
        ...reader.shape,
        where: { [matchField]: { $in: values }, ...reader.version },
        orderBy: { id: 'asc' },
      });
      const documents = await reader.toStates(entries);
      const linked = await pages.linkedAmong(documents.map(({ documentId }) => documentId));
      return documents.map((document) => ({
        document,
        isLinked: linked.has(document.documentId),
      }));
    },

    unlinkedPages: (extent) => statesOf(pages.unlinked(extent)),
    changedPages: () => statesOf(pages.changed()),
  };
}
