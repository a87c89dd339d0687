import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import { SYNC_CHANGES, SYNC_CONFLICTS, SYNC_CREATIONS, SYNC_LINKS, SYNC_RUNS } from '../uids';

/** Everything that is kept of a job in other tables than its own. */
export function createJobRowsStore(strapi: Strapi) {
  const name = (table: string) => tableName(strapi, table);

  return {
    async deleteAll(jobId: number, trx: Knex.Transaction): Promise<void> {
      const runs = trx(name(SYNC_RUNS)).select('id').where({ job_id: jobId });
      await trx(name(SYNC_CHANGES)).whereIn('run_id', runs).delete();
      for (const table of [SYNC_LINKS, SYNC_CREATIONS, SYNC_CONFLICTS, SYNC_RUNS]) {
        await trx(name(table)).where({ job_id: jobId }).delete();
      }
    },
  };
}
