import type { Endpoint } from '../../server/src/outgoing/contracts';
import { createAttemptStore } from '../../server/src/outgoing/deliveries/attempt-store';
import {
  createDeliveryStore,
  type DeliveryStore,
} from '../../server/src/outgoing/deliveries/delivery-store';
import { createRateLimitStore } from '../../server/src/outgoing/deliveries/rate-limit-store';
import { createReplayStore } from '../../server/src/outgoing/deliveries/replay-store';
import { createRetention } from '../../server/src/outgoing/deliveries/retention';
import { createMessageStore } from '../../server/src/outgoing/events/message-store';
import { createStatisticsStore } from '../../server/src/outgoing/statistics/statistics-store';
import { everyDatabase } from '../support/databases';
import {
  deliveriesTable,
  deliveryLogOf,
  emptyLog,
  type DeliveryLog,
} from '../support/delivery-log';
import { changeEndpoint } from '../support/endpoint-requests';
import {
  createEndpoint,
  deleteAllEndpoints,
  OUTGOING,
  outgoingOf,
  sendMany,
} from '../support/outgoing';
import type { Receiver } from '../support/receiver';
import { recordingLogger } from '../support/recording-logger';
import { startSiteForSuite } from '../support/site-with-receiver';
import type { RunningStrapi } from '../support/strapi';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

