import type { DeliveryDetail, Endpoint } from '../../server/src/outgoing/contracts';
import { createEndpointActivityStore } from '../../server/src/outgoing/endpoints/endpoint-activity-store';
import { createRateLimitStore } from '../../server/src/outgoing/deliveries/rate-limit-store';
import { aNote } from '../support/builders';
import { everyDatabase } from '../support/databases';
import { deliveryLogOf } from '../support/delivery-log';
import { changeEndpoint, ENDPOINTS, readEndpoint } from '../support/endpoint-requests';
import {
  createEndpoint,
  eventually,
  OUTGOING,
  outgoingOf,
  sendEvent,
  verified,
} from '../support/outgoing';
import { startReceiver, type Receiver } from '../support/receiver';
import { startSiteForSuite } from '../support/site-with-receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const NOTE = 'api::note.note';
const PING = 'integration-builder.ping';

everyDatabase('delivery to an endpoint', (client) => {
  let running: RunningStrapi;
  let receiver: Receiver;

  startSiteForSuite(
    { client, config: { webhooks: { retrySchedule: [150, 150, 150], jitter: 0 } } },
    (site) => {
      ({ running, receiver } = site);
    },
  );

  it('keeps to the rate limit', async () => {
    await createEndpoint(running, receiver.url(), { rateLimit: 5 });
    for (let n = 0; n < 8; n += 1) await sendEvent(running);
    const requests = await receiver.waitFor(8);
    const times = requests.map(({ receivedAt }) => receivedAt);
    // Eight requests take seven intervals of 200 ms, less what the first is held up by on a busy machine; without a limit
    // they come at once. How exact the slots are is tested by themselves.
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(900);
  });

  it('keeps the order of an ordered endpoint while its receiver fails now and then', async () => {
    await createEndpoint(running, receiver.url(), { isOrdered: true });
    let count = 0;
    receiver.answer('/', () => ({ status: (count += 1) % 2 === 1 ? 500 : 200 }));
    for (let n = 0; n < 4; n += 1) await sendEvent(running, 'order.paid', { n });
    const requests = await receiver.waitFor(8);
    const order = requests.map(({ body }) => JSON.parse(body.toString()).data.n);
    expect(order).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  });

  it('waits while the endpoint is turned off and goes on when it is turned on again', async () => {
    receiver.answer('/', { status: 500 });
    const { id } = await createEndpoint(running, receiver.url());
    await sendEvent(running, 'order.paid', { n: 'before' });
    await receiver.waitFor(1);
    await changeEndpoint(running, id, { isActive: false });
    // What is under way when the switch is turned may still end.
    await eventually(async () => (await readEndpoint(running, id)).pendingCount === 1);
    await new Promise((resolve) => setTimeout(resolve, 700));
    receiver.requests.length = 0;
    receiver.answer('/', { status: 200 });
    await sendEvent(running, 'order.paid', { n: 'meanwhile' });
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(receiver.requests).toHaveLength(0);

    await changeEndpoint(running, id, { isActive: true });
    await receiver.waitFor(1);
    await eventually(async () => (await readEndpoint(running, id)).pendingCount === 0);
    const numbers = receiver.requests.map(({ body }) => JSON.parse(body.toString()).data.n);
    expect(numbers).toEqual(['before']);
  });

  it('is turned off by 410, says why, and forgets it when turned on again', async () => {
    receiver.answer('/', { status: 410 });
    const { id } = await createEndpoint(running, receiver.url());
    await sendEvent(running);
    const gone = await eventually(async () => {
      const endpoint = await readEndpoint(running, id);
      return !endpoint.isActive && endpoint;
    });
    expect(gone).toMatchObject({ disabledReason: 'gone', disabledAt: expect.any(String) });
    expect(await changeEndpoint(running, id, { isActive: true })).toMatchObject({
      isActive: true,
      disabledReason: null,
      disabledAt: null,
      failingSince: null,
    });
  });

  it('stays on where a 410 comes late, of an address that was changed meanwhile', async () => {
    receiver.answer('/old', { status: 410, delayMs: 400 });
    const { id } = await createEndpoint(running, receiver.url('/old'));
    await sendEvent(running);
    await receiver.waitFor(1);
    await changeEndpoint(running, id, { url: receiver.url('/new') });
    await eventually(async () => (await readEndpoint(running, id)).pendingCount === 0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await readEndpoint(running, id)).toMatchObject({ isActive: true, disabledReason: null });
  });

  it('stays on where it was turned on again while the last 410 was on its way', async () => {
    let count = 0;
    receiver.answer('/', () => ({ status: 410, delayMs: (count += 1) === 1 ? 50 : 600 }));
    const { id } = await createEndpoint(running, receiver.url());
    await Promise.all([sendEvent(running), sendEvent(running)]);
    await receiver.waitFor(2);
    await eventually(async () => !(await readEndpoint(running, id)).isActive);
    await changeEndpoint(running, id, { isActive: true });
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(await readEndpoint(running, id)).toMatchObject({ isActive: true, disabledReason: null });
  });

  it.each([7, 600])('takes its slots exactly where %i come in a second', async (perSecond) => {
    const now = Date.now();
    const storeAt = (at: number) => createRateLimitStore(running.strapi, String(at));
    const name = `slots-${perSecond}`;
    for (let n = 0; n <= 60; n += 1) {
      const waitMs = await storeAt(now).takeSlot(name, perSecond);
      // Half a microsecond a slot, and what is lost where a time of today is held in milliseconds.
      expect(Math.abs(waitMs - (n * 1000) / perSecond)).toBeLessThan(n * 0.0005 + 0.001);
    }
    expect(await storeAt(now + 60_000).takeSlot(name, perSecond)).toBe(0);
    // The clock was set back by an hour.
    expect(await storeAt(now - 3_600_000).takeSlot(name, perSecond)).toBe(0);
  });

  describe('trying out', () => {
    let endpoint: Endpoint & { secret: string };

    beforeEach(async () => {
      endpoint = await createEndpoint(running, receiver.url());
    });

    const post = (action: string, body: object = {}) =>
      running.http.post(`${ENDPOINTS}/${endpoint.id}/${action}`).send(body);
    const test = async (): Promise<DeliveryDetail> => (await post('test').expect(200)).body.data;

    it('sends a ping and answers with what the receiver said', async () => {
      receiver.answer('/', { status: 202, body: 'pong' });
      const answer = await test();
      expect(answer).toMatchObject({ state: 'succeeded', trigger: 'test', lastStatusCode: 202 });
      expect(answer.attempts).toMatchObject([{ number: 1, responseBody: 'pong' }]);
      const [request] = receiver.requests;
      const event = request && verified(request, endpoint.secret);
      expect(event).toMatchObject({ type: PING, data: { success: true } });
    });

    it('ends the talk of a failing receiver as soon as it answers again', async () => {
      receiver.answer('/', { status: 503, headers: { 'retry-after': '3600' } });
      await sendEvent(running);
      const failingSince = async () =>
        (await running.http.get(`${ENDPOINTS}/${endpoint.id}`).expect(200)).body.data.failingSince;
      await eventually(async () => (await failingSince()) !== null);
      receiver.answer('/', { status: 200 });
      await test();
      expect(await failingSince()).toBeNull();
    });

    it('tells of a receiver that fails or is not there, and does not try again', async () => {
      receiver.answer('/', { status: 500 });
      expect(await test()).toMatchObject({ state: 'failed', lastStatusCode: 500 });
      receiver.answer('/', { fault: 'reset' });
      const broken = await test();
      expect(broken).toMatchObject({ state: 'failed', lastStatusCode: null });
      expect(broken.attempts[0]?.errorMessage).toEqual(expect.any(String));
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(receiver.requests).toHaveLength(2);
    });

    it('works for an endpoint that is turned off', async () => {
      await changeEndpoint(running, endpoint.id, { isActive: false });
      expect(await test()).toMatchObject({ state: 'succeeded' });
    });

    it('goes past what waits at an ordered endpoint', async () => {
      const log = deliveryLogOf(running, endpoint.id);
      await changeEndpoint(running, endpoint.id, { isOrdered: true });
      receiver.answer('/', ({ body }) =>
        body.toString().includes(PING)
          ? { status: 200 }
          : { status: 503, headers: { 'retry-after': '3600' } },
      );
      await sendEvent(running);
      await log.waitingAfterOneTry();
      expect(await test()).toMatchObject({ state: 'succeeded', attemptCount: 1 });
      const { data } = await log.page();
      expect(data.map(({ trigger, state }) => `${trigger} ${state}`)).toEqual([
        'test succeeded',
        'send pending',
      ]);
    });

    it('does not hold up an ordered endpoint', async () => {
      await changeEndpoint(running, endpoint.id, { isOrdered: true });
      receiver.answer('/', ({ body }) =>
        body.toString().includes(PING) ? { status: 200, delayMs: 2_000 } : { status: 200 },
      );
      const answer = test();
      const [ping] = await receiver.waitFor(1);
      await sendEvent(running);
      const [, event] = await receiver.waitFor(2);
      expect((event?.receivedAt ?? 0) - (ping?.receivedAt ?? 0)).toBeLessThan(2_000);
      expect(JSON.parse(String(event?.body))).toMatchObject({ type: 'order.paid' });
      expect(await answer).toMatchObject({ state: 'succeeded', attemptCount: 1 });
      expect(receiver.requests).toHaveLength(2);
    });

    it('sends the example of every event that there is', async () => {
      const { body } = await running.http.get(`${OUTGOING}/event-types`).expect(200);
      const patterns = (body.data as { name: string; group: string }[]).map(({ name, group }) =>
        group.includes('::') ? `${name}:${group}` : name,
      );
      expect(patterns.length).toBeGreaterThan(20);
      for (const eventType of patterns) {
        const answer = await post('example', { eventType }).expect(200);
        expect(answer.body.data).toMatchObject({
          eventType: eventType.split(':')[0],
          trigger: 'example',
        });
      }
      const requests = await receiver.waitFor(patterns.length);
      const types = requests.map((request) => verified(request, endpoint.secret).type);
      expect(types.sort()).toEqual(patterns.map((pattern) => pattern.split(':')[0]).sort());
    });

    it.each([
      'entry.explode:api::note.note',
      'entry.create',
      'entry.create:api::no.no',
      'constructor',
      'media.explode',
      'entry.publish:api::note.note',
      'entry.create:plugin::upload.file',
      'order.paid',
    ])('has no example of "%s"', async (eventType) => {
      const { status, body } = await post('example', { eventType });
      expect([status, body.error.details.code]).toEqual([400, 'unknown-event-type']);
    });

    it('sends no example to an endpoint that is turned off', async () => {
      await changeEndpoint(running, endpoint.id, { isActive: false });
      const { status, body } = await post('example', {
        eventType: PING,
      });
      expect([status, body.error.details.code]).toEqual([400, 'endpoint-inactive']);
    });
  });

  describe('deletion', () => {
    it('says before and after how many waiting deliveries it ends', async () => {
      receiver.answer('/', { status: 503, headers: { 'retry-after': '3600' } });
      const { id } = await createEndpoint(running, receiver.url());
      for (let n = 0; n < 3; n += 1) await sendEvent(running);
      await receiver.waitFor(3);
      const pending = await eventually(async () => {
        const rows = await running.http.get(
          `${OUTGOING}/deliveries?endpointId=${id}&state=pending`,
        );
        return rows.body.data.length === 3 && rows.body.data;
      });
      expect(pending).toHaveLength(3);
      const impact = await running.http.get(`${ENDPOINTS}/${id}/impact`).expect(200);
      expect(impact.body.data).toEqual({ pendingCount: 3 });

      const deleted = await running.http.delete(`${ENDPOINTS}/${id}`).expect(200);
      expect(deleted.body.data).toEqual({ id, cancelledCount: 3 });
      await running.http.get(`${ENDPOINTS}/${id}`).expect(404);
      const log = await running.http.get(`${OUTGOING}/deliveries?endpointId=${id}`).expect(200);
      const states = log.body.data.map(({ state }: { state: string }) => state);
      expect(states).toEqual(['cancelled', 'cancelled', 'cancelled']);

      const detail = await running.http.get(`${OUTGOING}/deliveries/${log.body.data[0].id}`);
      expect(detail.status).toBe(200);
      expect(detail.body.data.attempts).toHaveLength(1);
    });

    it('leaves nothing waiting of what was under way', async () => {
      receiver.answer('/', { status: 500, delayMs: 400 });
      const { id } = await createEndpoint(running, receiver.url());
      await sendEvent(running);
      await receiver.waitFor(1);
      await running.http.delete(`${ENDPOINTS}/${id}`).expect(200);
      await eventually(async () => {
        const log = await running.http.get(`${OUTGOING}/deliveries?endpointId=${id}`);
        await outgoingOf(running).upkeep.run();
        return log.body.data[0].state === 'cancelled';
      });
      expect(receiver.requests).toHaveLength(1);
    });

    it('does not end those to an endpoint that is made while deleted ones are looked for', async () => {
      const { strapi } = running;
      const first = await createEndpoint(running, receiver.url());
      await sendEvent(running);
      await receiver.waitFor(1);
      await running.http.delete(`${ENDPOINTS}/${first.id}`).expect(200);
      // What is read of the endpoints must not be older than what is read of the deliveries.
      const statements: string[] = [];
      const listener = ({ sql }: { sql: string }) => statements.push(sql);
      strapi.db.connection.on('query', listener);
      const deleted = await createEndpointActivityStore(strapi).findDeleted();
      strapi.db.connection.off('query', listener);
      const lastOf = (pattern: RegExp) => statements.findLastIndex((sql) => pattern.test(sql));
      const ofDeliveries = lastOf(/^(select distinct|with recursive) .*ib_webhook_deliveries/);
      expect(deleted).toContain(first.id);
      expect(ofDeliveries).toBeGreaterThanOrEqual(0);
      expect(lastOf(/^select .id. from .*ib_webhook_endpoints.$/)).toBeGreaterThan(ofDeliveries);
    });

    it('ends the sending again that is under way', async () => {
      const { id } = await createEndpoint(running, receiver.url());
      await sendEvent(running);
      await receiver.waitFor(1);
      const { replays, endpoints } = outgoingOf(running);
      const from = new Date(Date.now() - 60_000).toISOString();
      const { id: replayId } = await replays.start(id, { kind: 'replay', from });
      await endpoints.delete(id);
      const replay = await eventually(async () => {
        const found = await replays.findOne(replayId);
        return found.state !== 'running' && found;
      });
      expect(['cancelled', 'finished']).toContain(replay.state);
      const { data } = await outgoingOf(running).deliveries.findPage({ endpointId: id });
      expect(data.filter(({ state }) => state === 'pending')).toEqual([]);
    });
  });
});

everyDatabase('an instance without workers', (client) => {
  it('tests an endpoint and leaves everything else to the workers', async () => {
    const receiver = await startReceiver();
    const running = await startStrapi({ client, config: { workers: false } });
    const { id } = await createEndpoint(running, receiver.url());
    const { body } = await running.http.post(`${OUTGOING}/endpoints/${id}/test`).expect(200);
    expect(body.data).toMatchObject({ state: 'succeeded' });
    const status = await running.http.get(`${OUTGOING}/status`).expect(200);
    expect(status.body.data).toMatchObject({ isWorker: false, isEncryptionReady: true });
    const tasks = running.strapi.cron.jobs.map(({ name }) => name);
    expect(tasks.filter((name) => name?.startsWith('integration-builder:'))).toEqual([]);

    await running.strapi.documents(NOTE).create({ data: aNote() });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(receiver.requests).toHaveLength(1);
    const log = await running.http.get(`${OUTGOING}/deliveries?endpointId=${id}`);
    expect(log.body.data).toMatchObject([{ state: 'pending' }, { state: 'succeeded' }]);
    await running.stop();
    await receiver.stop();
  });
});
