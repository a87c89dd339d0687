import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { insertRow } from '../../insert-row';
import { storableJson } from '../../storable-json';
import { tableName } from '../../table-name';
import type { Reached } from '../apply/apply-ports';
import type { Hold, RunPhase } from '../plan/change';
import { SYNC_JOBS, SYNC_RUN_UID, SYNC_RUNS } from '../uids';
import { COUNTS, noCounts, type RunCounts } from './counted-as';
import type {
  Decision,
  RunCause,
  RunExtent,
  RunKind,
  RunOrder,
  RunRecord,
  RunState,
  RunTargets,
} from './run-record';

type Row = Record<string, unknown>;
type RunKey = Pick<RunRecord, 'id' | 'epoch'>;

/** What a run adds to its row. */
export interface RunProgress extends Reached {
  counts: RunCounts;
}

/** How a run has ended. */
export interface RunEnd {
  state: RunState;
  error: string | null;
  hold?: Hold | null;
  extent?: RunExtent | null;
  /** Milliseconds since 1970. */
  at: number;
}

/** Runs whose deletions may wait for a person. */
const HOLDING_KINDS: readonly RunKind[] = ['full', 'apply'];

/** The rows of `ib_sync_runs`. */
export function createRunStore(strapi: Strapi) {
  const table = tableName(strapi, SYNC_RUNS);
  const runs = (trx?: Knex.Transaction) => (trx ?? strapi.db.connection)(table);
  const mine = ({ id, epoch }: RunKey, trx?: Knex.Transaction) =>
    runs(trx).where({ id, epoch, state: 'running' });
  const toRuns = (rows: Row[]): RunRecord[] => rows.map(toRun);

  async function firstOf(query: Knex.QueryBuilder): Promise<RunRecord | null> {
    const row: Row | undefined = await query.first();
    return row ? toRun(row) : null;
  }

  /** Holds the run until the transaction ends. Returns whether it still is this worker's. */
  async function hold(key: RunKey, trx: Knex.Transaction): Promise<boolean> {
    return Number(await mine(key, trx).update({ epoch: key.epoch })) === 1;
  }

  return {
    async create(order: RunOrder, at: number, trx?: Knex.Transaction): Promise<RunRecord> {
      const id = await insertRow(strapi, SYNC_RUNS, toColumns(order, at), trx);
      return toRun(await runs(trx).where({ id }).first());
    },

    /** Takes a slot of a job's schedule. Null where another instance was first. */
    async createForSlot(
      order: RunOrder,
      { slot, state, at }: { slot: number; state: 'running' | 'skipped'; at: number },
    ): Promise<RunRecord | null> {
      const isTaken = () => runs().where({ job_id: order.jobId, slot }).first('id');
      if (await isTaken()) return null;
      try {
        const finishedAt = state === 'skipped' ? at : null;
        const row = { ...toColumns(order, at), slot, state, finished_at: finishedAt };
        const id = await insertRow(strapi, SYNC_RUNS, row);
        return await firstOf(runs().where({ id }));
      } catch (error) {
        if (await isTaken()) return null;
        throw error;
      }
    },

    findOne: (id: number): Promise<RunRecord | null> => firstOf(runs().where({ id })),

    findByIds: async (ids: readonly number[]): Promise<RunRecord[]> =>
      ids.length === 0 ? [] : toRuns(await runs().whereIn('id', ids)),

    /**
     * A run of the same kind and cause that nobody has begun to work on, held until the transaction ends: it will look at
     * what has happened until now. Null if there is none.
     */
    async holdWaiting(
      { jobId, kind, cause }: Pick<RunOrder, 'jobId' | 'kind' | 'cause'>,
      trx: Knex.Transaction,
    ): Promise<RunRecord | null> {
      // Those who ask at once come one after the other, and each finds what the one before has written.
      await trx(tableName(strapi, SYNC_JOBS)).where({ id: jobId }).forUpdate().first('id');
      const query = { job_id: jobId, kind, cause, state: 'running', epoch: 0 };
      const waiting = await firstOf(runs(trx).where(query).orderBy('id', 'desc').forUpdate());
      if (!waiting || !(await hold(waiting, trx))) return null;
      return firstOf(runs(trx).where({ id: waiting.id }));
    },

    /** Changes what a run looks at, which nobody works on yet. */
    async retarget(id: number, targets: RunTargets, trx: Knex.Transaction): Promise<void> {
      await runs(trx)
        .where({ id })
        .update({ targets: storableJson(targets) });
    },

    /** The newest first, below an id. */
    async findOfJob(
      jobId: number,
      { before, limit }: { before: number | null; limit: number },
    ): Promise<RunRecord[]> {
      const query = runs().where({ job_id: jobId }).orderBy('id', 'desc').limit(limit);
      if (before !== null) query.where('id', '<', before);
      return toRuns(await query);
    },

    /** Ids of jobs of which a run is under way, also for a transaction: SQLite has one connection. */
    async findJobsUnderWay(): Promise<Set<number>> {
      const rows: { jobId: number }[] = await strapi.db
        .query(SYNC_RUN_UID)
        .findMany({ select: ['jobId'], where: { state: 'running' } });
      return new Set(rows.map(({ jobId }) => jobId));
    },

    findRunning: async (): Promise<RunRecord[]> =>
      toRuns(await runs().where({ state: 'running' }).orderBy('id')),

    /** The oldest run of a job that has not ended. */
    findUnfinished: (jobId: number): Promise<RunRecord | null> =>
      firstOf(runs().where({ job_id: jobId, state: 'running' }).orderBy('id')),

    /** The newest run of a job that has done all that follows from such a listing, so that the next one may rely on it. */
    findLastListed: (jobId: number, extents: readonly RunExtent[]): Promise<RunRecord | null> =>
      firstOf(
        runs()
          .where({ job_id: jobId, state: 'completed', kind: 'full' })
          .whereIn('extent', extents)
          .orderBy('id', 'desc'),
      ),

    /** The newest run of a job that has come to its deletions, of which some may wait; whether they do, it says itself. */
    findLastThatMayHold: (jobId: number): Promise<RunRecord | null> =>
      firstOf(
        runs()
          .where({ job_id: jobId, state: 'completed', phase: 'deletions' })
          .whereIn('kind', HOLDING_KINDS)
          .orderBy('id', 'desc'),
      ),

    /** Runs that carry out what this one says. */
    findByPlan: async (planId: number): Promise<RunRecord[]> =>
      toRuns(await runs().where({ plan_id: planId }).orderBy('id')),

    /** The newest run of each job. */
    async findNewest(): Promise<Map<number, RunRecord>> {
      const newest = runs().select('job_id').max({ id: 'id' }).groupBy('job_id').as('newest');
      const ids: { id: number }[] = await strapi.db.connection.select('id').from(newest);
      const found = toRuns(
        await runs().whereIn(
          'id',
          ids.map(({ id }) => id),
        ),
      );
      return new Map(found.map((run) => [run.jobId, run]));
    },

    /** Of each job, the run whose deletions wait for a person, if any do. */
    async findUndecided(): Promise<Map<number, number>> {
      const newest = runs()
        .where({ state: 'completed', phase: 'deletions' })
        .whereIn('kind', HOLDING_KINDS)
        .groupBy('job_id')
        .max({ id: 'id' })
        .as('newest');
      const rows: Row[] = await runs()
        .whereIn('id', strapi.db.connection.select('id').from(newest))
        .whereNotNull('hold')
        .whereNull('decision')
        .where('held', '>', 0)
        .select('id', 'job_id');
      return new Map(rows.map((row) => [Number(row.job_id), Number(row.id)]));
    },

    /** The newest slot of each job that was taken, in milliseconds since 1970. */
    async findLastSlots(): Promise<Map<number, number>> {
      const rows: Row[] = await runs()
        .whereNotNull('slot')
        .groupBy('job_id')
        .select('job_id')
        .max({ slot: 'slot' });
      return new Map(rows.map((row) => [Number(row.job_id), Number(row.slot)]));
    },

    /** Takes a run over: whoever worked on it before can write no more. Null if it has ended, or somebody else was first. */
    async takeOver(key: RunKey): Promise<RunRecord | null> {
      const { id, epoch } = key;
      const taken = await mine(key).update({ epoch: epoch + 1 });
      const run = await firstOf(runs().where({ id }));
      return Number(taken) === 1 && run ? { ...run, epoch: epoch + 1 } : null;
    },

    /** Forgets what a run has come to, to begin it anew. */
    async restart(key: RunKey): Promise<void> {
      const beginning = { position: null, phase: 'records', listed_at: null, examined: 0 };
      await mine(key).update({ ...beginning, ...noCounts() });
    },

    hold,

    /** Writes down what a run lists, and since when it does. */
    async noteListing(
      key: RunKey,
      { since, listedAt }: { since: number | null; listedAt: number },
    ): Promise<void> {
      await mine(key).update({ since, listed_at: listedAt });
    },

    /** Notes that a run was broken off, to be gone on with. Returns how often that was since it last got on. */
    async interrupt(key: RunKey, error: string): Promise<number> {
      await mine(key).update({ error }).increment('interruptions', 1);
      const row: Row | undefined = await mine(key).first('interruptions');
      return Number(row?.interruptions ?? 0);
    },

    /** Returns whether it was not over yet. */
    async cancel(id: number, at: number): Promise<boolean> {
      const ended = await runs()
        .where({ id, state: 'running' })
        .update({ state: 'cancelled', finished_at: at });
      return Number(ended) === 1;
    },

    /** Ends every run of a job. */
    async cancelAll(jobId: number, at: number): Promise<void> {
      await runs()
        .where({ job_id: jobId, state: 'running' })
        .update({ state: 'cancelled', finished_at: at });
    },

    /** Adds what was done, within the transaction of it. Returns whether the run is still this worker's. */
    async advance(
      key: RunKey,
      { phase, examined, counts, position }: RunProgress,
      trx?: Knex.Transaction,
    ): Promise<boolean> {
      const raw = strapi.db.connection.raw.bind(strapi.db.connection);
      const added = Object.entries({ examined, ...counts }).filter(([, count]) => count > 0);
      const changes = {
        epoch: key.epoch,
        ...Object.fromEntries(added.map(([name, count]) => [name, raw('?? + ?', [name, count])])),
        ...(phase !== undefined && { phase }),
        ...(position !== undefined && { position, interruptions: 0, error: null }),
      };
      return Number(await mine(key, trx).update(changes)) === 1;
    },

    /** Returns whether the run was this worker's to end. */
    async finish(key: RunKey, end: RunEnd): Promise<boolean> {
      const { state, error, hold: held = null, extent = null, at } = end;
      const ended = await mine(key).update({
        state,
        error,
        hold: held && JSON.stringify(held),
        extent,
        finished_at: at,
        // What was stopped may be gone on with.
        ...(state !== 'stopped' && { position: null }),
      });
      return Number(ended) === 1;
    },

    /** Takes up again what was stopped. Returns whether it was. */
    async reopen(id: number): Promise<boolean> {
      const reopened = await runs()
        .where({ id, state: 'stopped' })
        .update({ state: 'running', error: null, finished_at: null });
      return Number(reopened) === 1;
    },

    /** When runs began and ended, in the order of their ids, above one. */
    async readAges(
      afterId: number,
      limit: number,
    ): Promise<{ id: number; createdAt: number; finishedAt: number | null }[]> {
      const rows: Row[] = await runs()
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(limit)
        .select('id', 'started_at', 'finished_at');
      return rows.map((row) => ({
        id: Number(row.id),
        createdAt: Number(row.started_at),
        finishedAt: numberOrNull(row.finished_at),
      }));
    },

    /**
     * Runs that something still goes by, however old they are: of each job the newest of all, of its schedule, of each kind
     * of listing and of those whose deletions may wait; and what is being applied.
     */
    async findNeeded(): Promise<Set<number>> {
      const whole = { state: 'completed', kind: 'full', extent: 'complete' };
      const queries = [
        runs(),
        runs().whereNotNull('slot'),
        runs().where(whole),
        runs().where({ ...whole, extent: 'since' }),
        runs().where({ state: 'completed', phase: 'deletions' }).whereIn('kind', HOLDING_KINDS),
      ].map((query) => query.groupBy('job_id').max({ id: 'id' }));
      const newest: Row[][] = await Promise.all(queries);
      const applied: number[] = await runs()
        .where({ state: 'running' })
        .whereNotNull('plan_id')
        .pluck('plan_id');
      return new Set([...newest.flat().map(({ id }) => Number(id)), ...applied.map(Number)]);
    },

    async deleteByIds(ids: readonly number[]): Promise<void> {
      await runs().whereIn('id', ids).delete();
    },

    /** Writes down what a person has decided about the deletions of a run. */
    async decide(id: number, decision: Decision): Promise<void> {
      await runs().where({ id }).update({ decision });
    },
  };
}

