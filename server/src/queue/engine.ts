import type { Knex } from 'knex';

/**
 * The contract of the durable queue. A queue lives in the columns of an existing table (see `queueColumns`), so that
 * the row that an editor reads in the log and the row that a worker claims are one and the same.
 *
 * States: `pending` waits for `due_at`; `running` is leased to an owner; the others are final.
 * Every time in a contract argument is a duration; points in time are taken from the database's own clock.
 */
export const FINAL_STATES = ['succeeded', 'failed', 'cancelled', 'quarantined'] as const;
export const JOB_STATES = ['pending', 'running', ...FINAL_STATES] as const;
export type JobState = (typeof JOB_STATES)[number];
export type FinalState = (typeof FINAL_STATES)[number];

/**
 * Which table holds the queue, and which of its columns shares the slots out (one receiver, one key).
 *
 * The table's row is the job, rather than a job's row pointing at it. Measured with 20,000 rows over 10 keys, batches
 * of 200, two rounds (2 cores, NVMe): claim and settle took 0.53 s on SQLite, 1.05 s on PostgreSQL 15 and 1.4 s on
 * MariaDB 10.11, against 0.57, 1.40 and 1.65 s with a separate table of jobs that is emptied as they end and whose
 * result is copied to the delivery; enqueueing took 0.11, 0.15 and 0.15 s against 0.16, 0.22 and 0.26 s.
 *
 * The statements of the engines rely on these indexes: `(key, state, due_at, id)` for claim and age,
 * `(key, state, id)` for the head of an ordered key, `(lease_until)` for renew, sweep and reclaim.
 */
export interface QueueTable {
  table: string;
  /** PostgreSQL schema of the table, where it is not the first of the search path. */
  schema?: string;
  keyColumn: string;
  /**
   * Columns of the table that a settlement may write beside the queue's own, and how the database must read them;
   * at most 30. A column that a settlement does not name keeps its value.
   */
  resultColumns: Record<string, ColumnType>;
  /** Columns that `claim` returns beside the queue's own, as the driver reads them (a PostgreSQL bigint is text). */
  claimColumns: string[];
  /** What else it returns, by name: SQL over a row of the table, without bindings, that all databases understand. */
  claimExpressions?: Record<string, string>;
}

export type ColumnType = 'integer' | 'bigint' | 'text';

/** The columns that the queue needs in its table, as attributes of a table model. */
export const queueColumns = {
  state: { type: 'string', column: { notNullable: true } },
  dueAt: { type: 'biginteger', column: { notNullable: true } },
  attempts: { type: 'integer', column: { notNullable: true, defaultTo: 0 } },
  leaseOwner: { type: 'string' },
  leaseUntil: { type: 'biginteger' },
  leaseEpoch: { type: 'integer', column: { notNullable: true, defaultTo: 0 } },
  leaseLosses: { type: 'integer', column: { notNullable: true, defaultTo: 0 } },
  /** When the row became final, in ms since the epoch on the database's clock. */
  finishedAt: { type: 'biginteger' },
} as const;

/** What one key may take in this claim. */
export interface Lane {
  key: number;
  /** At most this many rows. */
  limit: number;
  /** Ordered: only the oldest unfinished row of the key, and only while no other row of it is running. */
  isOrdered: boolean;
}

export interface ClaimedJob {
  id: number;
  key: number;
  /** Counted at the claim: 1 on the first try. */
  attempts: number;
  leaseEpoch: number;
  /** See `MAX_TRIALS`. */
  leaseLosses: number;
  /** Values of the table's `claimColumns` and `claimExpressions`. */
  columns: Record<string, unknown>;
}

/** How a claimed job ended. Written only while the lease's epoch is still the claimed one. */
export interface Settlement {
  id: number;
  leaseEpoch: number;
  outcome:
    | { kind: 'succeeded' | 'failed' | 'cancelled' }
    /** Try again after this time. */
    | { kind: 'retry'; delayMs: number }
    /** Not tried at all (shutdown, no slot): due at once, and the attempt is not charged. */
    | { kind: 'release'; delayMs: number };
  columns?: Record<string, string | number | null>;
}

export interface SweepResult {
  /** Rows whose lease ran out and which are pending again. */
  returned: number;
  /** Rows that lost their lease on their third trial and were set aside. */
  quarantined: number;
}

