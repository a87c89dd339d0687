import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import type { JobState } from '../../queue/engine';
import { createJobRows } from '../../queue/job-rows-store';
import { tableName } from '../../table-name';
import type { DeliveryTrigger } from '../contracts';
import { createDeliveryLog } from './delivery-log-store';
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
  traceId: string;
}

/** The rows of `ib_webhook_deliveries` as the log reads them; the queue engine claims and settles them. */
export function createDeliveryStore(strapi: Strapi) {
  const knex = strapi.db.connection;
  const deliveries = tableName(strapi, DELIVERIES);
  const table = () => knex(deliveries);

  async function findByIds(ids: number[]): Promise<DeliveryRow[]> {
    if (ids.length === 0) return [];
    const rows: Record<string, unknown>[] = await knex
      .select('d.*', 'm.uid', 'm.content_type', 'm.entry_document_id', 'm.locale', 'm.trace_id')
      .from({ d: deliveries })
      .join({ m: tableName(strapi, MESSAGES) }, 'm.id', 'd.message_id')
      .whereIn('d.id', ids)
      .orderBy('d.id', 'desc');
    return rows.map(toDeliveryRow);
  }

  return {
    ...createDeliveryLog(strapi, findByIds),
    ...createJobRows(strapi, {
      table: DELIVERIES,
      keyColumn: 'endpoint_id',
      // The receiver's owner has seen how it went.
      neverAgain: { trigger: 'test' },
    }),
    findByIds,

    async findOne(id: number): Promise<DeliveryRow | null> {
      return (await findByIds([id]))[0] ?? null;
    },

    /** Up to `limit` deliveries of messages, given by their public ids; the newest first. */
    async findByMessages(messageUids: string[], limit: number): Promise<DeliveryRow[]> {
      const ids: number[] = await knex({ d: deliveries })
        .join({ m: tableName(strapi, MESSAGES) }, 'm.id', 'd.message_id')
        .whereIn('m.uid', messageUids)
        .orderBy('d.id', 'desc')
        .limit(limit)
        .pluck('d.id');
      return findByIds(ids);
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
        /** 0 where it could not even be tried. */
        attempts: 0 | 1;
      },
      finishedAt: number,
      trx: Knex.Transaction,
    ): Promise<boolean> {
      const changed = await table()
        .where({ id, state: 'failed', attempts: 0 })
        .update({
          state: result.state,
          attempts: result.attempts,
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
    traceId: String(row.trace_id),
  };
}