everyDatabase('retention', (client) => {
  let running: RunningStrapi;
  let receiver: Receiver;
  let endpoint: Endpoint;
  let log: DeliveryLog;

  startSiteForSuite(
    { client, config: { webhooks: { retrySchedule: [100], jitter: 0, eventRetention: HOUR_MS } } },
    (site) => {
      ({ running, receiver } = site);
    },
  );
  beforeEach(async () => {
    await emptyLog(running);
    endpoint = await createEndpoint(running, receiver.url());
    log = deliveryLogOf(running, endpoint.id);
  });

  const age = async (ids: number[], ageMs: number, isFinishedOnly = false) => {
    const at = Date.now() - ageMs;
    await deliveriesTable(running)
      .whereIn('id', ids)
      .update({ ...(!isFinishedOnly && { created_at: at }), finished_at: at });
  };
  const prune = () => outgoingOf(running).retention.prune();

  it('removes what ended before its time with its attempts and message, and nothing else', async () => {
    await sendMany(running, 3);
    const [young, old] = await log.settled(3, 'succeeded');
    await age([old?.id ?? 0], 2 * HOUR_MS);
    await running.strapi.db
      .connection('ib_webhook_messages')
      .where({ uid: old?.messageId ?? '' })
      .update({ created_at: Date.now() - 2 * HOUR_MS });
    await prune();
    expect((await log.page()).data).toHaveLength(2);
    await running.http.get(`${OUTGOING}/deliveries/${old?.id}`).expect(404);
    expect((await log.detail(young?.id ?? 0)).attempts).toHaveLength(1);
    for (const [table, column, value] of [
      ['ib_webhook_attempts', 'delivery_id', old?.id ?? 0],
      ['ib_webhook_messages', 'uid', old?.messageId ?? ''],
    ] as const) {
      const rows = await running.strapi.db.connection(table).where({ [column]: value });
      expect(rows).toEqual([]);
    }
  });

  it('runs every hour by itself', async () => {
    const task = running.strapi.cron.jobs.find(
      ({ name }) => name === 'integration-builder:outgoing:prune',
    );
    const [next, after] = task?.job.nextRuns(2).map(Number) ?? [];
    expect((after ?? 0) - (next ?? 0)).toBe(HOUR_MS);

    await age(await log.insertFinished(1), 2 * HOUR_MS);
    await task?.job.invoke();
    expect((await log.page()).data).toEqual([]);
  });

  it('keeps what still waits, however old, and what has only just ended', async () => {
    await sendMany(running, 1);
    const [ended] = await log.settled(1, 'succeeded');
    await changeEndpoint(running, endpoint.id, { isOrdered: true });
    receiver.answer('/', { status: 503, headers: { 'retry-after': '3600' } });
    await sendMany(running, 1);
    const waiting = await log.waitingAfterOneTry();
    const old = { created_at: Date.now() - 2 * HOUR_MS };
    await deliveriesTable(running)
      .whereIn('id', [waiting.id, ended?.id ?? 0])
      .update(old);
    await prune();
    expect((await log.page()).data.map(({ id }) => id)).toEqual([waiting.id, ended?.id]);
    expect((await log.detail(waiting.id)).payload).not.toBe('');
  });

  it('goes through many batches, past those that it keeps', async () => {
    const ids = await log.insertFinished(700);
    await age(ids, 2 * HOUR_MS);
    await deliveriesTable(running)
      .whereIn('id', ids.slice(0, 300))
      .update({ state: 'pending', finished_at: null, due_at: Date.now() + DAY_MS });
    await prune();
    expect((await log.page({ state: 'succeeded' })).data).toEqual([]);
    const kept = await deliveriesTable(running).where({
      endpoint_id: endpoint.id,
      state: 'pending',
    });
    expect(kept).toHaveLength(300);
  });

  it('keeps what succeeded for as long as a failure before it may count', async () => {
    const store = createStatisticsStore(running.strapi);
    const { connection } = running.strapi.db;
    const countedDaysAgo = (days: number) => ({
      endpointId: endpoint.id,
      isSuccess: true,
      durationMs: 5,
      at: Date.now() - days * DAY_MS,
    });
    // Five days without a success turn an endpoint off, and ten without a try begin them anew.
    await connection.transaction((trx) => store.add([14, 16].map(countedDaysAgo), trx));
    await prune();
    const kept = await store.find([endpoint.id], 0, Date.now());
    expect(kept.map(({ at }) => Math.round((Date.now() - at) / DAY_MS))).toEqual([14]);
  });

  it('lets an idempotency key hold for its 24 hours', async () => {
    await deleteAllEndpoints(running);
    const event = { type: 'order.paid', data: 1, idempotencyKey: `kept-${client}` };
    const { messageId } = await outgoingOf(running).send(event);
    const messages = () =>
      running.strapi.db.connection('ib_webhook_messages').where({ uid: messageId });
    await messages().update({ created_at: Date.now() - 2 * HOUR_MS });
    await prune();
    expect(await outgoingOf(running).send(event)).toEqual({ messageId, isRepeated: true });
    await messages().update({ created_at: Date.now() - DAY_MS - 1000 });
    expect(await outgoingOf(running).send(event)).toMatchObject({ isRepeated: false });
    await prune();
    expect(await messages()).toEqual([]);
  });

  describe('beside sending again', () => {
    /** Prunes as the site does, with some steps of the delivery store replaced. */
    function pruneWith(replaced: (store: DeliveryStore) => Partial<DeliveryStore>): Promise<void> {
      const { strapi } = running;
      const store = createDeliveryStore(strapi);
      return createRetention({
        strapi,
        messages: createMessageStore(strapi),
        deliveries: { ...store, ...replaced(store) },
        attempts: createAttemptStore(strapi),
        statistics: createStatisticsStore(strapi),
        replays: createReplayStore(strapi),
        rateLimits: createRateLimitStore(strapi),
        retentionMs: HOUR_MS,
        causedWindowMs: DAY_MS,
        disableAfterMs: HOUR_MS,
        now: Date.now,
        log: recordingLogger(),
      }).prune();
    }

    async function oldDelivery(): Promise<number> {
      await sendMany(running, 1);
      const [{ id = 0, messageId = '' } = {}] = await log.settled(1, 'succeeded');
      await age([id], 2 * HOUR_MS);
      await running.strapi.db
        .connection('ib_webhook_messages')
        .where({ uid: messageId })
        .update({ created_at: Date.now() - 2 * HOUR_MS });
      return id;
    }

    it('keeps a delivery that is sent again once it was found to be old', async () => {
      const id = await oldDelivery();
      receiver.answer('/', { status: 503, headers: { 'retry-after': '3600' } });
      await pruneWith((store) => ({
        async readAges(afterId, limit) {
          const rows = await store.readAges(afterId, limit);
          await running.http.post(`${OUTGOING}/deliveries/${id}/resend`).expect(200);
          return rows;
        },
      }));

      expect(await log.waitingAfterOneTry()).toMatchObject({ id, trigger: 'resend' });
      const { attempts, payload } = await log.detail(id);
      expect(attempts.map(({ statusCode }) => statusCode)).toEqual([200, 503]);
      expect(payload).not.toBe('');
    });

    // A SQLite file has one connection: nothing can be half done beside the removal.
    if (client === 'sqlite') return;

    it('waits for one that is not yet committed, and keeps its delivery', async () => {
      const id = await oldDelivery();
      const sendingAgain = await running.strapi.db.connection.transaction();
      await sendingAgain('ib_webhook_deliveries')
        .where({ id })
        .update({ state: 'pending', due_at: Date.now() + DAY_MS, finished_at: null });
      let isLocked = false;
      await pruneWith((store) => ({
        async lockEnded(ids, before, trx) {
          const locking = store.lockEnded(ids, before, trx).then((locked) => {
            isLocked = true;
            return locked;
          });
          await new Promise((resolve) => setTimeout(resolve, 200));
          expect(isLocked).toBe(false);
          await sendingAgain.commit();
          return locking;
        },
      }));

      expect(isLocked).toBe(true);
      expect(await log.detail(id)).toMatchObject({ state: 'pending', attempts: [{ number: 1 }] });
    });
  });
});
