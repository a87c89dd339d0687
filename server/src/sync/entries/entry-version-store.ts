import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import type { DocumentState } from '../plan/record-state';
import type { EntryReader } from './entry-reader';

/** Holds an entry until the transaction ends. Returns whether it still is what it was when it was read. */
export type EntryLock = (document: DocumentState, trx: Knex.Transaction) => Promise<boolean>;

export function createEntryLock(strapi: Strapi, reader: EntryReader): EntryLock {
  const table = tableName(strapi, strapi.db.metadata.get(reader.contentType).tableName);
  const isSqlite = strapi.db.dialect.client === 'sqlite';

  return async ({ documentId, version }, trx) => {
    const { publishedAt, locale } = reader.version;
    const query = trx(table).where({ document_id: documentId });
    if (publishedAt === null) query.whereNull('published_at');
    if (locale !== undefined) query.where({ locale });
    // One transaction at a time is all that SQLite has.
    if (!isSqlite) query.forUpdate();
    const row: { updated_at: string | number | Date } | undefined = await query.first('updated_at');
    return row !== undefined && new Date(row.updated_at).toISOString() === version;
  };
}
