import type { Knex } from 'knex';

import type { ClaimRequest, ClaimedJob, JobState, QueueEngine, QueueTable } from '../engine';
import {
  AFTER_TRIAL_MS,
  JOB_STATES,
  MAX_TRIALS,
  SUSPECT_AFTER_LOSSES,
  type SettleOptions,
  type SweepResult,
} from '../engine';
import { settlementRows } from './settlement-rows';
import { storableJson } from '../../storable-json';

export type Row = Record<string, unknown>;
type Database = Knex | Knex.Transaction;

/** What differs between the databases. Statements are plain SQL because knex can express none of them. */
export interface SqlDialect {
  /** Milliseconds since the epoch when the statement began; constant within it, so that an index range can use it. */
  nowMs: string;
  /** A FROM item that reads a JSON array of numbers, bound as one parameter, as `lane(k)`. */
  keysFromJson: string;
  /** `INSERT … SELECT` from a JSON array of objects; bindings: delay in ms, JSON. `columns` are unquoted. */
  insert(columns: string[]): string;
  claim(request: ClaimRequest): Promise<Row[]>;
  renew(owner: string, ids: number[], leaseMs: number): Promise<number>;
  /** Writes the rows of `settlementRows`, given as JSON, and returns the ids it wrote. */
  settle(db: Database, rows: ReturnType<typeof settlementRows>): Promise<number[]>;
  /** Ends leases that ran out or, if owners are given, those of these owners; returns the states the rows have now. */
  endLeases(owners?: string[]): Promise<JobState[]>;
  rowsOf(result: unknown): Row[];
  /** Runs a short transaction, again where the database undid it to resolve a conflict. */
  transaction<T>(run: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
}

/** Quoted names of a queue's table for plain SQL. */
export function queueNames(knex: Knex, queue: QueueTable) {
  const quote = (name: string) => knex.raw('??', [name]).toQuery();
  return {
    quote,
    table: quote(queue.schema ? `${queue.schema}.${queue.table}` : queue.table),
    key: quote(queue.keyColumn),
    /** What a claim returns: read back by `toClaimedJob`. */
    claimed: [
      'id',
      `${quote(queue.keyColumn)} AS queue_key`,
      'due_at AS queue_due_at',
      'attempts AS queue_attempts',
      'lease_epoch AS queue_lease_epoch',
      'lease_losses AS queue_lease_losses',
      ...queue.claimColumns.map(quote),
      ...Object.entries(queue.claimExpressions ?? {}).map(
        ([name, sql]) => `${sql} AS ${quote(name)}`,
      ),
    ].join(', '),
    results: Object.entries(queue.resultColumns).map(([name, type], n) => ({
      name: quote(name),
      type,
      bit: 1 << n,
      /** Its name in the statement's JSON row, and its place there after the six fixed ones. */
      alias: `c${n}`,
      place: 6 + n,
    })),
  };
}

export type QueueNames = ReturnType<typeof queueNames>;

/** `SET` list of a claim; bindings: owner, lease in ms. */
export const leaseRow = (nowMs: string) => `state = 'running', attempts = attempts + 1,
  lease_owner = ?, lease_until = ${nowMs} + ?, lease_epoch = lease_epoch + 1`;

/** `lease_losses` of a row on its last trial. */
export const LAST_TRIAL = SUSPECT_AFTER_LOSSES + MAX_TRIALS;

/**
 * `SET` list that ends a lease and counts its loss. The epoch rises at once, so that the old owner's late result never
 * matches. `lease_losses` stands last because MySQL reads assigned columns with their new value.
 */
export const loseLease = (nowMs: string) => `
  state = CASE WHEN lease_losses >= ${LAST_TRIAL} THEN 'quarantined' ELSE 'pending' END,
  finished_at = CASE WHEN lease_losses >= ${LAST_TRIAL} THEN ${nowMs} END,
  due_at = CASE WHEN lease_losses > ${SUSPECT_AFTER_LOSSES} THEN ${nowMs} + ${AFTER_TRIAL_MS} ELSE due_at END,
  lease_owner = NULL, lease_until = NULL, lease_epoch = lease_epoch + 1,
  lease_losses = CASE WHEN lease_losses < ${SUSPECT_AFTER_LOSSES} THEN lease_losses + 1 ELSE lease_losses END`;

/** `SET` list that writes a settlement from the row `r`; `t` is the prefix of assigned columns where one is needed. */
export function settleRow({ results }: QueueNames, nowMs: string, t = ''): string {
  return [
    `${t}state = r.state`,
    `${t}due_at = CASE WHEN r.delay_ms IS NULL THEN t.due_at ELSE ${nowMs} + r.delay_ms END`,
    `${t}finished_at = CASE WHEN r.delay_ms IS NULL THEN ${nowMs} END`,
    `${t}lease_owner = NULL`,
    `${t}lease_until = NULL`,
    `${t}attempts = t.attempts - r.uncharged`,
    // What was given back stays as suspect as it was, but nothing has come of its trial.
    `${t}lease_losses = CASE WHEN r.uncharged = 0 THEN 0
      WHEN t.lease_losses > ${SUSPECT_AFTER_LOSSES} THEN ${SUSPECT_AFTER_LOSSES} ELSE t.lease_losses END`,
    ...results.map(
      ({ name, bit, alias }) =>
        `${t}${name} = CASE WHEN (r.mask & ${bit}) <> 0 THEN r.${alias} ELSE t.${name} END`,
    ),
  ].join(', ');
}

/** Numbers of a bigint column arrive as text from PostgreSQL and MySQL. */
export const toNumber = (value: unknown): number => Number(value);

/** So that one parameter stays far below every database's limit of a packet. */
const ROWS_PER_INSERT = 500;

/** The parts of an engine that all SQL databases share, on top of what differs. */
export function createSqlEngine(knex: Knex, queue: QueueTable, dialect: SqlDialect): QueueEngine {
  const { table, key } = queueNames(knex, queue);
  const claimedNames = [...queue.claimColumns, ...Object.keys(queue.claimExpressions ?? {})];
  const rows = () => knex(queue.schema ? `${queue.schema}.${queue.table}` : queue.table);
  const select = async (sql: string, bindings: Knex.RawBinding[]) =>
    dialect.rowsOf(await knex.raw(sql, bindings));

  return {
    async enqueue(jobs, { trx, delayMs = 0 }) {
      const [first] = jobs;
      if (!first) return;
      const sql = dialect.insert(Object.keys(first));
      for (let start = 0; start < jobs.length; start += ROWS_PER_INSERT) {
        const chunk = jobs.slice(start, start + ROWS_PER_INSERT);
        await trx.raw(sql, [delayMs, storableJson(chunk)]);
      }
    },

    async claim(request) {
      const lanes = request.lanes.filter((lane) => lane.limit > 0);
      if (lanes.length === 0 || request.limit <= 0) return [];
      const rows = await dialect.claim({ ...request, lanes });
      return rows
        .sort(
          (a, b) =>
            toNumber(a.queue_due_at) - toNumber(b.queue_due_at) || toNumber(a.id) - toNumber(b.id),
        )
        .map((row) => toClaimedJob(row, claimedNames));
    },

    async beginTrial({ id, leaseEpoch }) {
      const begun = await rows()
        .where({ id, lease_epoch: leaseEpoch, state: 'running' })
        .increment('lease_losses', 1);
      return Number(begun) === 1;
    },

    renew: async ({ owner, ids, leaseMs }) =>
      ids.length > 0 ? dialect.renew(owner, ids, leaseMs) : 0,

    async settle(settlements, { trx, afterWrite }: SettleOptions = {}) {
      if (settlements.length === 0) return new Set();
      const rows = settlementRows(settlements, queue);
      const write = async (db: Database) => new Set(await dialect.settle(db, rows));
      const writeAll = async (db: Knex.Transaction) => {
        const written = await write(db);
        await afterWrite?.(db, written);
        return written;
      };
      if (trx) return writeAll(trx);
      return afterWrite ? dialect.transaction(writeAll) : write(knex);
    },

    async restart(ids, { states, columns = {}, trx }) {
      if (ids.length === 0) return 0;
      const query = rows()
        .whereIn('id', ids)
        .whereIn('state', states)
        .update({
          ...columns,
          state: 'pending',
          due_at: knex.raw(dialect.nowMs),
          attempts: 0,
          lease_losses: 0,
          finished_at: null,
        });
      return Number(await (trx ? query.transacting(trx) : query));
    },

    async hasten(ids, trx) {
      const query = rows()
        .whereIn('id', ids)
        .where({ state: 'pending' })
        .update({ due_at: knex.raw(dialect.nowMs) });
      await (trx ? query.transacting(trx) : query);
    },

    async sweep() {
      return summarise(await dialect.endLeases());
    },

    async reclaim(isDead) {
      const owners = await select(
        `SELECT DISTINCT lease_owner AS owner FROM ${table} WHERE lease_until > 0`,
        [],
      );
      const dead = owners.map(({ owner }) => String(owner)).filter(isDead);
      return summarise(dead.length > 0 ? await dialect.endLeases(dead) : []);
    },

    async count({ keys, limit }) {
      const counts = Object.fromEntries(JOB_STATES.map((state) => [state, 0])) as Record<
        JobState,
        number
      >;
      if (keys.length === 0) return counts;
      const marks = keys.map(() => '?').join(', ');
      const ofState = JOB_STATES.map(
        (state) => `SELECT '${state}' AS state, count(*) AS n FROM
          (SELECT id FROM ${table} WHERE ${key} IN (${marks}) AND state = '${state}' LIMIT ?) AS ${state}_rows`,
      );
      const rows = await select(
        ofState.join(' UNION ALL '),
        JOB_STATES.flatMap(() => [...keys, limit]),
      );
      for (const row of rows) counts[row.state as JobState] = toNumber(row.n);
      return counts;
    },

    async oldestDueAgeMs(keys) {
      // One index probe a key: min() over several keys at once would read all their pending rows.
      const [row] = await select(
        `SELECT ${dialect.nowMs} - min(oldest) AS age FROM
          (SELECT (SELECT due_at FROM ${table} WHERE ${key} = lane.k AND state = 'pending'
                   ORDER BY due_at LIMIT 1) AS oldest
           FROM ${dialect.keysFromJson}) AS heads
         WHERE oldest <= ${dialect.nowMs}`,
        [JSON.stringify(keys)],
      );
      return row?.age == null ? null : toNumber(row.age);
    },
  };
}

/** @param names of the columns and expressions that the table's claims return */
function toClaimedJob(row: Row, names: readonly string[]): ClaimedJob {
  return {
    id: toNumber(row.id),
    key: toNumber(row.queue_key),
    attempts: toNumber(row.queue_attempts),
    leaseEpoch: toNumber(row.queue_lease_epoch),
    leaseLosses: toNumber(row.queue_lease_losses),
    columns: Object.fromEntries(names.map((name) => [name, row[name]])),
  };
}

function summarise(states: JobState[]): SweepResult {
  const quarantined = states.filter((state) => state === 'quarantined').length;
  return { returned: states.length - quarantined, quarantined };
}
