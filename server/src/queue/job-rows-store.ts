import type { Knex } from 'knex';

import type { Strapi } from '../feature';
import { tableName } from '../table-name';

/** What a wide action is about, apart from whose rows and when. */
export interface RowChoice {
  states: readonly string[];
  /** The time that counts: of a row that failed after a day of retries, when it did. */
  time: 'created_at' | 'finished_at';
  /** Whether those that were tried and wait for another try belong to them, whenever that began. */
  withRetries?: boolean;
}

/** The rows that a wide action is about. */
export interface RowRange extends RowChoice {
  /** Whose rows: the value of the key column. */
  key: number;
  /** In ms. */
  from: number;
  to: number;
}

/**
 * What wide actions, retention and the deletion of an owner do with the rows of a queue's table, which has the columns
 * `id`, `state`, `attempts`, `created_at` (ms) and `finished_at`.
 */
export function createJobRows(
  strapi: Strapi,
  {
    table: name,
    keyColumn,
    neverAgain = {},
  }: {
    table: string;
    keyColumn: string;
    /** Columns whose rows no wide action takes up. */
    neverAgain?: Record<string, string>;
  },
) {
  const table = () => strapi.db.connection(tableName(strapi, name));

  const within = ({ key, states, time, withRetries = false, from, to }: RowRange) =>
    table()
      .where({ [keyColumn]: key })
      .whereNot(neverAgain)
      .where((rows) => {
        rows.where((chosen) => void chosen.whereIn('state', states).whereBetween(time, [from, to]));
        if (withRetries) {
          rows.orWhere((tried) => void tried.where({ state: 'pending' }).where('attempts', '>', 0));
        }
      });

  return {
    /** How many rows a wide action would touch, and between which ids they lie. */
    async measure(range: RowRange): Promise<{ count: number; firstId: number; lastId: number }> {
      const row = await within(range)
        .count({ count: '*' })
        .min({ first: 'id' })
        .max({ last: 'id' })
        .first();
      return {
        count: Number(row?.count ?? 0),
        firstId: Number(row?.first ?? 0),
        lastId: Number(row?.last ?? 0),
      };
    },

    /** The next ids of a wide action, from `fromId` upwards. */
    async idsFrom(
      range: RowRange,
      { fromId, lastId, limit }: { fromId: number; lastId: number; limit: number },
      trx: Knex.Transaction,
    ): Promise<number[]> {
      return within(range)
        .whereBetween('id', [fromId, lastId])
        .orderBy('id')
        .limit(limit)
        .transacting(trx)
        .pluck('id');
    },

    /** Ends up to `limit` waiting rows of an owner that is to go. Returns how many there were. */
    async cancelPending(key: number, limit: number, now: number): Promise<number> {
      const ids: number[] = await table()
        .where({ [keyColumn]: key, state: 'pending' })
        .limit(limit)
        .pluck('id');
      if (ids.length === 0) return 0;
      const changed = await table()
        .whereIn('id', ids)
        .where({ state: 'pending' })
        .update({ state: 'cancelled', finished_at: now });
      return Number(changed);
    },

    /** The next rows above an id, as far as it takes to tell which of them are to go. */
    async readAges(
      afterId: number,
      limit: number,
    ): Promise<{ id: number; createdAt: number; finishedAt: number | null }[]> {
      const rows: Record<string, unknown>[] = await table()
        .select('id', 'created_at', 'finished_at')
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(limit);
      return rows.map((row) => ({
        id: Number(row.id),
        createdAt: Number(row.created_at),
        finishedAt: row.finished_at === null ? null : Number(row.finished_at),
      }));
    },

    /** Which of the rows ended before `before` (ms), locked until the transaction ends. */
    async lockEnded(ids: number[], before: number, trx: Knex.Transaction): Promise<number[]> {
      return table()
        .whereIn('id', ids)
        .where('finished_at', '<', before)
        .forUpdate()
        .transacting(trx)
        .pluck('id');
    },

    async deleteByIds(ids: number[], trx: Knex.Transaction): Promise<void> {
      await table().whereIn('id', ids).delete().transacting(trx);
    },
  };
}
