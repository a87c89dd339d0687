import { Agent, request } from 'node:http';

import { createSource, eventsTable } from '../support/incoming';
import { heldMemory } from '../support/memory';
import { connectRaw } from '../support/raw-connection';
import { createRandomRequests, type RandomRequest } from '../support/random-requests';
import { chosenSeed, seededRandom } from '../support/seeded-random';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { vendorEvents } from '../support/vendor-events/vendor-events';

const COUNT = process.env.LONG_TESTS ? 100_000 : 5_000;
const SENDERS = 64;
const PAYLOAD_LIMIT = 100_000;
/** What a source keeps of what it refused. */
const KEPT_REFUSALS = 100;

const seed = chosenSeed();

describe(`${COUNT} requests of strangers (TEST_SEED=${seed})`, () => {
  let running: RunningStrapi;
  let sourceIds: number[];
  let genuineId: number;
  let next: () => RandomRequest;
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS });

  beforeAll(async () => {
    running = await startStrapi({ config: { webhooks: { payloadLimit: PAYLOAD_LIMIT } } });
    const examples = vendorEvents(running.url, Date.now());
    const vendors = new Map(examples.map((example) => [example.vendorId, example]));
    const sources = [];
    for (const { vendorId, secret, settings } of vendors.values()) {
      sources.push(
        await createSource(running, { slug: vendorId, provider: vendorId, secret, settings }),
      );
    }
    for (const [provider, settings] of [
      ['static-token', { header: 'x-token' }],
      ['basic-auth', {}],
    ] as const) {
      sources.push(await createSource(running, { provider, settings, secret: 'user:password' }));
    }
    const genuine = await createSource(running);
    genuineId = genuine.id;
    sourceIds = [...sources, genuine].map(({ id }) => id);
    next = createRandomRequests({
      random: seededRandom(seed),
      slugs: [...sources, genuine].map(({ slug }) => slug),
      genuineSlug: genuine.slug,
      examples: examples.map((example) => example.request),
    });
  });
  afterAll(async () => {
    agent.destroy();
    await running.stop();
  });

  it('are answered, never with an error of ours, and fill neither memory nor database', async () => {
    const logged = jest.spyOn(running.strapi.log, 'error');
    const statuses = new Map<number, number>();
    const wrong: string[] = [];
    let sent = 0;

    async function sendUntil(count: number): Promise<void> {
      while (sent < count) {
        sent += 1;
        const number = sent;
        const one = next();
        const status = await statusOf(running.url, one, agent);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        const isAsExpected = one.isGenuine ? status === 200 : status >= 200 && status < 500;
        if (!isAsExpected) wrong.push(`${number}: ${status} ${JSON.stringify(one).slice(0, 500)}`);
      }
    }
    const send = (count: number) =>
      Promise.all(Array.from({ length: SENDERS }, () => sendUntil(count)));
    // What is compiled, pooled and cached once is there after the first quarter.
    await send(COUNT / 4);
    const heldAtFirst = await heldMemory();
    await send(COUNT);
    const grownBy = (await heldMemory()) - heldAtFirst;
    const counts = [...statuses].sort().map(([status, count]) => `${count} × ${status}`);
    process.stderr.write(
      `TEST_SEED=${seed}: ${counts.join(', ')}; ${Math.round(grownBy)} MiB more\n`,
    );

    expect(wrong.slice(0, 5)).toEqual([]);
    expect(logged.mock.calls.map(String).slice(0, 5)).toEqual([]);
    expect(grownBy).toBeLessThan(15);
    // All of it was put to the test.
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 401, 404, 413, 415]));
    // What was refused is written down a second later.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const refused = eventsTable(running).where({ state: 'refused' });
    for (const id of sourceIds) {
      const rows = await refused.clone().where({ source_id: id });
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.length).toBeLessThanOrEqual(KEPT_REFUSALS);
    }
    expect(await eventsTable(running).where({ source_id: genuineId, state: 'pending' })).toEqual(
      [],
    );
  }, 600_000);

  it('that are no HTTP end their connection and nothing else', async () => {
    const random = seededRandom(seed + 1);
    const noise = (length: number) =>
      Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
    const head = 'POST /api/integration-builder/in/stripe HTTP/1.1\r\nhost: x\r\n';
    for (let n = 0; n < 200; n += 1) {
      const connection = await connectRaw(running.url);
      if (n % 2 === 0) connection.write(noise(200));
      else
        connection.write(Buffer.concat([Buffer.from(head), noise(100), Buffer.from('\r\n\r\n')]));
      connection.end();
      const answer = await connection.untilClosed();
      expect(answer).not.toMatch(/^HTTP\/1.1 5/);
    }
    let genuine = next();
    while (!genuine.isGenuine) genuine = next();
    expect(await statusOf(running.url, genuine, agent)).toBe(200);
  });
});

/** The status of the answer; 0 where the connection ended without one. */
function statusOf(url: string, { path, headers, body }: RandomRequest, agent: Agent) {
  return new Promise<number>((resolve) => {
    const { hostname, port } = new URL(url);
    const sending = request({ hostname, port, path, method: 'POST', headers, agent }, (answer) => {
      answer.resume();
      answer.on('error', () => resolve(0));
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sending.on('error', () => resolve(0));
    sending.end(body);
  });
}
