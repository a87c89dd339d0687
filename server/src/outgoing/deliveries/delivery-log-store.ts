import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { JOB_STATES, type JobState } from '../../queue/engine';
import { tableName } from '../../table-name';
import type { DeliveryRow } from './delivery-store';
import { DELIVERIES, MESSAGES } from '../uids';

/** What a page of the log is narrowed to. */
export interface LogFilter extends Omit<DeliveryFilter, 'endpointId'> {
  /** Null for all, which can then be narrowed by neither state nor event. */
  endpointIds: number[] | null;
}

export interface DeliveryFilter {
  endpointId: number;
  state?: JobState;
  eventType?: string;
  /** Only deliveries of these messages. */
  messageIds?: number[];
  from?: number;
  to?: number;
}

/**
 * The clocks of two instances, or a clock that is set back, may put ids in another order than times by this much; beyond it,
 * a page that is narrowed by time may lack rows of the instance that is off.
 */
const MAX_SKEW_MS = 60_000;

/** SQLite allows 500 parts of a UNION. A multiple of the states, so that all looks at an endpoint stay together. */
const LOOKS_PER_STATEMENT = 80 * JOB_STATES.length;

/** The log of deliveries, page by page. */
export function createDeliveryLog(
  strapi: Strapi,
  findByIds: (ids: number[]) => Promise<DeliveryRow[]>,
) {
  const knex = strapi.db.connection;
  const deliveries = tableName(strapi, DELIVERIES);
  const table = () => knex(deliveries);
  // MySQL would rather walk the primary key below the cursor, past all rows of other states: a page in the middle of
  // 700,000 rows took 70 ms, where the first one took 15.
  const tableByState =
    strapi.db.dialect.client === 'mysql'
      ? knex.raw('?? FORCE INDEX (ib_deliveries_log)', [deliveries])
      : deliveries;

  /**
   * The smallest or the largest id of what was made within a moment. Not of the plain `id`: for that every database would
   * rather walk the primary key from its end until it meets such a time.
   */
  async function idWithin(extreme: 'min' | 'max', from: number, to: number): Promise<number> {
    const row = await table()
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
  }: LogFilter): Promise<{ first?: number; last?: number } | null> {
    const bounds: { first?: number; last?: number } = {};
    const at = (row: { created_at: unknown }) => Number(row.created_at);
    if (from !== undefined) {
      const earliest = await table().where('created_at', '>=', from).orderBy('created_at').first();
      if (!earliest) return null;
      bounds.first = await idWithin('min', at(earliest), at(earliest) + MAX_SKEW_MS);
    }
    if (to !== undefined) {
      const latest = await table()
        .where('created_at', '<=', to)
        .orderBy('created_at', 'desc')
        .first();
      if (!latest) return null;
      bounds.last = await idWithin('max', at(latest) - MAX_SKEW_MS, at(latest));
    }
    return bounds;
  }

  /**
   * The newest ids below `before`. One limited look into the index `(endpoint_id, state, id)` a state: a plain
   * `ORDER BY id` over all states would walk past every row of the other states and endpoints. All looks at one endpoint
   * are one statement, since between two a delivery could change its state and be seen twice, or not at all.
   */
  async function newestIds(filter: LogFilter, before: number | null, limit: number) {
    const bounds = await idsAround(filter);
    if (!bounds) return [];
    const isByState = !filter.eventType && !filter.messageIds;
    const select = (endpointId: number | null, state?: JobState) => {
      const query = knex(endpointId !== null && isByState ? tableByState : deliveries).select('id');
      if (endpointId !== null) query.where({ endpoint_id: endpointId });
      if (state) query.where({ state });
      if (filter.eventType) query.where({ event_type: filter.eventType });
      if (before !== null) query.where('id', '<', before);
      if (bounds.first !== undefined) query.where('id', '>=', bounds.first);
      if (bounds.last !== undefined) query.where('id', '<=', bounds.last);
      narrowDeliveries(query, filter);
      return query.orderBy('id', 'desc').limit(limit);
    };
    if (filter.endpointIds === null) return select(null).pluck('id') as Promise<number[]>;

    const states = isByState && !filter.state ? JOB_STATES : [filter.state];
    const looks = filter.endpointIds.flatMap((id) => states.map((state) => select(id, state)));
    const ids: number[] = [];
    for (let start = 0; start < looks.length; start += LOOKS_PER_STATEMENT) {
      const some = looks.slice(start, start + LOOKS_PER_STATEMENT);
      const rows: { id: number }[] = await knex
        .queryBuilder()
        .unionAll(some.map((look) => knex.select('id').from(look.as('newest'))));
      ids.push(...rows.map(({ id }) => id));
    }
    return ids.sort((a, b) => b - a).slice(0, limit);
  }

  return {
    /** A page of the log, the newest first, below `before`; one row more than asked tells that there is another page. */
    async findPage(
      filter: LogFilter,
      { before, pageSize }: { before: number | null; pageSize: number },
    ): Promise<{ rows: DeliveryRow[]; nextBefore: number | null }> {
      const ids = await newestIds(filter, before, pageSize + 1);
      const page = ids.slice(0, pageSize);
      return {
        rows: await findByIds(page),
        nextBefore: ids.length > pageSize ? (page.at(-1) ?? null) : null,
      };
    },

    /**
     * Row ids of the messages that a search means: a message's own id, or everything of one entry, of which the newest
     * 10,000 can be found.
     */
    async findMessageIds(search: string): Promise<number[]> {
      return knex(tableName(strapi, MESSAGES))
        .where({ uid: search })
        .orWhere({ entry_document_id: search })
        .orderBy('id', 'desc')
        .limit(10_000)
        .pluck('id');
    },
  };
}

/** Conditions that the chosen index does not cover. */
export function narrowDeliveries(
  query: Knex.QueryBuilder,
  filter: Pick<DeliveryFilter, 'messageIds' | 'from' | 'to'>,
): void {
  if (filter.messageIds) query.whereIn('message_id', filter.messageIds);
  if (filter.from !== undefined) query.where('created_at', '>=', filter.from);
  if (filter.to !== undefined) query.where('created_at', '<=', filter.to);
}
