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
  /** Names of the indexes `(key, state, id)` and `(key, event_type, id)`. */
  stateIndex: string;
  typeIndex: string;
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
  /** Further conditions, for which the indexes by state and by type are of no use. */
  narrow?: (query: Knex.QueryBuilder) => void;
}

/**
 * Ids may be in another order than times by this much: a request has its time when it begins and its id once its body is there,
 * two minutes later at the most, and the clocks of two instances differ. Beyond it, a page that is narrowed by time may lack rows.
 */
const MAX_SKEW_MS = 180_000;

/** Index entries that are counted for a page at the most, over all keys, so that counting stays cheap however long the log is. */
const MOST_COUNTED = 40_000;

/** SQLite allows 500 parts of a UNION. */
const MAX_LOOKS_PER_STATEMENT = 480;

/** Finds the rows of a log, page by page, however many there are. */
export function createKeysetLog(
  strapi: Strapi,
  { table, keyColumn, states, stateIndex, typeIndex }: KeysetLogTable,
) {
  const knex = strapi.db.connection;
  const client = strapi.db.dialect.client as DatabaseClient;
  const rows = tableName(strapi, table);
  const forced = client === 'mysql' ? '?? FORCE INDEX (??)' : '?? INDEXED BY ??';
  const rowsBy = (index: string | null) =>
    index === null ? rows : knex.raw(forced, [rows, index]);
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

  /** What all looks find, in as few statements as may be. */
  async function allOf<Row>(looks: Knex.QueryBuilder[], perStatement: number): Promise<Row[]> {
    const found: Row[] = [];
    for (let start = 0; start < looks.length; start += perStatement) {
      const some = looks.slice(start, start + perStatement);
      found.push(...(await knex.queryBuilder().unionAll(some)));
    }
    return found;
  }

  /** Of each key, the index of the state or of the type, whichever fewer of its rows are in; of the type where both are many. */
  async function rarerIndexes(
    keys: number[],
    state: string,
    eventType: string,
  ): Promise<Map<number, string>> {
    const most = Math.ceil(MOST_COUNTED / (2 * keys.length));
    const counted = (key: number, value: Record<string, string>, name: string) => {
      const some = knex(rows)
        .select(knex.raw('1'))
        .where({ [keyColumn]: key, ...value });
      return knex.count('*').from(some.limit(most).as('some')).as(name);
    };
    const counts = await allOf<{ log_key: unknown; in_state: unknown; of_type: unknown }>(
      keys.map((key) =>
        knex.select(
          knex.raw('? AS log_key', [key]),
          counted(key, { state }, 'in_state'),
          counted(key, { event_type: eventType }, 'of_type'),
        ),
      ),
      MAX_LOOKS_PER_STATEMENT,
    );
    return new Map(
      counts.map(({ log_key: key, in_state: inState, of_type: ofType }) => [
        Number(key),
        Number(inState) < Number(ofType) ? stateIndex : typeIndex,
      ]),
    );
  }

  /**
   * By which index the rows of a key are looked for; null where that is left to the database. PostgreSQL knows how rare each
   * state and each type is, and a type alone is looked for by its index everywhere. MySQL would rather walk the primary key
   * below the cursor, past all rows of other keys and states, where a page in the middle of 700,000 rows took 70 ms instead
   * of 15, or intersect two indexes, which at a million rows takes 50 ms a key. SQLite takes either of two indexes, not
   * knowing which of the values is rarer.
   */
  async function indexesFor({
    keys,
    state,
    eventType,
    narrow,
  }: KeysetFilter): Promise<(key: number | null) => string | null> {
    if (client === 'postgres' || keys === null || narrow) return () => null;
    if (!eventType) return () => stateIndex;
    if (!state) return () => null;
    const rarer = await rarerIndexes(keys, state, eventType);
    return (key) => (key === null ? null : (rarer.get(key) ?? null));
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
    const indexFor = await indexesFor(filter);
    const select = (key: number | null, state?: string) => {
      const query = knex(rowsBy(indexFor(key))).select('id');
      if (key !== null) query.where({ [keyColumn]: key });
      if (state) query.where({ state });
      if (filter.eventType) query.where({ event_type: filter.eventType });
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
    const found = await allOf<{ id: number }>(
      looks.map((look) => knex.select('id').from(look.as('newest'))),
      looksPerStatement,
    );
    return found
      .map(({ id }) => id)
      .sort((a, b) => b - a)
      .slice(0, limit);
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
