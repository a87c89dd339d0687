import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { inTransaction } from '../../transaction';
import { validateInput } from '../../validate-input';
import type { AttemptStore } from './attempt-store';
import type { Catalogue } from '../catalogue/catalogue';
import { exampleSchema } from '../catalogue/catalogue-input';
import type { DeliveryDetail, DeliveryListItem } from '../contracts';
import type { Deliver } from './deliver';
import { toListItem, type Deliveries } from './deliveries';
import { DELIVERY_PROBLEMS } from './delivery-problem';
import type { DeliveryStore } from './delivery-store';
import type { EndpointHealth } from '../endpoints/endpoint-health';
import type { EndpointRecord } from '../endpoints/endpoint-record';
import type { Endpoints } from '../endpoints/endpoints';
import type { Outbox } from '../events/outbox';
import { OWN_EVENTS, PING } from '../events/own-events';
import { envelope } from '../events/payload';

interface Dependencies {
  strapi: Strapi;
  outbox: Outbox;
  endpoints: Endpoints;
  deliveries: Deliveries;
  store: DeliveryStore;
  attempts: AttemptStore;
  catalogue: Catalogue;
  health: EndpointHealth;
  deliver: Deliver;
  wake: () => void;
  now: () => number;
}

/** Trying an endpoint out. */
export function createTestSends(dependencies: Dependencies) {
  const { strapi, outbox, endpoints, deliveries, store, attempts, catalogue, health, wake, now } =
    dependencies;

  /** Records a message for this endpoint alone; `prepare` runs in the same transaction. */
  async function record(
    endpoint: EndpointRecord,
    message: { type: string; body: string; trigger: 'test' | 'example' },
    prepare: (deliveryId: number, trx: Knex.Transaction) => Promise<void> = async () => {},
  ): Promise<{ id: number; uid: string }> {
    return inTransaction(strapi, async ({ trx }) => {
      const ready = { ...message, occurredAt: now() };
      const { messageId, uid } = await outbox.recordReady(ready, trx, [endpoint]);
      const id = await store.findIdOf(messageId, endpoint.id, trx);
      if (id === null) throw new Error(`message ${messageId} has no delivery to ${endpoint.id}`);
      await prepare(id, trx);
      return { id, uid };
    });
  }

  return {
    /**
     * Sends a ping and waits for the receiver's answer, past the queue: the editor waits, and a busy queue or a web-only
     * instance must not make the receiver look dead, nor must a ping hold up an ordered endpoint. It works for an
     * endpoint that is turned off, too.
     */
    async test(endpointId: number): Promise<DeliveryDetail> {
      const endpoint = await endpoints.find(endpointId);
      const body = envelope(PING, now(), OWN_EVENTS[PING].data.example);
      const { id, uid } = await record(
        endpoint,
        { type: PING, body, trigger: 'test' },
        (deliveryId, trx) =>
          store.takeOut(deliveryId, DELIVERY_PROBLEMS['test-interrupted'], now(), trx),
      );

      const { attempt, outcome } = await dependencies
        .deliver(endpoint, { uid, body }, new AbortController().signal)
        .catch(async (error: Error) => {
          const result = { state: 'failed', statusCode: null, durationMs: 0, attempts: 0 } as const;
          await strapi.db.connection.transaction((trx) =>
            store.finishTakenOut(id, { ...result, error: error.message }, now(), trx),
          );
          throw error;
        });
      await strapi.db.connection.transaction(async (trx) => {
        const result = {
          state: attempt.outcome,
          statusCode: attempt.statusCode,
          error: attempt.errorMessage,
          durationMs: attempt.durationMs,
          attempts: 1,
        } as const;
        const isWritten = await store.finishTakenOut(id, result, now(), trx);
        if (isWritten) await attempts.insertAll([{ ...attempt, deliveryId: id }], trx);
      });
      // That it answers again is to be seen at once, and not at the next try of what waits.
      if (outcome.isSuccess) {
        health.observe({ endpoint, isSuccess: true, isGone: false, at: attempt.startedAt });
        await health.settled();
      }
      return deliveries.findOne(id);
    },

    /** Sends the example of an event type through the queue, like a real event. */
    async sendExample(endpointId: number, input: unknown): Promise<DeliveryListItem> {
      const { eventType } = validateInput(exampleSchema, input);
      const endpoint = await endpoints.findActive(endpointId);
      const { type, data } = catalogue.preview({
        eventType,
        payloadMode: endpoint.payloadMode,
        populate: endpoint.populate ?? {},
      });
      const name = String(type);
      const body = envelope(name, now(), data);
      const { id } = await record(endpoint, { type: name, body, trigger: 'example' });
      wake();
      const [row] = await store.findByIds([id]);
      if (!row) throw new Error(`the example for endpoint ${endpointId} has vanished`);
      return toListItem(row);
    },
  };
}