export type RunStore = ReturnType<typeof createRunStore>;

function toColumns({ jobId, kind, cause, planId, targets, traceId = null }: RunOrder, at: number) {
  return {
    job_id: jobId,
    kind,
    state: 'running',
    cause,
    plan_id: planId,
    targets: targets && storableJson(targets),
    trace_id: traceId,
    phase: 'records',
    started_at: at,
  };
}

function toRun(row: Row): RunRecord {
  const counts = Object.fromEntries(COUNTS.map((name) => [name, Number(row[name])]));
  return {
    id: Number(row.id),
    jobId: Number(row.job_id),
    kind: row.kind as RunKind,
    state: row.state as RunState,
    cause: row.cause as RunCause,
    slot: numberOrNull(row.slot),
    planId: numberOrNull(row.plan_id),
    targets: jsonOrNull<RunTargets>(row.targets),
    traceId: row.trace_id as string | null,
    phase: row.phase as RunPhase,
    position: row.position as string | null,
    since: numberOrNull(row.since),
    listedAt: numberOrNull(row.listed_at),
    epoch: Number(row.epoch),
    examined: Number(row.examined),
    counts: counts as unknown as RunCounts,
    hold: jsonOrNull<Hold>(row.hold),
    decision: row.decision as Decision | null,
    error: row.error as string | null,
    startedAt: Number(row.started_at),
    finishedAt: numberOrNull(row.finished_at),
  };
}

const numberOrNull = (value: unknown): number | null => (value === null ? null : Number(value));

const jsonOrNull = <T>(value: unknown): T | null =>
  typeof value === 'string' ? (JSON.parse(value) as T) : null;
