import type { Knex } from 'knex';

import { inStatements } from '../../bulk-insert';
import { DATABASE_CLOCK, type DatabaseClient } from '../../database-clock';
import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import { SYNC_PENDING_CHANGES } from '../uids';

export interface PendingChange {
  id: number;
  documentId: string;
}

/** Another instance has begun a run for these changes. */
export class ChangesTakenError extends Error {
  readonly code = 'changes-taken';
}

/** The rows of `ib_sync_pending_changes`: entries that were changed, and that a job has still to look at. */
export function createPendingChangesStore(strapi: Strapi) {
  const clock = DATABASE_CLOCK[strapi.db.dialect.client as DatabaseClient];
  const raw = strapi.db.connection.raw.bind(strapi.db.connection);
  const table = tableName(strapi, SYNC_PENDING_CHANGES);
  const changes = (trx?: Knex.Transaction) => (trx ?? strapi.db.connection)(table);

  return {
    /** Writes down that entries were changed. Rows of their own: editors do not wait for each other. */
    async insert(
      jobIds: number[],
      documentIds: readonly string[],
      trx: Knex.Transaction,
    ): Promise<void> {
      const rows = jobIds.flatMap((jobId) =>
        documentIds.map((documentId) => ({
          job_id: jobId,
          document_id: documentId,
          changed_at: raw(clock),
        })),
      );
      for (const some of inStatements(rows)) await changes(trx).insert(some);
    },

    /** Jobs whose entries nobody has changed for so long, or whose first change has waited too long. */
    async findDue({ quietMs, mostMs }: { quietMs: number; mostMs: number }): Promise<number[]> {
      const rows: { job_id: unknown }[] = await changes()
        .groupBy('job_id')
        .havingRaw(`max(changed_at) <= ${clock} - ? or min(changed_at) <= ${clock} - ?`, [
          quietMs,
          mostMs,
        ])
        .select('job_id');
      return rows.map((row) => Number(row.job_id));
    },

    async isAnyLeft(): Promise<boolean> {
      return (await changes().first('id')) !== undefined;
    },

    /** The oldest changes of a job. */
    async findOldest(jobId: number, limit: number): Promise<PendingChange[]> {
      const rows: Record<string, unknown>[] = await changes()
        .where({ job_id: jobId })
        .orderBy('id')
        .limit(limit)
        .select('id', 'document_id');
      return rows.map((row) => ({ id: Number(row.id), documentId: String(row.document_id) }));
    },

    /** @throws {ChangesTakenError} where another instance was first, so that nothing of the transaction comes to be */
    async take(taken: readonly PendingChange[], trx: Knex.Transaction): Promise<void> {
      const ids = taken.map(({ id }) => id);
      const count = Number(await changes(trx).whereIn('id', ids).delete());
      if (count === 0 || count < ids.length) throw new ChangesTakenError();
    },

    async forget(jobId: number): Promise<void> {
      await changes().where({ job_id: jobId }).delete();
    },
  };
}

export type PendingChangesStore = ReturnType<typeof createPendingChangesStore>;
