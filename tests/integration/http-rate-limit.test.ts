import type { ConnectionsService } from '../../server/src/connections/connections-service';
import { addHarbour, connectHarbour } from '../support/connections';
import { startStandIn, type StandIn } from '../support/stand-in';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const LIMIT = { calls: 10, perMs: 1_000 };
const CALLERS = 50;
const SECONDS = 60;

let standIn: StandIn;
let running: RunningStrapi;
beforeAll(async () => {
  standIn = await startStandIn();
  running = await startStrapi();
  await addHarbour(running, standIn, { rateLimit: LIMIT });
});
afterAll(async () => {
  await running?.stop();
  await standIn?.stop();
});

it(
  `${CALLERS} callers for ${SECONDS} s never meet the limit of a service, and use most of it`,
  async () => {
    const { id } = await connectHarbour(running);
    const service: ConnectionsService = running.strapi
      .plugin('integration-builder')
      .service('connections');
    const client = await service.client(id);
    await standIn.control.setModes({ rateLimit: LIMIT });
    const { apiCalls } = await standIn.control.counters();

    const end = Date.now() + SECONDS * 1_000;
    let answered = 0;
    const callUntilEnd = async () => {
      while (Date.now() < end) {
        // Whoever is last in the queue waits for all the others.
        const options = { timeoutMs: (SECONDS + 60) * 1_000, retries: 0, cache: false };
        expect((await client.get('/me', options)).status).toBe(200);
        answered += 1;
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, callUntilEnd));
    const counters = await standIn.control.counters();
    expect(counters.rateLimited).toBe(0);
    expect(counters.apiCalls - apiCalls).toBe(answered);
    // Nine of ten are used, less the time that an answer takes.
    expect(answered).toBeGreaterThan(SECONDS * 6);
  },
  (SECONDS + 60) * 1_000,
);

it('calls wait for the reset that a service tells of, where it allows less than is known', async () => {
  const headers = {
    remaining: 'X-RateLimit-Remaining',
    reset: 'X-RateLimit-Reset',
    resetAs: 'epoch-seconds',
  } as const;
  const rateLimit = { calls: 20, perMs: 1_000, headers };
  await addHarbour(running, standIn, { id: 'telling-harbour', rateLimit });
  const { id } = await connectHarbour(running, { provider: 'telling-harbour' });
  const service: ConnectionsService = running.strapi
    .plugin('integration-builder')
    .service('connections');
  const client = await service.client(id);
  // In a window of two seconds the service takes half of what is thought.
  await standIn.control.setModes({ rateLimit: { calls: 10, perMs: 2_000 } });
  const { apiCalls, rateLimited } = await standIn.control.counters();
  const statuses: number[] = [];
  const startedAt = performance.now();
  for (let n = 0; n < 14; n += 1) {
    statuses.push((await client.get('/me', { retries: 0, cache: false })).status);
  }
  expect(new Set(statuses)).toEqual(new Set([200]));
  const counters = await standIn.control.counters();
  expect(counters.apiCalls - apiCalls).toBe(14);
  expect(counters.rateLimited).toBe(rateLimited);
  // It went on after the first reset.
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});
