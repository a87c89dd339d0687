import knex, { type Knex } from 'knex';

import { createAppDirectory, type AppDirectory } from '../support/app-directory';
import { anEndpoint } from '../support/builders';
import { startChildStrapi, type ChildStrapi } from '../support/child-strapi';
import type { ScratchDatabase } from '../support/database-servers';
import { createSiteDatabase } from '../support/database-templates';
import { startDatabaseGate, type DatabaseGate } from '../support/database-trouble';
import { everyDatabase } from '../support/databases';
import { eventually } from '../support/outgoing';
import { startReceiver, type Receiver } from '../support/receiver';

everyDatabase('trouble with the database while delivering', (client) => {
  let scratch: ScratchDatabase;
  let gate: DatabaseGate;
  let app: AppDirectory;
  let db: Knex;
  let receiver: Receiver;
  let child: ChildStrapi;
  let log = '';

  beforeAll(async () => {
    scratch = await createSiteDatabase(client);
    gate = await startDatabaseGate(scratch);
    app = createAppDirectory({
      database: gate.strapiConnection,
      config: { webhooks: { retrySchedule: [200], retryAttempts: 3 }, queue: { concurrency: 32 } },
    });
    db = knex(scratch.knexConfig);
    receiver = await startReceiver();
    receiver.answer('/', { status: 200, delayMs: 20 });
    child = await startChildStrapi(app);
    const keep = (chunk: Buffer) => (log += chunk.toString());
    child.process.stdout?.on('data', keep);
    child.process.stderr?.on('data', keep);
    await child.service(
      'outgoing',
      'endpoints.create',
      anEndpoint(receiver.url(), { eventTypes: ['site.event'] }),
    );
  }, 120_000);
  afterAll(async () => {
    await child?.kill();
    await gate?.stop();
    await receiver?.stop();
    await db?.destroy();
    app?.remove();
    await scratch?.drop();
  });

  it('costs no delivery, and sends none twice: it goes on by itself', async () => {
    const committed = new Set<string>();
    let isOver = false;
    let refused = 0;
    const failures = () => log.match(/trying again until it works/g)?.length ?? 0;
    const writers = [1, 2, 3, 4].map(async () => {
      while (!isOver) {
        try {
          // Not an entry: Strapi reads it again for its own webhooks, unawaited, and dies where that read fails.
          const event = { type: 'site.event', data: {} };
          const sent = await child.service<{ messageId: string }>('outgoing', 'send', event);
          committed.add(sent.messageId);
        } catch (error) {
          // The caller is told; whether it was stored is then open.
          if (String(error).includes('has ended')) throw error;
          refused += 1;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
    });
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

    await wait(500);
    await gate.takeAway(db);
    const overAt = Date.now();
    await wait(500);
    isOver = true;
    await Promise.all(writers).catch(() => {});

    expect(child.process.exitCode === null ? 'up' : log).toBe('up');
    expect(refused + failures()).toBeGreaterThan(0);
    expect(committed.size).toBeGreaterThan(20);
    const arrivals = () => receiver.requests.map(({ headers }) => headers['webhook-id']);
    await eventually(
      async () => {
        const came = new Set<unknown>(arrivals());
        const rows = await db('ib_webhook_deliveries').whereNot({ state: 'succeeded' });
        return rows.length === 0 && [...committed].every((id) => came.has(id));
      },
      { timeoutMs: 60_000, everyMs: 250, what: 'the arrival of every committed entry' },
    );
    expect(Date.now() - overAt).toBeLessThan(60_000);
    // What was sent while its result could not be written is remembered until it can.
    expect(arrivals()).toHaveLength(new Set(arrivals()).size);
    const [attempts] = await db('ib_webhook_attempts').count({ count: '*' });
    expect(Number(attempts?.count)).toBe(arrivals().length);
    const http = await child.signIn();
    await http.get('/integration-builder/outgoing/endpoints').expect(200);
    // The failures of one step are one line until it works again, not one line each.
    expect(failures()).toBeLessThan(40);
  }, 120_000);
});
