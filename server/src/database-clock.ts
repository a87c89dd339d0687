/** The databases of Strapi, as `strapi.db.dialect.client` names them; `mysql` is MariaDB as well. */
export type DatabaseClient = 'sqlite' | 'postgres' | 'mysql';

/**
 * SQL for milliseconds since 1970 on the clock of the database, which all instances share. Each is constant within its
 * statement, so that an index range can end at it.
 */
export const DATABASE_CLOCK: Record<DatabaseClient, string> = {
  sqlite: `CAST(round(unixepoch('subsec') * 1000) AS INTEGER)`,
  // Not clock_timestamp(): it is volatile. Not now(): it stands still in a transaction. statement_timestamp() is the
  // moment the server received the statement.
  postgres: `floor(extract(epoch from statement_timestamp()) * 1000)::bigint`,
  // Not sysdate(): it is volatile. Not unix_timestamp(now(3)): it is ambiguous for an hour a year.
  mysql: `(timestampdiff(microsecond, '1970-01-01', utc_timestamp(3)) DIV 1000)`,
};
