import knex, { type Knex } from 'knex';

import type { EndpointInput } from '../../server/src/outgoing/contracts';
import { createAppDirectory, type AppDirectory } from '../support/app-directory';
import { anEndpoint } from '../support/builders';
import { startChildStrapi, type ChildStrapi } from '../support/child-strapi';
import type { ScratchDatabase } from '../support/database-servers';
import { createSiteDatabase } from '../support/database-templates';
import { everySharedDatabase } from '../support/databases';
import { eventually } from '../support/outgoing';
import { startReceiver, type ReceivedRequest, type Receiver } from '../support/receiver';

/** What two processes' clocks and a timer may be apart. */
const CLOCK_GRAIN_MS = 10;

everySharedDatabase('two instances on one database', (client) => {
  let scratch: ScratchDatabase;
  let app: AppDirectory;
  let db: Knex;
  let receiver: Receiver;
  let one: ChildStrapi;
  let two: ChildStrapi;

  beforeAll(async () => {
    scratch = await createSiteDatabase(client);
    app = createAppDirectory({
      database: scratch.strapiConnection,
      config: {
        webhooks: { retrySchedule: [200], retryAttempts: 20 },
        queue: { concurrency: 64 },
      },
    });
    db = knex(scratch.knexConfig);
    receiver = await startReceiver();
    one = await startChildStrapi(app);
    two = await startChildStrapi(app);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([one?.kill(), two?.kill()]);
    await receiver?.stop();
    await db?.destroy();
    app?.remove();
    await scratch?.drop();
  });

  const listen = (path: string, input: Partial<EndpointInput> = {}) =>
    one.service<{ id: number }>(
      'outgoing',
      'endpoints.create',
      anEndpoint(receiver.url(path), { eventTypes: ['site.event'], ...input }),
    );
  const send = (instance: ChildStrapi, n: number) =>
    instance.service<{ messageId: string }>('outgoing', 'send', {
      type: 'site.event',
      data: { n },
    });
  const deliveriesTo = (endpointId: number) =>
    db('ib_webhook_deliveries').where({ endpoint_id: endpointId }).orderBy('id');
  const untilAllDelivered = (endpointId: number, count: number) =>
    eventually(
      async () => {
        const rows = await deliveriesTo(endpointId);
        return rows.length === count && rows.every(({ state }) => state === 'succeeded');
      },
      { timeoutMs: 20_000, everyMs: 100, what: `the success of ${count} deliveries` },
    );
  const numberIn = ({ body }: ReceivedRequest) =>
    (JSON.parse(body.toString()) as { data: { n: number } }).data.n;
  /** Leaves the following tests to themselves. */
  const remove = (...endpoints: { id: number }[]) =>
    Promise.all(endpoints.map(({ id }) => one.service('outgoing', 'endpoints.delete', id)));

  it('deliver every message to every endpoint once, whichever of them recorded it', async () => {
    const paths = ['/a', '/b', '/c'];
    const endpoints = await Promise.all(paths.map((path) => listen(path)));
    const messageIds: string[] = [];
    const sendMany = async (instance: ChildStrapi) => {
      for (let n = 0; n < 25; n += 1) {
        const sent = await Promise.all([1, 2, 3, 4].map(() => send(instance, n)));
        messageIds.push(...sent.map(({ messageId }) => messageId));
      }
    };
    await Promise.all([sendMany(one), sendMany(two)]);
    for (const { id } of endpoints) await untilAllDelivered(id, 200);

    for (const path of paths) {
      const received = receiver.requestsTo(path).map(({ headers }) => headers['webhook-id']);
      expect([...received].sort()).toEqual([...messageIds].sort());
    }
    const rows = await db('ib_webhook_deliveries');
    expect(rows.filter(({ attempts }) => attempts !== 1)).toEqual([]);
    const owners = await db('ib_webhook_attempts').count({ n: '*' });
    expect(Number(owners[0]?.n)).toBe(600);
    await remove(...endpoints);
  }, 60_000);

  it('keep the order of an ordered endpoint, also over failures', async () => {
    let requests = 0;
    receiver.answer('/ordered', () => {
      requests += 1;
      return { status: requests % 9 === 0 ? 500 : 200, delayMs: requests % 3 };
    });
    const endpoint = await listen('/ordered', { isOrdered: true });
    for (let n = 0; n < 60; n += 1) await send(n % 2 === 0 ? one : two, n);
    await untilAllDelivered(endpoint.id, 60);

    const numbers = receiver.requestsTo('/ordered').map(numberIn);
    const firstOfEach = [...new Set(numbers)];
    expect(firstOfEach).toEqual(Array.from({ length: 60 }, (_, n) => n));
    // A failed one is repeated before the next begins.
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    await remove(endpoint);
  }, 60_000);

  it('share the rate limit of an endpoint', async () => {
    const perSecond = 25;
    const endpoint = await listen('/limited', { rateLimit: perSecond });
    const begun = Date.now();
    // At once, so that it is the limit and not their making that keeps them apart.
    await Promise.all(Array.from({ length: 75 }, (_, n) => send(n % 2 === 0 ? one : two, n)));
    await untilAllDelivered(endpoint.id, 75);

    const times = receiver.requestsTo('/limited').map(({ receivedAt }) => receivedAt - begun);
    // However a busy machine bunches them, none comes before its slot.
    times.sort((a, b) => a - b);
    const early = times.filter((time, n) => time < (n * 1_000) / perSecond - CLOCK_GRAIN_MS);
    expect(early).toEqual([]);
    await remove(endpoint);
  }, 60_000);

  it('take over from one that stands still, and its late result counts for nothing', async () => {
    let requests = 0;
    receiver.answer('/still', () => {
      requests += 1;
      return requests === 1 ? { status: 500, delayMs: 300 } : { status: 200 };
    });
    const endpoint = await listen('/still');
    const pause = ({ process }: ChildStrapi) => process.kill('SIGSTOP');
    const proceed = ({ process }: ChildStrapi) => process.kill('SIGCONT');
    // Only the first works now.
    pause(two);
    try {
      await send(one, 1);
      await receiver.waitFor(1, { path: '/still' });
    } finally {
      pause(one);
      proceed(two);
    }
    try {
      const [row] = await deliveriesTo(endpoint.id);
      expect(row).toMatchObject({ state: 'running', attempts: 1 });
      // As if the 45 s of the lease were over.
      await db('ib_webhook_deliveries').where({ id: row.id }).update({ lease_until: 1 });
      await untilAllDelivered(endpoint.id, 1);
    } finally {
      proceed(one);
    }
    // It answers, so it has come round, and has had time to write what it holds.
    await one.service('outgoing', 'status');
    await new Promise((resolve) => setTimeout(resolve, 1_000));

    const [row] = await deliveriesTo(endpoint.id);
    expect(row).toMatchObject({ state: 'succeeded', attempts: 2, last_status_code: 200 });
    const attempts = await db('ib_webhook_attempts').where({ delivery_id: row.id });
    expect(attempts.map(({ status_code }) => status_code)).toEqual([200]);
    const [first, second, ...more] = receiver.requestsTo('/still');
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(more).toEqual([]);
  }, 60_000);
});
