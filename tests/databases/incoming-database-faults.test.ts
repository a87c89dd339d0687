import knex, { type Knex } from 'knex';

import { createAppDirectory, type AppDirectory } from '../support/app-directory';
import { startChildStrapi, type ChildStrapi } from '../support/child-strapi';
import type { ScratchDatabase } from '../support/database-servers';
import { createSiteDatabase } from '../support/database-templates';
import { startDatabaseGate, type DatabaseGate } from '../support/database-trouble';
import { everyDatabase } from '../support/databases';
import { aSource, post } from '../support/incoming';
import { eventually } from '../support/outgoing';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

everyDatabase('trouble with the database while receiving', (client) => {
  let scratch: ScratchDatabase;
  let gate: DatabaseGate;
  let app: AppDirectory;
  let db: Knex;
  let child: ChildStrapi;
  let source: { id: number; slug: string };
  let log = '';

  beforeAll(async () => {
    scratch = await createSiteDatabase(client);
    gate = await startDatabaseGate(scratch);
    app = createAppDirectory({ database: gate.strapiConnection });
    db = knex(scratch.knexConfig);
    child = await startChildStrapi(app);
    const keep = (chunk: Buffer) => (log += chunk.toString());
    child.process.stdout?.on('data', keep);
    child.process.stderr?.on('data', keep);
    source = await child.service('incoming', 'sources.create', aSource());
  }, 120_000);
  afterAll(async () => {
    await child?.kill();
    await gate?.stop();
    await db?.destroy();
    app?.remove();
    await scratch?.drop();
  });

  const send = (id: string, signature?: string) =>
    post(child.url, source.slug, { body: { id, type: 'a.b' }, ...(signature && { signature }) });
  /**
   * 0 where the connection ended without an answer, as it may on SQLite: while its driver waits for the lock, nothing is
   * read for 5 s, after which Node ends the connections that it takes for idle.
   */
  const statusOf = async (id: string): Promise<number> => {
    try {
      return (await send(id)).status;
    } catch (error) {
      const { code } = (error as { cause?: { code?: string } }).cause ?? {};
      if (client === 'sqlite' && (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET')) return 0;
      throw error;
    }
  };
  const stored = async (): Promise<string[]> =>
    db('ib_webhook_events')
      .where({ source_id: source.id })
      .whereNotNull('event_id')
      .pluck('event_id');

  it('answers 503 where a write is refused, and stores it when it comes again', async () => {
    // As a database does that is full, or whose rights were changed.
    await refuseWrites(true);
    const answers = await Promise.all(['r1', 'r2', 'r3', 'r4'].map((id) => send(id)));
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
    expect(answers[0]?.headers.get('retry-after')).toBe('5');
    expect(answers[0]?.text).not.toMatch(/sql|insert|ib_|refused by/i);
    // What is not genuine is told so all the same.
    expect((await send('forged', 'ff')).status).toBe(401);
    await refuseWrites(false);
    expect(await stored()).toEqual([]);
    expect(log).toMatch(/Taking in requests of .* failed/);

    for (const id of ['r1', 'r2', 'r3', 'r4']) expect((await send(id)).status).toBe(200);
    expect((await stored()).sort()).toEqual(['r1', 'r2', 'r3', 'r4']);
  });

  it('answers 503 while it is gone, never a 2xx for what is not there, and goes on by itself', async () => {
    const promised = new Set<string>();
    const statuses = new Map<number, number>();
    let isOver = false;
    let count = 0;
    const senders = Array.from({ length: 8 }, async () => {
      while (!isOver) {
        count += 1;
        const id = `e${count}`;
        const status = await statusOf(id);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 200) promised.add(id);
        else await wait(50);
      }
    });
    await wait(500);
    // A connection that is ended while nothing is written troubles nobody.
    for (let n = 0; n < 5 && !statuses.has(503); n += 1) {
      await gate.takeAway(db);
    }
    await wait(500);
    isOver = true;
    await Promise.all(senders);

    expect(child.process.exitCode === null ? 'up' : log).toBe('up');
    expect([...statuses.keys()].filter((status) => ![0, 200, 503].includes(status))).toEqual([]);
    expect(statuses.get(503)).toBeGreaterThan(0);
    expect(promised.size).toBeGreaterThan(20);
    const found = new Set(await stored());
    expect([...promised].filter((id) => !found.has(id))).toEqual([]);
    await eventually(async () => (await send('afterwards')).status === 200);
  }, 60_000);

  /** Makes every insert into the log of events fail, or no more. */
  async function refuseWrites(isRefused: boolean): Promise<void> {
    const statements = {
      sqlite: `CREATE TRIGGER refusing BEFORE INSERT ON ib_webhook_events BEGIN SELECT RAISE(ABORT, 'refused by the test'); END`,
      postgres: `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused by the test'; END $$;
                 CREATE TRIGGER refusing BEFORE INSERT ON ib_webhook_events FOR EACH ROW EXECUTE FUNCTION refuse()`,
      mysql: `CREATE TRIGGER refusing BEFORE INSERT ON ib_webhook_events FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refused by the test'`,
    };
    const removal = `DROP TRIGGER refusing${client === 'postgres' ? ' ON ib_webhook_events' : ''}`;
    await db.raw(isRefused ? statements[client] : removal);
  }
});
