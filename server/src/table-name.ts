import type { Strapi } from './feature';

/** The table's name with the configured PostgreSQL schema before it, for statements that Strapi does not prefix. */
export function tableName(strapi: Strapi, table: string): string {
  const schema = strapi.db.getSchemaName();
  return schema ? `${schema}.${table}` : table;
}
