import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import type { JobDetail } from '../contracts';
import type { Awaited } from '../plan/record-state';
import {
  SYNC_CHANGES,
  SYNC_CONFLICTS,
  SYNC_CREATIONS,
  SYNC_FILES,
  SYNC_LINKS,
  SYNC_PENDING_CHANGES,
  SYNC_RUNS,
} from '../uids';

const OF_JOBS = [
  SYNC_RUNS,
  SYNC_LINKS,
  SYNC_CREATIONS,
  SYNC_CONFLICTS,
  SYNC_PENDING_CHANGES,
  SYNC_FILES,
];

/** Pairs that lack something, as many as are shown. */
const SHOWN_PAIRS = 5;

/** Everything that is kept of a job in other tables than its own. */
export function createJobRowsStore(strapi: Strapi) {
  const name = (table: string) => tableName(strapi, table);

  return {
    /** How many pairs a job keeps alike. */
    async countLinks(jobId: number): Promise<number> {
      const [row]: Record<string, unknown>[] = await strapi.db
        .connection(name(SYNC_LINKS))
        .where({ job_id: jobId })
        .count({ count: '*' });
      return Number(row?.count ?? 0);
    },

    /** What pairs of a job still lack: of how many, and the first of them. */
    async awaitedBy(jobId: number): Promise<JobDetail['awaited']> {
      const waiting = () =>
        strapi.db
          .connection(name(SYNC_LINKS))
          .where({ job_id: jobId })
          .whereNotNull('awaited_count');
      const [row]: Record<string, unknown>[] = await waiting().count({ count: '*' });
      const rows: Record<string, unknown>[] = await waiting()
        .orderBy('id')
        .limit(SHOWN_PAIRS)
        .select('external_id', 'document_id', 'awaited');
      const first = rows.flatMap((pair) =>
        (JSON.parse(String(pair.awaited)) as Awaited[]).map((one) => ({
          ...one,
          externalId: String(pair.external_id),
          documentId: String(pair.document_id),
        })),
      );
      return { pairCount: Number(row?.count ?? 0), first: first.slice(0, SHOWN_PAIRS) };
    },

    async deleteAll(jobId: number, trx: Knex.Transaction): Promise<void> {
      const runs = trx(name(SYNC_RUNS)).where({ job_id: jobId }).select('id');
      await trx(name(SYNC_CHANGES)).whereIn('run_id', runs).delete();
      for (const table of OF_JOBS) await trx(name(table)).where({ job_id: jobId }).delete();
    },
  };
}

export type JobRowsStore = ReturnType<typeof createJobRowsStore>;
