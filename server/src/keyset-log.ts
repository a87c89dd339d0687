import type { Knex } from 'knex';

import type { DatabaseClient } from './database-clock';
import type { Strapi } from './feature';
import { tableName } from './table-name';

/**
 * A table whose rows are read as a log, and which has the columns `id`, `state`, `event_type` and `created_at` (ms).
 * The looks rely on these indexes: `(key, state, id)`, `(key, event_type, id)` and `(created_at)`.
 */
export interface KeysetLogTable {
  table: string;
  /** Of whom a row is: an endpoint, a source. There are few of them and many rows. */
  keyColumn: string;
  states: readonly string[];
  /** Name of the index `(key, state, id)`. */
  stateIndex: string;
}

/** What a page of a log is narrowed to. */
export interface KeysetFilter {
  /** Null for all, which can then be narrowed by neither state nor event type. */
  keys: number[] | null;
  state?: string;
  eventType?: string;
  /** In ms since 1970. */
  from?: number;
  to?: number;
  /** Further conditions, for which the index by state is of no use. */
  narrow?: (query: Knex.QueryBuilder) => void;
}

/**
 * The clocks of two instances, or a clock that is set back, may put ids in another order than times by this much; beyond it,
 * a page that is narrowed by time may lack rows of the instance that is off.
 */
const MAX_SKEW_MS = 60_000;

/** A state that fewer rows are in is looked through row by row for a type; others are common enough to be met soon. */
const FEW_ROWS = 10_000;

/** SQLite allows 500 parts of a UNION. */
const MAX_LOOKS_PER_STATEMENT = 480;

