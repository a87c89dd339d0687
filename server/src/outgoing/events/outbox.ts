import type { Knex } from 'knex';

import type { QueueEngine } from '../../queue/engine';
import { currentTrace, newTraceId } from '../../trace';
import type { ContentEvent } from './content-event';
import type { DeliveryTrigger, FilterCondition } from '../contracts';
import type { EndpointRecord } from '../endpoints/endpoint-record';
import type { EndpointRegistry } from '../endpoints/endpoint-registry';
import { matchesFilter } from './event-filter';
import { matchesEvent } from './event-patterns';
import { newMessageUid } from './message-ids';
import type { MessageStore, NewMessage } from './message-store';
import { contentBody, variantFor } from './payload';
import { publicEntry, type Schemas } from './public-entry';

/** A message whose body is already made: an event of the site's own code or of this plugin. */
export interface ReadyMessage {
  type: string;
  body: string;
  occurredAt: number;
  trigger: DeliveryTrigger;
  /** The worker leaves it alone for so long, in ms. */
  delayMs?: number;
}

interface WantedDelivery {
  endpoint: EndpointRecord;
  /** The key of the payload's form. */
  variant: string;
}

interface WantedMessage {
  message: NewMessage;
  deliveries: WantedDelivery[];
}

interface Dependencies {
  messages: MessageStore;
  queue: QueueEngine;
  registry: EndpointRegistry;
  schemas: Schemas;
  payloadLimit: number;
}

/**
 * What the bodies of one message may take together, unless a single one may take more; the entry is left out of those beyond.
 * They are stored in one value, in which JSON may double them, and MariaDB refuses statements of more than 16 MiB: the
 * content could then not be saved.
 */
const BODIES_BYTES = 4 * 1024 * 1024;
/** So many events at a time have their bodies in memory. */
const EVENTS_AT_ONCE = 50;

/**
 * Writes messages and their deliveries inside the transaction of whatever caused them: both are committed, or neither.
 */
