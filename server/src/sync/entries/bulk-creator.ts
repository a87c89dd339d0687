import type { UID } from '@strapi/strapi';

import { inStatements, STATEMENT_ROWS } from '../../bulk-insert';
import type { Strapi } from '../../feature';
import type { BulkWriter } from '../apply/apply-ports';
import type { FieldMapping } from '../mapping/field-mapping';
import { withDefaults } from '../mapping/record-mapping';
import type { Values } from '../plan/record-state';
import { certainlyValid, type FieldSchema } from './certainly-valid';
import type { EntryReader } from './entry-reader';
import type { MadeEntries, MadeEntry } from './tell-of-made';

/** Below what SQLite takes in one statement, 32,766. */
const MOST_PARAMETERS = 30_000;

interface Dependencies {
  reader: EntryReader;
  locale: string | null;
  hasDrafts: boolean;
  mapping: readonly FieldMapping[];
  /** Called within the transaction that makes them. */
  onMade: (made: MadeEntries) => Promise<void>;
}

/**
 * Makes many entries with few statements, in the place of a call of the document service for each. They get a document id,
 * a language, moments and a state of publication as the service would give them. What a site has hung into the service itself
 * is passed by.
 *
 * For jobs that `bulkProblems` has nothing against.
 */
export function createBulkCreator(
  strapi: Strapi,
  { reader, locale, hasDrafts, mapping, onMade }: Dependencies,
): BulkWriter {
  const { contentType } = reader;
  const { attributes } = strapi.getModel(contentType as UID.ContentType);
  const isCertainlyValid = certainlyValid(attributes as unknown as Record<string, FieldSchema>);
  const entries = strapi.db.query(contentType);
  const { documentId } = strapi.db.metadata.get(contentType).attributes;
  // Strapi's own: an entry is to look as if the service had made it.
  const newDocumentId = (documentId as { default: () => string }).default;

  /** Every value is a parameter of its own. */
  const most = Math.min(
    STATEMENT_ROWS,
    Math.floor(MOST_PARAMETERS / Object.keys(attributes).length),
  );

  const dataOf = (values: Values) => withDefaults(values, mapping);

  return {
    takes: (values) => isCertainlyValid(dataOf(values)),

    async createDocuments(records) {
      const publishedAt = hasDrafts ? null : new Date();
      const rows = records.map((values) => ({
        ...dataOf(values),
        documentId: newDocumentId(),
        publishedAt,
        ...(locale !== null && { locale }),
      }));
      for (const some of inStatements(rows, bytesOf, most)) {
        await entries.createMany({ data: some as never });
      }
      const ids = rows.map((row) => row.documentId);
      const found: MadeEntry[] = await entries.findMany({ where: { documentId: { $in: ids } } });
      const byId = new Map(found.map((entry) => [entry.documentId, entry]));
      const made = ids.map((id) => byId.get(id) as MadeEntry);
      await onMade({ contentType, locale, entries: made });
      return reader.toStates(made);
    },
  };
}

const bytesOf = (row: object): number => Buffer.byteLength(JSON.stringify(row));
