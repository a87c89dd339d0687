import type { Knex } from 'knex';

import type { Strapi } from './feature';
import { tableName } from './table-name';

/** Inserts one row and returns its id, with or without a transaction. */
export async function insertRow(
  strapi: Strapi,
  table: string,
  row: Record<string, string | number | null>,
  trx?: Knex.Transaction,
): Promise<number> {
  const insert = (trx ?? strapi.db.connection)(tableName(strapi, table)).insert(row);
  // MySQL has no RETURNING; knex answers with the bare id there, and warns if asked for a column.
  if (strapi.db.dialect.client === 'mysql') return Number((await insert)[0]);
  const [inserted] = await insert.returning('id');
  return Number((inserted as { id: number }).id);
}
