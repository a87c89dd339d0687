import { createHash } from 'node:crypto';

import { errors } from '@strapi/utils';
import type { Knex } from 'knex';

import { isCustomEventType } from '../../event-type-names';
import type { Strapi } from '../../feature';
import { currentTrace } from '../../trace';
import { inTransaction } from '../../transaction';
import { invalidInput, validateInput } from '../../validate-input';

import { IDEMPOTENCY_WINDOW_MS } from './idempotency-window';
import type { MessageStore } from './message-store';
import type { Outbox, ReadyMessage } from './outbox';
import type { OwnEvent } from './own-events';
import { envelope } from './payload';
import { sendSchema } from './send-input';

/**
 * What a forwarded message may have beyond `webhooks.payloadLimit`: the event was within that when it came in, and all that
 * is said about it here takes less, even where its id and its type are 255 letters of four bytes each.
 */
const ROOM_FOR_FORWARDED_BYTES = 4096;

interface Dependencies {
  strapi: Strapi;
  outbox: Outbox;
  messages: MessageStore;
  payloadLimit: number;
  /** See `idempotencyWindowOfCausedMs`. */
  causedWindowMs: number;
  wake: () => void;
  now: () => number;
}

export interface SentMessage {
  /** The `webhook-id` of every delivery. */
  messageId: string;
  /** True if the idempotency key was used before: nothing new was recorded. */
  isRepeated: boolean;
}

/** An event of the site's own code. */
export interface SiteEvent {
  type: string;
  data?: unknown;
  idempotencyKey?: string | undefined;
}

/** Sending events that are no change of content: the site's own, and this plugin's. */
export function createSend(dependencies: Dependencies) {
  const { strapi, outbox, messages, payloadLimit, wake, now } = dependencies;

  /**
   * Sends an event to every active endpoint that wants its type. Within a transaction of Strapi's
   * (`strapi.db.transaction`) it is committed with that, or not at all.
   *
   * @param event.type 1 to 255 letters, digits, `.`, `_`, `-`; not beginning with `entry.`, `media.` or
   *   `integration-builder.`
   * @param event.data anything that JSON can hold, within `webhooks.payloadLimit` bytes
   * @param event.idempotencyKey a repeat records nothing and returns the first message, for 24 hours; in a handler for as long as
   *   its event may be handled once more
   * @throws {errors.ValidationError} `invalid-input`, `reserved-event-type` or `payload-too-large`
   */
  const send = (event: SiteEvent): Promise<SentMessage> => sendWithin(payloadLimit, event);

  /** Sends an event of a service on. As `send`, with room for what is said about it beside the event itself. */
  const forward = (event: SiteEvent): Promise<SentMessage> =>
    sendWithin(payloadLimit + ROOM_FOR_FORWARDED_BYTES, event);

  /** Sends one of this plugin's own events. */
  async function announce(type: OwnEvent, data: unknown): Promise<void> {
    await record({ type, data }, payloadLimit);
  }

  async function sendWithin(limitBytes: number, event: SiteEvent): Promise<SentMessage> {
    const valid = validateInput(sendSchema, event);
    checkType(valid.type);
    return record(valid, limitBytes);
  }

  async function record(
    { type, data, idempotencyKey }: SiteEvent,
    limitBytes: number,
  ): Promise<SentMessage> {
    const occurredAt = now();
    const body = bodyOf(type, occurredAt, data, limitBytes);
    const message: ReadyMessage = { type, body, occurredAt, trigger: 'send' };

    return inTransaction(strapi, async ({ trx, onCommit }) => {
      const sent =
        idempotencyKey === undefined
          ? { messageId: (await outbox.recordReady(message, trx)).uid, isRepeated: false }
          : await recordOnce(message, digestOf(idempotencyKey), trx);
      if (!sent.isRepeated) onCommit(wake);
      return sent;
    });
  }

  async function recordOnce(
    message: ReadyMessage,
    key: string,
    trx: Knex.Transaction,
  ): Promise<SentMessage> {
    const recorded = await outbox.recordOnce(message, key, trx);
    if (recorded) return { messageId: recorded.uid, isRepeated: false };

    const first = await messages.findByIdempotencyKey(key, trx);
    const windowMs = currentTrace() ? dependencies.causedWindowMs : IDEMPOTENCY_WINDOW_MS;
    if (first && message.occurredAt - first.createdAt < windowMs) {
      return { messageId: first.uid, isRepeated: true };
    }
    // Its time is over, or it was removed at this moment: the key is free again.
    if (first) await messages.forgetIdempotencyKey(first.id, trx);
    return recordOnce(message, key, trx);
  }

  return { send, forward, announce };
}

/** Keys of any length and script; MySQL would take two that differ in case alone for the same. */
function digestOf(idempotencyKey: string): string {
  return createHash('sha256').update(idempotencyKey).digest('hex');
}

function checkType(type: string): void {
  if (isCustomEventType(type)) return;
  throw invalidInput([
    {
      path: ['type'],
      message: `"${type}" is a name of Strapi's or this plugin's own events. Choose another one.`,
      code: 'reserved-event-type',
    },
  ]);
}

function bodyOf(type: string, occurredAt: number, data: unknown, limit: number): string {
  const body = serialise(data, () => envelope(type, occurredAt, data));
  const size = Buffer.byteLength(body);
  if (size <= limit) return body;
  throw new errors.ValidationError(
    `The event has ${size} bytes, and at most ${limit} can be sent. Send less, or raise webhooks.payloadLimit.`,
    { code: 'payload-too-large' },
  );
}

function serialise(data: unknown, make: () => string): string {
  try {
    // JSON has no word for it, so the message would go without `data`.
    if (JSON.stringify(data) === undefined) throw new TypeError(`it is ${typeof data}`);
    return make();
  } catch (error) {
    throw new errors.ValidationError(
      `The data cannot be written as JSON: ${error instanceof Error ? error.message : String(error)}`,
      { code: 'invalid-input' },
    );
  }
}