/**
 * A row is set aside when its instance has died three times while the row was on trial. A lost lease alone proves
 * nothing: a process that dies takes along whatever it happens to hold. Killed 52 times within seconds of its start, a
 * site on SQLite set aside 139 of 159 deliveries, hardly one of which had been begun, when three lost leases were
 * enough. So the first two losses only make a row a suspect. A suspect is then tried while no other suspect of its key
 * runs, and its `lease_losses` counts these trials, each from its beginning (`beginTrial`) until any result ends the
 * suspicion.
 */
export const SUSPECT_AFTER_LOSSES = 2;
export const MAX_TRIALS = 3;
/** A suspect whose trial was cut short lets others go first for so long, so that it does not meet every start. */
export const AFTER_TRIAL_MS = 5_000;

/** Whether a job must be tried with no other suspect of its key beside it. */
export function isSuspect({ leaseLosses }: Pick<ClaimedJob, 'leaseLosses'>): boolean {
  return leaseLosses >= SUSPECT_AFTER_LOSSES;
}

export interface ClaimRequest {
  owner: string;
  lanes: Lane[];
  /** At most this many rows over all lanes, shared out one row a lane in turn, earlier lanes first. */
  limit: number;
  leaseMs: number;
}

export interface SettleOptions {
  /** Write within this transaction; the caller commits it. */
  trx?: Knex.Transaction;
  /**
   * Called with the ids that were written, within the transaction that writes them, so that what depends on a result
   * is stored with it or not at all. May be called again where a deadlock made the database undo the first call.
   */
  afterWrite?: (trx: Knex.Transaction, written: Set<number>) => Promise<void>;
}

export interface QueueEngine {
  /**
   * Inserts rows with the queue's columns filled in (`pending`, due after `delayMs`), within the given transaction.
   * All rows name the same columns, spelled as in the database. NUL characters and lone surrogates, which not every
   * database stores, are removed.
   */
  enqueue(
    rows: Record<string, string | number | null>[],
    options: { trx: Knex.Transaction; delayMs?: number },
  ): Promise<void>;
  /**
   * Leases due rows to `owner`, fairly over the lanes, oldest due first. One statement (MySQL: one short transaction).
   * Ordered lanes follow the order of ids; rows whose transactions commit out of that order are taken as they appear.
   */
  claim(request: ClaimRequest): Promise<ClaimedJob[]>;
  /** Counts that a suspect is now being tried; false if its lease is somebody else's by now. */
  beginTrial(job: Pick<ClaimedJob, 'id' | 'leaseEpoch'>): Promise<boolean>;
  /**
   * Prolongs the leases that `owner` has on these rows; returns how many it prolonged. Rows that are being settled are
   * left alone. Only what is named: of a claim whose answer got lost with its connection the owner knows nothing, and
   * its rows must come back.
   */
  renew(request: { owner: string; ids: number[]; leaseMs: number }): Promise<number>;
  /**
   * Writes many results in one statement and returns the ids that were written. An id that is missing from the
   * answer belongs to somebody else by now (its lease ran out): its result is discarded.
   */
  settle(settlements: Settlement[], options?: SettleOptions): Promise<Set<number>>;
  /**
   * Makes rows that have ended pending again: due at once, with a full set of tries and no suspicion. `states` are the
   * final states that are taken up, `columns` what else is written to the rows. Returns how many there were.
   */
  restart(
    ids: number[],
    options: {
      states: readonly FinalState[];
      columns?: Record<string, string | number | null | Knex.Raw>;
      trx?: Knex.Transaction;
    },
  ): Promise<number>;
  /** Makes rows that wait due at once. */
  hasten(ids: number[], trx?: Knex.Transaction): Promise<void>;
  /** Returns rows with an expired lease to `pending`, or to `quarantined` where it was on its third trial. */
  sweep(): Promise<SweepResult>;
  /** Takes back at once the leases of owners for which `isDead(owner)`; charges no loss beyond the usual one. */
  reclaim(isDead: (owner: string) => boolean): Promise<SweepResult>;
  /** Rows by state for the given keys; `limit` bounds the count of each state (a page never counts a large table). */
  count(request: { keys: number[]; limit: number }): Promise<Record<JobState, number>>;
  /** How long the oldest due row has waited, in ms; null if none is due. */
  oldestDueAgeMs(keys: number[]): Promise<number | null>;
}