export function createOutbox({ messages, queue, registry, schemas, payloadLimit }: Dependencies) {
  /** The message of an event, and which of the endpoints want it in which form; null where none does. */
  function messageOf(event: ContentEvent, endpoints: EndpointRecord[]): WantedMessage | null {
    const wanting = endpoints.filter(
      ({ eventTypes, filter }) =>
        matchesEvent(eventTypes, event) && passesFilter(schemas, event, filter ?? []),
    );
    if (wanting.length === 0) return null;

    const bodies: Record<string, string> = {};
    let room = Math.max(payloadLimit, BODIES_BYTES);
    const deliveries = wanting.map((endpoint) => {
      const variant = variantFor(
        { payloadMode: endpoint.payloadMode, populate: endpoint.populate ?? {} },
        event.contentType,
      );
      if (bodies[variant.key] === undefined) {
        const body = contentBody(schemas, event, variant, Math.min(payloadLimit, room));
        bodies[variant.key] = body;
        room -= Buffer.byteLength(body);
      }
      return { endpoint, variant: variant.key };
    });
    const message = {
      ...newIdentity(),
      eventType: event.type,
      contentType: event.contentType,
      entryDocumentId: event.documentId,
      locale: event.locale,
      idempotencyKey: null,
      bodies,
      createdAt: event.occurredAt,
    };
    return { message, deliveries };
  }

  async function deliverReady(
    messageId: number,
    message: ReadyMessage,
    trx: Knex.Transaction,
    only?: EndpointRecord[],
  ): Promise<void> {
    const { type, trigger, occurredAt: createdAt, delayMs = 0 } = message;
    const endpoints =
      only ??
      (await registry.active(trx)).filter(({ eventTypes }) =>
        matchesEvent(eventTypes, { type, contentType: null }),
      );
    const deliveries = endpoints.map((endpoint) => ({ endpoint, variant: 'full' }));
    const stored = { eventType: type, createdAt };
    await queue.enqueue(rowsOf(messageId, stored, deliveries, trigger), { trx, delayMs });
  }

  async function recordSome(
    events: readonly ContentEvent[],
    endpoints: EndpointRecord[],
    trx: Knex.Transaction,
  ): Promise<number> {
    const wanted = events.flatMap((event) => messageOf(event, endpoints) ?? []);
    const ids = await messages.insertAll(
      wanted.map(({ message }) => message),
      trx,
    );
    const rows = wanted.flatMap(({ message, deliveries }) => {
      const id = ids.get(message.uid);
      if (id === undefined) throw new Error('A message that was just stored is not there.');
      return rowsOf(id, message, deliveries, 'event');
    });
    for (const { message } of wanted) noteInTrace(message.uid);
    await queue.enqueue(rows, { trx });
    return rows.length;
  }

  return {
    /** The active endpoints that want any of these event types of this content type; filters are judged later. */
    async subscribers(
      types: string[],
      contentType: string,
      trx: Knex.Transaction,
    ): Promise<EndpointRecord[]> {
      const endpoints = await registry.active(trx);
      return endpoints.filter(({ eventTypes }) =>
        types.some((type) => matchesEvent(eventTypes, { type, contentType })),
      );
    },

    /** Records one event of a content type for those of the endpoints that want it. Returns how many do. */
    async recordContentEvent(
      event: ContentEvent,
      endpoints: EndpointRecord[],
      trx: Knex.Transaction,
    ): Promise<number> {
      const wanted = messageOf(event, endpoints);
      if (!wanted) return 0;
      const { message, deliveries } = wanted;
      const messageId = await messages.insert(message, trx);
      noteInTrace(message.uid);
      await queue.enqueue(rowsOf(messageId, message, deliveries, 'event'), { trx });
      return deliveries.length;
    },

    /** The same for many events at once, with a few statements for all of them. Returns how many deliveries that makes. */
    async recordContentEvents(
      events: readonly ContentEvent[],
      endpoints: EndpointRecord[],
      trx: Knex.Transaction,
    ): Promise<number> {
      let recorded = 0;
      for (let from = 0; from < events.length; from += EVENTS_AT_ONCE) {
        recorded += await recordSome(events.slice(from, from + EVENTS_AT_ONCE), endpoints, trx);
      }
      return recorded;
    },

    /**
     * Records a message with a ready body, for the given endpoints or, without them, for all active ones that want its
     * type.
     */
    async recordReady(
      message: ReadyMessage,
      trx: Knex.Transaction,
      only?: EndpointRecord[],
    ): Promise<{ messageId: number; uid: string }> {
      const stored = toMessage(message, null);
      const messageId = await messages.insert(stored, trx);
      noteInTrace(stored.uid);
      await deliverReady(messageId, message, trx, only);
      return { messageId, uid: stored.uid };
    },

    /**
     * The same for a message that is to be recorded only once. It is kept even where nobody wants it, so that its
     * idempotency key is.
     *
     * @returns null if there is a message with the key
     */
    async recordOnce(
      message: ReadyMessage,
      idempotencyKey: string,
      trx: Knex.Transaction,
    ): Promise<{ messageId: number; uid: string } | null> {
      const stored = toMessage(message, idempotencyKey);
      const messageId = await messages.insertOnce(stored, trx);
      if (messageId === null) return null;
      noteInTrace(stored.uid);
      await deliverReady(messageId, message, trx);
      return { messageId, uid: stored.uid };
    },
  };
}

export type Outbox = ReturnType<typeof createOutbox>;

/** Rows of the queue: one for each endpoint that wants a message. */
const rowsOf = (
  messageId: number,
  { eventType, createdAt }: Pick<NewMessage, 'eventType' | 'createdAt'>,
  deliveries: readonly WantedDelivery[],
  trigger: DeliveryTrigger,
) =>
  deliveries.map(({ endpoint, variant }) => ({
    message_id: messageId,
    endpoint_id: endpoint.id,
    event_type: eventType,
    variant,
    trigger,
    created_at: createdAt,
  }));

/** Names a new message, within the trace of whatever is being done. */
function newIdentity(): Pick<NewMessage, 'uid' | 'traceId'> {
  return { uid: newMessageUid(), traceId: currentTrace()?.traceId ?? newTraceId() };
}

/** Tells the trace of a message that was recorded, so that a cause can be followed to its effects. */
function noteInTrace(uid: string): void {
  currentTrace()?.messageIds.push(uid);
}

function toMessage(message: ReadyMessage, idempotencyKey: string | null): NewMessage {
  return {
    ...newIdentity(),
    eventType: message.type,
    contentType: null,
    entryDocumentId: null,
    locale: null,
    idempotencyKey,
    bodies: { full: message.body },
    createdAt: message.occurredAt,
  };
}

/** A filter sees what the endpoint could be sent and no more: else its matches would tell of private fields. */
function passesFilter(schemas: Schemas, event: ContentEvent, filter: FilterCondition[]): boolean {
  if (filter.length === 0) return true;
  const named = filter.map(({ field }) => field.split('.')[0] ?? '');
  return matchesFilter(filter, {
    entry: publicEntry(schemas, event.contentType, event.entry, named),
    changedFields: event.changes?.changedFields ?? null,
  });
}
