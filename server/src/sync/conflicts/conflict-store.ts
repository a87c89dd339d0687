import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { storableJson } from '../../storable-json';
import { tableName } from '../../table-name';
import type { NewConflict, Pair } from '../apply/apply-ports';
import { SYNC_CONFLICTS } from '../uids';

/** The rows of `ib_sync_conflicts` of one job. */
export function createConflictStore(strapi: Strapi, jobId: number) {
  const table = tableName(strapi, SYNC_CONFLICTS);

  return {
    /** Keeps a conflict once, whoever finds it again. */
    async record(
      { key, externalId, documentId, fields, gone }: NewConflict,
      at: number,
      trx: Knex.Transaction,
    ): Promise<void> {
      const state = fields.some(({ winner }) => winner === null) ? 'open' : 'decided';
      const row = trx(table)
        .insert({
          job_id: jobId,
          conflict_key: key,
          external_id: externalId,
          document_id: documentId,
          fields: storableJson(fields),
          gone,
          state,
          created_at: at,
        })
        .onConflict(['job_id', 'conflict_key']);
      // A question that was over may be asked once more.
      await (state === 'open' ? row.merge({ state }) : row.ignore());
    },

    /** Questions about this pair are answered by what has happened since. */
    async close({ documentId }: Pair, trx: Knex.Transaction): Promise<void> {
      await trx(table)
        .where({ job_id: jobId, document_id: documentId, state: 'open' })
        .update({ state: 'closed' });
    },
  };
}

export type ConflictStore = ReturnType<typeof createConflictStore>;
