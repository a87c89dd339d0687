import type { ConnectionsService } from '../../server/src/connections/connections-service';
import { addHarbour, connectHarbour } from '../support/connections';
import { startStandIn, type StandIn } from '../support/stand-in';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const LIMIT = { calls: 10, perMs: 1_000 };
const CALLERS = 50;
const SECONDS = process.env.LONG_TESTS ? 60 : 8;

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
