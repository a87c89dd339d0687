import type { Knex } from 'knex';

import { storableJson } from './storable-json';
import type { Strapi } from './feature';
import { tableName } from './table-name';

/** What one statement takes, in bytes: its JSON may double them, and MariaDB refuses more than 16 MiB. */
export const STATEMENT_BYTES = 4 * 1024 * 1024;
/**
 * What one statement takes in rows: as many as SQLite joins in one, and few enough for every database to take their ids as
 * parameters.
 */
export const STATEMENT_ROWS = 500;

/**
 * Rows in as many statements as they need.
 *
 * @param bytesOf what is long in a row; by default nothing is
 * @param most rows in one of them
 */
export function inStatements<Row>(
  rows: readonly Row[],
  bytesOf: (row: Row) => number = () => 0,
  most = STATEMENT_ROWS,
): Row[][] {
  const statements: Row[][] = [];
  let room = 0;
  for (const row of rows) {
    const size = bytesOf(row);
    if (size > room || statements.at(-1)?.length === most || statements.length === 0) {
      statements.push([]);
      room = STATEMENT_BYTES;
    }
    statements.at(-1)?.push(row);
    room -= size;
  }
  return statements;
}

/**
 * Inserts many rows with one statement and one parameter. knex would bind every value by itself: for 200 rows of a
 * dozen columns its compiler takes longer than the database.
 *
 * @param rows all with the same columns, as named in the database
 */
export async function bulkInsert(
  strapi: Strapi,
  table: string,
  rows: Record<string, string | number | null>[],
  trx: Knex.Transaction,
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const quote = (name: string) => trx.raw('??', [name]).toString();
  const columns = Object.keys(first);
  const list = columns.map(quote).join(', ');
  const target = quote(tableName(strapi, table));

  // Rows as arrays where the statement reads them by place: 6 µs a row on SQLite, against 9 as objects.
  const isByName = strapi.db.dialect.client === 'postgres';
  const sources: Record<string, string> = {
    sqlite: `SELECT ${columns.map((_, place) => `value ->> ${place}`).join(', ')} FROM json_each(?) WHERE true`,
    postgres: `SELECT ${list} FROM json_populate_recordset(null::${target}, ?::json)`,
    mysql: `SELECT ${list} FROM JSON_TABLE(?, '$[*]' COLUMNS (${columns
      .map((name, place) => `${quote(name)} longtext PATH '$[${place}]'`)
      .join(', ')})) AS r`,
  };
  await trx.raw(`INSERT INTO ${target} (${list}) ${sources[strapi.db.dialect.client]}`, [
    storableJson(isByName ? rows : rows.map((row) => columns.map((column) => row[column]))),
  ]);
}
