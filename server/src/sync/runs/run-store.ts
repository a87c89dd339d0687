import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { insertRow } from '../../insert-row';
import { tableName } from '../../table-name';
import type { ChangeOutcome } from '../apply/change-result';
import type { Hold } from '../plan/change';
import { SYNC_RUNS } from '../uids';
import type { RunCause, RunRecord, RunState } from './run-record';

type Row = Record<string, unknown>;

/** What a run adds to its row. */
export interface RunProgress {
  examined: number;
  outcomes: Record<ChangeOutcome, number>;
  position: string | null | undefined;
}

/** The rows of `ib_sync_runs`. */
export function createRunStore(strapi: Strapi) {
  const table = tableName(strapi, SYNC_RUNS);
  const runs = (trx?: Knex.Transaction) => (trx ?? strapi.db.connection)(table);

  return {
    async create(jobId: number, cause: RunCause, at: number): Promise<RunRecord> {
      const id = await insertRow(strapi, SYNC_RUNS, {
        job_id: jobId,
        state: 'running',
        cause,
        started_at: at,
      });
      return toRun(await runs().where({ id }).first());
    },

    async findOne(id: number): Promise<RunRecord | null> {
      const row: Row | undefined = await runs().where({ id }).first();
      return row ? toRun(row) : null;
    },

    /** The newest first. */
    async findNewestOf(jobId: number, limit: number): Promise<RunRecord[]> {
      const rows: Row[] = await runs().where({ job_id: jobId }).orderBy('id', 'desc').limit(limit);
      return rows.map(toRun);
    },

    async findRunning(): Promise<RunRecord[]> {
      const rows: Row[] = await runs().where({ state: 'running' }).orderBy('id');
      return rows.map(toRun);
    },

    async findLastCompleted(jobId: number): Promise<RunRecord | null> {
      const row: Row | undefined = await runs()
        .where({ job_id: jobId, state: 'completed' })
        .orderBy('id', 'desc')
        .first();
      return row ? toRun(row) : null;
    },

    /** Takes a run over: whoever worked on it before can write no more. Null if it has ended, or somebody else was first. */
    async takeOver({ id, epoch }: Pick<RunRecord, 'id' | 'epoch'>): Promise<RunRecord | null> {
      const taken = await runs()
        .where({ id, epoch, state: 'running' })
        .update({ epoch: epoch + 1 });
      const row: Row | undefined = await runs().where({ id }).first();
      return Number(taken) === 1 && row ? { ...toRun(row), epoch: epoch + 1 } : null;
    },

    /** Holds the run until the transaction ends. Returns whether it still is this worker's. */
    async hold(
      { id, epoch }: Pick<RunRecord, 'id' | 'epoch'>,
      trx: Knex.Transaction,
    ): Promise<boolean> {
      const held = await runs(trx).where({ id, epoch, state: 'running' }).update({ epoch });
      return Number(held) === 1;
    },

    /** Notes that a run was broken off, to be gone on with. Returns how often that was since it last got on. */
    async interrupt(
      { id, epoch }: Pick<RunRecord, 'id' | 'epoch'>,
      error: string,
    ): Promise<number> {
      const mine = () => runs().where({ id, epoch, state: 'running' });
      await mine().update({ error }).increment('interruptions', 1);
      const row: Row | undefined = await mine().first('interruptions');
      return Number(row?.interruptions ?? 0);
    },

    /** Ends every run of a job. */
    async cancelAll(jobId: number, at: number): Promise<void> {
      await runs()
        .where({ job_id: jobId, state: 'running' })
        .update({ state: 'cancelled', finished_at: at });
    },

    /** Adds what was done, within the transaction of it. Returns whether the run is still this worker's. */
    async advance(
      { id, epoch }: Pick<RunRecord, 'id' | 'epoch'>,
      { examined, outcomes, position }: RunProgress,
      trx?: Knex.Transaction,
    ): Promise<boolean> {
      const raw = strapi.db.connection.raw.bind(strapi.db.connection);
      const counts = Object.entries({ examined, ...outcomes }).filter(([, count]) => count > 0);
      const changes = {
        epoch,
        ...Object.fromEntries(counts.map(([name, count]) => [name, raw('?? + ?', [name, count])])),
        ...(position !== undefined && { position, interruptions: 0, error: null }),
      };
      const written = await runs(trx).where({ id, epoch, state: 'running' }).update(changes);
      return Number(written) === 1;
    },

    async finish(
      { id, epoch }: Pick<RunRecord, 'id' | 'epoch'>,
      end: { state: RunState; error: string | null; hold: Hold | null; at: number },
    ): Promise<void> {
      await runs()
        .where({ id, epoch, state: 'running' })
        .update({
          state: end.state,
          error: end.error,
          hold: end.hold && JSON.stringify(end.hold),
          position: null,
          finished_at: end.at,
        });
    },
  };
}

export type RunStore = ReturnType<typeof createRunStore>;

function toRun(row: Row): RunRecord {
  return {
    id: Number(row.id),
    jobId: Number(row.job_id),
    state: row.state as RunState,
    cause: row.cause as RunCause,
    position: row.position as string | null,
    epoch: Number(row.epoch),
    examined: Number(row.examined),
    outcomes: {
      applied: Number(row.applied),
      held: Number(row.held),
      outdated: Number(row.outdated),
      failed: Number(row.failed),
    },
    hold: typeof row.hold === 'string' ? (JSON.parse(row.hold) as Hold) : null,
    error: row.error as string | null,
    startedAt: Number(row.started_at),
    finishedAt: row.finished_at === null ? null : Number(row.finished_at),
  };
}
