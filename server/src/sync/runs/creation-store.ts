import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { storableJson } from '../../storable-json';
import { tableName } from '../../table-name';
import type { Creation } from '../apply/apply-ports';
import { SYNC_CREATIONS } from '../uids';

/** The rows of `ib_sync_creations` of one job: what is being made at the service. */
export function createCreationStore(strapi: Strapi, jobId: number) {
  const table = tableName(strapi, SYNC_CREATIONS);

  return {
    async findAll(): Promise<Creation[]> {
      const rows: Record<string, unknown>[] = await strapi.db
        .connection(table)
        .where({ job_id: jobId })
        .orderBy('id');
      return rows.map((row) => ({
        key: String(row.creation_key),
        documentId: String(row.document_id),
        values: JSON.parse(String(row.values)),
        documentBase: JSON.parse(String(row.document_base)),
      }));
    },

    async begin(
      { key, documentId, values, documentBase }: Creation,
      trx: Knex.Transaction,
    ): Promise<void> {
      await trx(table)
        .insert({
          job_id: jobId,
          creation_key: key,
          document_id: documentId,
          values: storableJson(values),
          document_base: storableJson(documentBase),
        })
        .onConflict('creation_key')
        .ignore();
    },

    async forget(keys: readonly string[]): Promise<void> {
      await strapi.db
        .connection(table)
        .where({ job_id: jobId })
        .whereIn('creation_key', keys)
        .delete();
    },

    async end(key: string, trx: Knex.Transaction): Promise<void> {
      await trx(table).where({ job_id: jobId, creation_key: key }).delete();
    },
  };
}

export type CreationStore = ReturnType<typeof createCreationStore>;
