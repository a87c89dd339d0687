import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import { SYNC_CHANGES, SYNC_CONFLICTS, SYNC_CREATIONS, SYNC_LINKS, SYNC_RUNS } from '../uids';

/** Everything that is kept of a job in other tables than its own. */
export function createJobRowsStore(strapi: Strapi) {
  const name = (table: string) => tableName(strapi, table);

  return {
    async deleteAll(jobId: number, trx: Knex.Transaction): Promise<void> {
      const ids: number[] = await trx(name(SYNC_RUNS)).where({ job_id: jobId }).pluck('id');
      for (const table of [SYNC_RUNS, SYNC_LINKS, SYNC_CREATIONS, SYNC_CONFLICTS]) {
        await trx(name(table)).where({ job_id: jobId }).delete();
      }
      for (const id of ids) await trx(name(SYNC_CHANGES)).where({ run_id: id }).delete();
    },
  };
}
