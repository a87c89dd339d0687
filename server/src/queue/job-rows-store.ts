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

  const own = (key: number) =>
    table()
      .where({ [keyColumn]: key })
      .whereNot(neverAgain);

  function chosen(rows: Knex.QueryBuilder, { states, time, from, to }: RowRange) {
    return rows.whereIn('state', states).whereBetween(time, [from, to]);
  }

  /** Of a backlog that nobody has tried yet, none is due later. */
  function retried(rows: Knex.QueryBuilder, { to }: RowRange) {
    return rows.where({ state: 'pending' }).where('due_at', '>', to).where('attempts', '>', 0);
  }

  return {
    /** How many rows a wide action would touch, and between which ids they lie. */
    async measure(range: RowRange): Promise<{ count: number; firstId: number; lastId: number }> {
      const parts = [chosen(own(range.key), range)];
      if (range.withRetries) parts.push(retried(own(range.key), range));
      const measured = (await Promise.all(
        parts.map((rows) =>
          rows.count({ count: '*' }).min({ first: 'id' }).max({ last: 'id' }).first(),
        ),
      )) as Record<string, unknown>[];
      const found = measured.filter(({ count }) => Number(count) > 0);
      return {
        count: found.reduce((sum, { count }) => sum + Number(count), 0),
        firstId: found.length === 0 ? 0 : Math.min(...found.map(({ first }) => Number(first))),
        lastId: Math.max(0, ...found.map(({ last }) => Number(last))),
      };
    },

    /** The next ids of a wide action, from `fromId` upwards. */
    async idsFrom(
      range: RowRange,
      { fromId, lastId, limit }: { fromId: number; lastId: number; limit: number },
      trx: Knex.Transaction,
    ): Promise<number[]> {
      const { key, states, withRetries } = range;
      return (
        own(key)
          .whereBetween('id', [fromId, lastId])
          // Said apart, or the index of key and state would not be taken.
          .whereIn('state', withRetries ? [...states, 'pending'] : states)
          .where((rows) => {
            rows.where((some) => void chosen(some, range));
            if (withRetries) rows.orWhere((some) => void retried(some, range));
          })
          .orderBy('id')
          .limit(limit)
          .transacting(trx)
          .pluck('id')
      );
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