/** Finds the rows of a log, page by page, however many there are. */
export function createKeysetLog(
  strapi: Strapi,
  { table, keyColumn, states, stateIndex }: KeysetLogTable,
) {
  const knex = strapi.db.connection;
  const client = strapi.db.dialect.client as DatabaseClient;
  const rows = tableName(strapi, table);
  // MySQL would rather walk the primary key below the cursor, past all rows of other states: a page in the middle of
  // 700,000 rows took 70 ms, where the first one took 15.
  const rowsByState =
    client === 'mysql' ? knex.raw('?? FORCE INDEX (??)', [rows, stateIndex]) : rows;
  // A multiple of the states, so that all looks at a key stay together.
  const looksPerStatement = Math.floor(MAX_LOOKS_PER_STATEMENT / states.length) * states.length;

  /**
   * The smallest or the largest id of what was made within a moment. Not of the plain `id`: for that every database would
   * rather walk the primary key from its end until it meets such a time.
   */
  async function idWithin(extreme: 'min' | 'max', from: number, to: number): Promise<number> {
    const row = await knex(rows)
      .whereBetween('created_at', [from, to])
      .first(knex.raw(`${extreme}(id + 0) AS id`));
    return Number(row.id);
  }

  /**
   * Ids between which everything made in the range of times lies, or null if there is nothing. Ids grow with time, so that
   * a page of an old or a short range need not walk past everything newer.
   */
  async function idsAround({
    from,
    to,
  }: KeysetFilter): Promise<{ first?: number; last?: number } | null> {
    const bounds: { first?: number; last?: number } = {};
    const at = (row: { created_at: unknown }) => Number(row.created_at);
    if (from !== undefined) {
      const earliest = await knex(rows)
        .where('created_at', '>=', from)
        .orderBy('created_at')
        .first();
      if (!earliest) return null;
      bounds.first = await idWithin('min', at(earliest), at(earliest) + MAX_SKEW_MS);
    }
    if (to !== undefined) {
      const latest = await knex(rows)
        .where('created_at', '<=', to)
        .orderBy('created_at', 'desc')
        .first();
      if (!latest) return null;
      bounds.last = await idWithin('max', at(latest) - MAX_SKEW_MS, at(latest));
    }
    return bounds;
  }

  /** @param isPastIndex whether no index is to be used for it */
  function narrow(
    query: Knex.QueryBuilder,
    column: 'state' | 'event_type',
    value: string,
    isPastIndex: boolean,
  ): void {
    const text = client === 'mysql' ? "concat(??, '')" : "(?? || '')";
    if (isPastIndex) query.whereRaw(`${text} = ?`, [column, value]);
    else query.where({ [column]: value });
  }

  /**
   * By which index alone rows of a state and a type are looked for; null where that is not asked, or left to the database.
   * MariaDB would intersect two, which at a million rows takes 50 ms a key, and SQLite does not know how rare a state is.
   * PostgreSQL does, and stops after a page.
   */
  async function indexForBoth({
    keys,
    state,
    eventType,
  }: KeysetFilter): Promise<'state' | 'type' | null> {
    if (client === 'postgres') return null;
    if (keys === null || state === undefined || eventType === undefined) return null;
    const some = knex(rows).select(knex.raw('1 AS one')).whereIn(keyColumn, keys).where({ state });
    const counted = await knex
      .from(some.limit(FEW_ROWS).as('some'))
      .count<{ count: unknown }[]>({ count: '*' });
    return Number(counted[0]?.count) < FEW_ROWS ? 'state' : 'type';
  }

  /**
   * The newest ids below `before`. One limited look into the index `(key, state, id)` a state: a plain `ORDER BY id` over
   * all states would walk past every row of the other states and keys. All looks at one key are one statement, since
   * between two a row could change its state and be seen twice, or not at all.
   */
  async function newestIds(
    filter: KeysetFilter,
    before: number | null,
    limit: number,
  ): Promise<number[]> {
    const bounds = await idsAround(filter);
    if (!bounds) return [];
    const isByState = !filter.eventType && !filter.narrow;
    const byBoth = await indexForBoth(filter);
    const select = (key: number | null, state?: string) => {
      const query = knex(key !== null && isByState ? rowsByState : rows).select('id');
      if (key !== null) query.where({ [keyColumn]: key });
      if (state) narrow(query, 'state', state, byBoth === 'type');
      if (filter.eventType) narrow(query, 'event_type', filter.eventType, byBoth === 'state');
      if (before !== null) query.where('id', '<', before);
      if (bounds.first !== undefined) query.where('id', '>=', bounds.first);
      if (bounds.last !== undefined) query.where('id', '<=', bounds.last);
      filter.narrow?.(query);
      if (filter.from !== undefined) query.where('created_at', '>=', filter.from);
      if (filter.to !== undefined) query.where('created_at', '<=', filter.to);
      return query.orderBy('id', 'desc').limit(limit);
    };
    if (filter.keys === null) return select(null).pluck('id') as Promise<number[]>;

    const looked = isByState && !filter.state ? states : [filter.state];
    const looks = filter.keys.flatMap((key) => looked.map((state) => select(key, state)));
    const ids: number[] = [];
    for (let start = 0; start < looks.length; start += looksPerStatement) {
      const some = looks.slice(start, start + looksPerStatement);
      const found: { id: number }[] = await knex
        .queryBuilder()
        .unionAll(some.map((look) => knex.select('id').from(look.as('newest'))));
      ids.push(...found.map(({ id }) => id));
    }
    return ids.sort((a, b) => b - a).slice(0, limit);
  }

  return {
    newestIds,

    /** A page of ids, the newest first, below `before`; one id more than asked tells that there is another page. */
    async page(
      filter: KeysetFilter,
      { before, pageSize }: { before: number | null; pageSize: number },
    ): Promise<{ ids: number[]; nextBefore: number | null }> {
      const found = await newestIds(filter, before, pageSize + 1);
      const ids = found.slice(0, pageSize);
      return { ids, nextBefore: found.length > pageSize ? (ids.at(-1) ?? null) : null };
    },

    /** The keys that have rows, from one to the next by the index: there are few of them and many rows. */
    async keysWithRows(): Promise<number[]> {
      // MariaDB jumps from one to the next by itself, and within the recursion would walk over all rows that follow.
      if (client === 'mysql') {
        const keys: unknown[] = await knex(rows).distinct(keyColumn).pluck(keyColumn);
        return keys.map(Number);
      }
      const next = (after: string) =>
        knex.raw(
          `SELECT ${keyColumn} FROM ?? WHERE ${keyColumn} > ${after} ORDER BY ${keyColumn} LIMIT 1`,
          [rows],
        );
      const found: { id: unknown }[] = await knex
        .withRecursive(
          'found',
          ['id'],
          knex.raw(`SELECT (?) UNION ALL SELECT (?) FROM found WHERE id IS NOT NULL`, [
            next('0'),
            next('found.id'),
          ]),
        )
        .select('id')
        .from('found')
        .whereNotNull('id');
      return found.map(({ id }) => Number(id));
    },
  };
}

export type KeysetLog = ReturnType<typeof createKeysetLog>;
