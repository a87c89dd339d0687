import type { Knex } from 'knex';

import type { Strapi } from '../feature';

/** Rows that one database takes for the same; a document has several in its languages and versions. */
const MAX_ALIKE = 200;

/** Finds entries by a value of theirs, past the layers that Strapi puts around a query: every event asks once. */
export function createEntryLookup(strapi: Strapi) {
  /** The oldest document with a value in a field, in whatever language and version it stands there. */
  return async function findDocument(
    contentType: string,
    field: string,
    value: string | number,
    trx?: Knex.Transaction,
  ): Promise<string | null> {
    const { tableName, attributes } = strapi.db.metadata.get(contentType);
    const column = (attributes[field] as { columnName?: string }).columnName ?? field;
    const select = strapi.db
      .getConnection(tableName)
      .select('document_id', column)
      .where(column, value)
      .orderBy('id')
      .limit(MAX_ALIKE);
    const rows: Record<string, unknown>[] = await (trx ? select.transacting(trx) : select);
    // MySQL takes texts that differ in case or accents alone for the same.
    const row = rows.find((each) => String(each[column]) === String(value));
    return row ? String(row.document_id) : null;
  };
}

export type FindDocument = ReturnType<typeof createEntryLookup>;
