import type { Knex } from 'knex';

import type { Strapi } from './feature';

/**
 * A SELECT that is always the same, for what is asked with every change of content or every event: its text is made once,
 * and having no parameters it is one message to PostgreSQL instead of five.
 *
 * @param build called once, when the database is open
 */
export function fixedSelect<Row>(
  strapi: Strapi,
  build: () => Knex.QueryBuilder,
): (trx?: Knex.Transaction) => Promise<Row[]> {
  let sql: string | undefined;
  return async (trx) => {
    sql ??= build().toQuery();
    return rowsOf<Row>(await (trx ?? strapi.db.connection).raw(sql));
  };
}

/** What a driver resolves with: rows (SQLite), rows and fields (MySQL), or an object with rows (PostgreSQL). */
function rowsOf<Row>(result: unknown): Row[] {
  if (!Array.isArray(result)) return (result as { rows: Row[] }).rows;
  return Array.isArray(result[0]) ? (result[0] as Row[]) : (result as Row[]);
}
