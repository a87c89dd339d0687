import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import type { JobState } from '../../queue/engine';
import { tableName } from '../../table-name';
import type { DeliveryTrigger } from '../contracts';
import { createDeliveryLog, narrowDeliveries, type DeliveryFilter } from './delivery-log-store';
import { DELIVERIES, MESSAGES } from '../uids';

/** A delivery with what the log shows of its message. */
export interface DeliveryRow {
  id: number;
  endpointId: number;
  messageId: number;
  messageUid: string;
  eventType: string;
  variant: string;
  state: JobState;
  trigger: DeliveryTrigger;
  attempts: number;
  dueAt: number;
  lastStatusCode: number | null;
  lastError: string | null;
  durationMs: number | null;
  createdAt: number;
  finishedAt: number | null;
  contentType: string | null;
  entryDocumentId: string | null;
  locale: string | null;
}

/** The rows of `ib_webhook_deliveries` as the log reads them; the queue engine claims and settles them. */
export function createDeliveryStore(strapi: Strapi) {
  const knex = strapi.db.connection;
  const deliveries = tableName(strapi, DELIVERIES);
  const table = () => knex(deliveries);

  async function findByIds(ids: number[]): Promise<DeliveryRow[]> {
    if (ids.length === 0) return [];
    const rows: Record<string, unknown>[] = await knex
      .select('d.*', 'm.uid', 'm.content_type', 'm.entry_document_id', 'm.locale')
      .from({ d: deliveries })
      .join({ m: tableName(strapi, MESSAGES) }, 'm.id', 'd.message_id')
      .whereIn('d.id', ids)
      .orderBy('d.id', 'desc');
    return rows.map(toDeliveryRow);
  }

  return {
    ...createDeliveryLog(strapi, findByIds),
    findByIds,

    async findOne(id: number): Promise<DeliveryRow | null> {
      return (await findByIds([id]))[0] ?? null;
    },

    /** How many rows a wide action would touch, and between which ids they lie. */
    async measure(
      filter: DeliveryFilter,
      states: readonly JobState[],
    ): Promise<{ count: number; firstId: number; lastId: number }> {
      const query = table().where({ endpoint_id: filter.endpointId }).whereIn('state', states);
      narrowDeliveries(query, filter);
      const row = await query
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
      filter: DeliveryFilter,
      states: readonly JobState[],
      range: { fromId: number; lastId: number; limit: number },
      trx: Knex.Transaction,
    ): Promise<number[]> {
      const query = table()
        .where({ endpoint_id: filter.endpointId })
        .whereIn('state', states)
        .whereBetween('id', [range.fromId, range.lastId]);
      narrowDeliveries(query, filter);
      return query.orderBy('id').limit(range.limit).transacting(trx).pluck('id');
    },

    /**
     * Takes a delivery that was just recorded out of the queue: it is sent past it. Should the process end before the
     * answer is there, the log says so.
     */
    async takeOut(id: number, reason: string, now: number, trx: Knex.Transaction): Promise<void> {
      await table()
        .where({ id, state: 'pending' })
        .update({ state: 'failed', last_error: reason, finished_at: now })
        .transacting(trx);
    },

    /** Writes the result of a delivery that was taken out of the queue, unless it was sent again meanwhile. */
    async finishTakenOut(
      id: number,
      result: {
        state: JobState;
        statusCode: number | null;
        error: string | null;
        durationMs: number;
      },
      finishedAt: number,
      trx: Knex.Transaction,
    ): Promise<boolean> {
      const changed = await table()
        .where({ id, state: 'failed', attempts: 0 })
        .update({
          state: result.state,
          attempts: 1,
          last_status_code: result.statusCode,
          last_error: result.error,
          duration_ms: Math.round(result.durationMs),
          finished_at: finishedAt,
        })
        .transacting(trx);
      return Number(changed) === 1;
    },

    /** The only delivery of a message to an endpoint. */
    async findIdOf(
      messageId: number,
      endpointId: number,
      trx: Knex.Transaction,
    ): Promise<number | null> {
      const [id] = await table()
        .where({ message_id: messageId, endpoint_id: endpointId })
        .limit(1)
        .transacting(trx)
        .pluck('id');
      return id ?? null;
    },

    /** Ends up to `limit` waiting deliveries of an endpoint that is to go. */
    async cancelPending(endpointId: number, limit: number, now: number): Promise<number> {
      const ids = await table()
        .where({ endpoint_id: endpointId, state: 'pending' })
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

    /** Which of the rows ended before `before`, locked until the transaction ends. */
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

export type DeliveryStore = ReturnType<typeof createDeliveryStore>;

function toDeliveryRow(row: Record<string, unknown>): DeliveryRow {
  const numberOrNull = (value: unknown) => (value === null ? null : Number(value));
  return {
    id: Number(row.id),
    endpointId: Number(row.endpoint_id),
    messageId: Number(row.message_id),
    messageUid: String(row.uid),
    eventType: String(row.event_type),
    variant: String(row.variant),
    state: row.state as JobState,
    trigger: row.trigger as DeliveryTrigger,
    attempts: Number(row.attempts),
    dueAt: Number(row.due_at),
    lastStatusCode: numberOrNull(row.last_status_code),
    lastError: row.last_error as string | null,
    durationMs: numberOrNull(row.duration_ms),
    createdAt: Number(row.created_at),
    finishedAt: numberOrNull(row.finished_at),
    contentType: row.content_type as string | null,
    entryDocumentId: row.entry_document_id as string | null,
    locale: row.locale as string | null,
  };
}
