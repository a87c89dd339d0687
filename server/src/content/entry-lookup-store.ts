import type { Knex } from 'knex';

import type { Strapi } from '../feature';

/** Rows that one database takes for the same; a document has several in its languages and versions. */
const MAX_ALIKE = 200;

/**
 * Finds entries by a value of theirs, with knex: Strapi's own query costs twice the time, and most events ask. Lifecycle hooks
 * of reading do not see it.
 */
export function createEntryLookup(strapi: Strapi) {
  const { client } = strapi.db.dialect;

  /**
   * The oldest document with a value in a field, in whatever language and version it stands there.
   *
   * @param trx the open transaction, which this would not join by itself; null outside of one
   */
  return async function findDocument(
    contentType: string,
    field: string,
    value: string | number,
    trx: Knex.Transaction | null,
  ): Promise<string | null> {
    const { tableName, attributes } = strapi.db.metadata.get(contentType);
    const { type, columnName } = attributes[field] as { type: string; columnName: string };
    const select = strapi.db
      .getConnection(tableName)
      .select('document_id', columnName)
      .where(columnName, value)
      .orderBy('id')
      .limit(MAX_ALIKE);
    const rows: Record<string, unknown>[] = await (trx ? select.transacting(trx) : select);
    // SQLite compares large numbers exactly and hands them out rounded. MySQL hands them out exactly, and takes those for the
    // same that are close, as it does with texts that differ in case or accents alone.
    const isCompared = client === 'sqlite' && type === 'biginteger';
    const row = rows.find((each) => isCompared || String(each[columnName]) === String(value));
    return row ? String(row.document_id) : null;
  };
}

export type FindDocument = ReturnType<typeof createEntryLookup>;
