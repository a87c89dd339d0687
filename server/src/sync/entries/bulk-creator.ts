import type { UID } from '@strapi/strapi';

import type { Strapi } from '../../feature';
import type { FieldMapping } from '../mapping/field-mapping';
import { withDefaults } from '../mapping/record-mapping';
import type { DocumentState, Values } from '../plan/record-state';
import type { EntryReader } from './entry-reader';
import type { MadeEntries, MadeEntry } from './tell-of-made';

interface Dependencies {
  reader: EntryReader;
  locale: string | null;
  hasDrafts: boolean;
  mapping: readonly FieldMapping[];
  /** Called within the transaction that makes them. */
  onMade: (made: MadeEntries) => Promise<void>;
}

/**
 * Makes many entries with one statement, in the place of a call of the document service for each. Each is validated by Strapi,
 * and gets a document id, a language, moments and a state of publication as the service would give it. What a site has hung
 * into the document service itself is passed by.
 *
 * For jobs that `bulkProblem` has nothing against.
 */
export function createBulkCreator(
  strapi: Strapi,
  { reader, locale, hasDrafts, mapping, onMade }: Dependencies,
) {
  const { contentType } = reader;
  const schema = strapi.contentType(contentType as UID.ContentType);
  const entries = strapi.db.query(contentType);
  const { documentId } = strapi.db.metadata.get(contentType).attributes;
  // Strapi's own: an entry is to look as if the service had made it.
  const newDocumentId = (documentId as { default: () => string }).default;

  async function rowOf(values: Values, publishedAt: Date | null): Promise<object> {
    const valid: object = await strapi.entityValidator.validateEntityCreation(
      schema,
      withDefaults(values, mapping),
      { isDraft: hasDrafts, ...(locale !== null && { locale }) },
    );
    return {
      ...valid,
      documentId: newDocumentId(),
      publishedAt,
      ...(locale !== null && { locale }),
    };
  }

  /**
   * @returns the entries, in the order of the values
   * @throws {errors.ValidationError} where Strapi refuses one of them; none is made then
   */
  return async function createDocuments(records: readonly Values[]): Promise<DocumentState[]> {
    const publishedAt = hasDrafts ? null : new Date();
    const rows = await Promise.all(records.map((values) => rowOf(values, publishedAt)));
    await entries.createMany({ data: rows as never });
    const ids = rows.map((row) => (row as MadeEntry).documentId);
    const found: MadeEntry[] = await entries.findMany({ where: { documentId: { $in: ids } } });
    const byId = new Map(found.map((entry) => [entry.documentId, entry]));
    const made = ids.map((id) => byId.get(id) as MadeEntry);
    await onMade({ contentType, locale, entries: made });
    return reader.toStates(made);
  };
}
