import { errors } from '@strapi/utils';

import { FINAL_STATES, type QueueEngine } from '../../queue/engine';
import { validateInput } from '../../validate-input';
import type { AttemptStore } from './attempt-store';
import type { DeliveryDetail, DeliveryListItem, KeysetMeta } from '../contracts';
import type { DeliveryRow, DeliveryStore } from './delivery-store';
import { deliveryQuerySchema } from './delivery-input';
import { problemCodeOf } from './delivery-problem';
import type { EntryTitles } from './entry-title';
import type { EndpointActivityStore } from '../endpoints/endpoint-activity-store';
import type { Endpoints } from '../endpoints/endpoints';
import type { MessageStore } from '../events/message-store';

interface Dependencies {
  queue: QueueEngine;
  store: DeliveryStore;
  activity: EndpointActivityStore;
  attempts: AttemptStore;
  messages: MessageStore;
  endpoints: Endpoints;
  titleOf: EntryTitles;
  /** Tells the worker that something is due. */
  wake: () => void;
}

/** More than a person follows. */
const MAX_TRACED = 100;

/** The log of deliveries, and sending one of them again. */
export function createDeliveries(dependencies: Dependencies) {
  const { queue, store, activity, attempts, messages, endpoints, titleOf, wake } = dependencies;

  async function find(id: number): Promise<DeliveryRow> {
    const row = await store.findOne(id);
    if (row) return row;
    throw new errors.NotFoundError(
      'There is no such delivery. It may have been removed after the retention time.',
      { code: 'delivery-not-found' },
    );
  }

  return {
    /** @param query a `DeliveryQuery` as it comes from the address */
    async findPage(query: unknown): Promise<{ data: DeliveryListItem[]; meta: KeysetMeta }> {
      const { cursor, pageSize, search, endpointId, ...filter } = validateInput(
        deliveryQuerySchema,
        query,
      );
      const messageIds = search === undefined ? undefined : await store.findMessageIds(search);
      const isNarrowed = filter.state !== undefined || filter.eventType !== undefined;
      // By state or event the indexes are an endpoint's; without, the log of all is in the order of the rows.
      const allIds =
        endpointId === undefined && isNarrowed ? await activity.findWithDeliveries() : null;
      const endpointIds = endpointId === undefined ? allIds : [endpointId];
      const { rows, nextBefore } = await store.findPage(
        { ...filter, endpointIds, ...(messageIds && { messageIds }) },
        { before: cursor ?? null, pageSize },
      );
      return {
        data: rows.map(toListItem),
        meta: { nextCursor: nextBefore === null ? null : String(nextBefore) },
      };
    },

    /** The newest deliveries of some messages: what one cause has sent. */
    async findByMessages(messageUids: string[]): Promise<DeliveryListItem[]> {
      const rows = await store.findByMessages(messageUids.slice(0, MAX_TRACED), MAX_TRACED);
      return rows.map(toListItem);
    },

    async findOne(id: number): Promise<DeliveryDetail> {
      const row = await find(id);
      const [endpoint, [message], tried] = await Promise.all([
        endpoints.findIfThere(row.endpointId),
        messages.findBodies([row.messageId]),
        attempts.findByDelivery(id),
      ]);
      const payload = message?.bodies[row.variant] ?? '';
      return {
        ...toListItem(row),
        entryTitle:
          row.contentType !== null && payload !== ''
            ? await titleOf(row.contentType, payload)
            : null,
        problemCode: problemCodeOf(row.lastError),
        url: tried.at(-1)?.url ?? endpoint?.url ?? '',
        isEndpointActive: endpoint?.isActive ?? false,
        payload,
        traceId: row.traceId,
        attempts: tried,
      };
    },

    /**
     * Sends a delivery again, under the same `webhook-id`: at once, and with a full set of tries if it had ended.
     *
     * @throws {errors.ApplicationError} `endpoint-inactive`, `delivery-running`
     */
    async resend(id: number): Promise<DeliveryListItem> {
      const row = await find(id);
      await endpoints.findActive(row.endpointId);
      // One that begins to be sent only now is what was asked for.
      if (row.state === 'running') {
        throw new errors.ApplicationError(
          'The delivery is being sent right now. Wait for the receiver’s answer.',
          { code: 'delivery-running' },
        );
      }
      const restarted = await queue.restart([id], {
        states: FINAL_STATES,
        columns: { trigger: 'resend' },
      });
      if (restarted === 0) await queue.hasten([id]);
      wake();
      return toListItem(await find(id));
    },
  };
}

export type Deliveries = ReturnType<typeof createDeliveries>;

/** A delivery as the log shows it. */
export function toListItem(row: DeliveryRow): DeliveryListItem {
  const iso = (at: number) => new Date(at).toISOString();
  return {
    id: row.id,
    endpointId: row.endpointId,
    messageId: row.messageUid,
    eventType: row.eventType,
    state: row.state,
    trigger: row.trigger,
    attemptCount: row.attempts,
    lastStatusCode: row.lastStatusCode,
    lastError: row.lastError,
    durationMs: row.durationMs,
    createdAt: iso(row.createdAt),
    finishedAt: row.finishedAt === null ? null : iso(row.finishedAt),
    nextAttemptAt: row.state === 'pending' ? iso(row.dueAt) : null,
    entry:
      row.contentType !== null && row.entryDocumentId !== null
        ? {
            contentType: row.contentType,
            documentId: row.entryDocumentId,
            locale: row.locale,
          }
        : null,
  };
}
