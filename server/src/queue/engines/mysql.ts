import type { Knex } from 'knex';

import { DATABASE_CLOCK } from '../../database-clock';
import type { ColumnType, JobState, QueueEngine, QueueTable } from '../engine';
import { inShortTransaction } from './mysql-transaction';
import {
  createSqlEngine,
  LAST_TRIAL,
  leaseRow,
  loseLease,
  queueNames,
  settleRow,
  toNumber,
  type Row,
} from './sql-engine';
import { storableJson } from '../../storable-json';

const TYPES: Record<ColumnType, string> = { integer: 'int', bigint: 'bigint', text: 'longtext' };

/**
 * MySQL 8 and MariaDB 10.6 or newer. Neither returns rows from an UPDATE, and MariaDB has no LATERAL: a claim locks
 * rows, updates them and reads them in one short transaction.
 */
export function createMysqlEngine(knex: Knex, queue: QueueTable): QueueEngine {
  const names = queueNames(knex, queue);
  const { table, key, claimed, quote, results } = names;
  const nowMs = DATABASE_CLOCK.mysql;
  const rowsOf = (result: unknown) => (result as [Row[]])[0];
  const rows = async (db: Knex, sql: string, bindings: Knex.RawBinding[]) =>
    rowsOf(await db.raw(sql, bindings));
  const transaction = <T>(run: (trx: Knex.Transaction) => Promise<T>) =>
    inShortTransaction(knex, run);
  const marks = (values: unknown[]) => values.map(() => '?').join(', ');

  // Measured on MariaDB 10.11 with 1,000,000 pending rows, 900,000 of them of one key: p95 8 ms for 64 rows of 10
  // lanes, 12 to 15 ms for 200 rows, 12 to 14 ms for 64 rows of 100 lanes. Each SELECT
  // reads the index only; a correlated derived table, which would need no text per lane, MariaDB does not have.
  const dueOfLane = `
    (SELECT id, ${key} AS k, due_at FROM ${table}
     WHERE ${key} = ? AND state = 'pending' AND due_at <= ${nowMs}
     ORDER BY due_at, id LIMIT ? FOR UPDATE SKIP LOCKED)`;
  const headOfLane = `
    (SELECT id, ${key} AS k, due_at FROM ${table}
     WHERE id = (SELECT min(id) FROM ${table} WHERE ${key} = ? AND state = 'pending')
       AND state = 'pending' AND due_at <= ${nowMs}
       AND NOT EXISTS (SELECT 1 FROM ${table} WHERE ${key} = ? AND state = 'running')
     FOR UPDATE SKIP LOCKED)`;

  const settleSql = `
    UPDATE JSON_TABLE(?, '$[*]' COLUMNS (${[
      `id bigint PATH '$[0]', epoch int PATH '$[1]', state varchar(20) PATH '$[2]'`,
      `delay_ms bigint PATH '$[3]', uncharged int PATH '$[4]', mask int PATH '$[5]'`,
      ...results.map(({ alias, type, place }) => `${alias} ${TYPES[type]} PATH '$[${place}]'`),
    ].join(', ')})) AS r
    STRAIGHT_JOIN ${table} AS t ON t.id = r.id
    SET ${settleRow(names, nowMs, 't.')}
    WHERE t.state = 'running' AND t.lease_epoch = r.epoch`;

  return createSqlEngine(knex, queue, {
    nowMs,
    keysFromJson: `JSON_TABLE(?, '$[*]' COLUMNS (k bigint PATH '$')) AS lane`,
    rowsOf,
    transaction,

    // Every value is read as text, which the target column then converts, as in any insert of a quoted literal.
    insert(columns) {
      const list = columns.map(quote).join(', ');
      const paths = columns
        .map((column) => `${quote(column)} longtext PATH '$.${column}'`)
        .join(', ');
      return `
        INSERT INTO ${table} (state, due_at, attempts, lease_epoch, lease_losses, ${list})
        SELECT 'pending', ${nowMs} + ?, 0, 0, 0, ${list} FROM JSON_TABLE(?, '$[*]' COLUMNS (${paths})) AS r`;
    },

    claim: ({ owner, lanes, limit, leaseMs }) =>
      transaction(async (trx) => {
        const locked = await rows(
          trx,
          lanes.map((lane) => (lane.isOrdered ? headOfLane : dueOfLane)).join(' UNION ALL '),
          lanes.flatMap((lane) => [
            lane.key,
            lane.isOrdered ? lane.key : Math.min(lane.limit, limit),
          ]),
        );
        const ids = takeInTurn(locked, limit);
        if (ids.length === 0) return [];
        const where = `WHERE id IN (${marks(ids)})`;
        await trx.raw(`UPDATE ${table} SET ${leaseRow(nowMs)} ${where}`, [owner, leaseMs, ...ids]);
        return rows(trx, `SELECT ${claimed} FROM ${table} ${where}`, ids);
      }),

    renew: (owner, known, leaseMs) =>
      transaction(async (trx) => {
        const leased = await rows(
          trx,
          `SELECT id FROM ${table} WHERE lease_until > 0 AND lease_owner = ? FOR UPDATE SKIP LOCKED`,
          [owner],
        );
        const isKnown = new Set(known);
        const ids = leased.map(({ id }) => toNumber(id)).filter((id) => isKnown.has(id));
        if (ids.length > 0) {
          const sql = `UPDATE ${table} SET lease_until = ${nowMs} + ? WHERE id IN (${marks(ids)})`;
          await trx.raw(sql, [leaseMs, ...ids]);
        }
        return ids.length;
      }),

    async settle(db, settlements) {
      const write = async (trx: Knex) => {
        const held = await rows(
          trx,
          `SELECT id, lease_epoch FROM ${table} WHERE id IN (${marks(settlements)}) AND state = 'running'
           ORDER BY id FOR UPDATE`,
          settlements.map(([id]) => id),
        );
        const epochs = new Map(held.map((row) => [toNumber(row.id), toNumber(row.lease_epoch)]));
        const ours = settlements.filter(([id, epoch]) => epochs.get(id) === epoch);
        if (ours.length > 0) await trx.raw(settleSql, [storableJson(ours)]);
        return ours.map(([id]) => id);
      };
      return db.isTransaction ? write(db) : transaction(write);
    },

    endLeases: (owners) =>
      transaction(async (trx) => {
        const which = owners
          ? `lease_until > 0 AND lease_owner IN (${marks(owners)})`
          : `lease_until < ${nowMs}`;
        const lost = await rows(
          trx,
          `SELECT id, lease_losses FROM ${table} WHERE ${which} FOR UPDATE SKIP LOCKED`,
          owners ?? [],
        );
        const ids = lost.map(({ id }) => toNumber(id));
        if (ids.length > 0) {
          await trx.raw(`UPDATE ${table} SET ${loseLease(nowMs)} WHERE id IN (${marks(ids)})`, ids);
        }
        return lost.map(({ lease_losses }): JobState =>
          toNumber(lease_losses) >= LAST_TRIAL ? 'quarantined' : 'pending',
        );
      }),
  });
}

/** The first of every lane, then the second of every lane, and so on; lanes keep their order, rows are oldest first. */
function takeInTurn(locked: Row[], limit: number): number[] {
  const lanes = new Map<unknown, Row[]>();
  for (const row of locked) {
    const lane = lanes.get(row.k);
    if (lane) lane.push(row);
    else lanes.set(row.k, [row]);
  }
  const ranked = [...lanes.values()].flatMap((lane, turn) =>
    lane.map((row, place) => ({ id: toNumber(row.id), place, turn })),
  );
  return ranked
    .sort((a, b) => a.place - b.place || a.turn - b.turn)
    .slice(0, limit)
    .map(({ id }) => id);
}
