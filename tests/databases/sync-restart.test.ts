import knex, { type Knex } from 'knex';

import { createAppDirectory, type AppDirectory } from '../support/app-directory';
import { startChildStrapi, type ChildStrapi } from '../support/child-strapi';
import { describedAccount, describedHarbour } from '../support/connections';
import { everyDatabase } from '../support/databases';
import type { ScratchDatabase } from '../support/database-servers';
import { createSiteDatabase } from '../support/database-templates';
import { eventually } from '../support/outgoing';
import { startStandIn, type StandIn } from '../support/stand-in';
import { aNoteJob } from '../support/sync';

const NOTE = 'api::note.note';
const CHANGED = 60;
/** Within which interrupted work goes on. */
const RESUMED = { timeoutMs: 60_000, everyMs: 250 };

interface Product {
  id: string;
  name: string;
  stock: number;
}

everyDatabase('a site that is killed while it syncs', (client) => {
  let standIn: StandIn;
  let scratch: ScratchDatabase;
  let app: AppDirectory;
  let db: Knex;
  let site: ChildStrapi;
  let key: string;
  let jobId: number;

  const start = () =>
    startChildStrapi(app, {
      env: { TEST_PROVIDERS: JSON.stringify([describedHarbour(standIn.url)]) },
    });

  beforeAll(async () => {
    standIn = await startStandIn();
    scratch = await createSiteDatabase(client);
    app = createAppDirectory({ database: scratch.strapiConnection });
    db = knex(scratch.knexConfig);
    site = await start();
    ({ access_token: key } = await standIn.control.issueTokens());
    const account = await site.service<{ id: number }>(
      'connections',
      'accounts.create',
      describedAccount(key),
    );
    const job = aNoteJob(account.id, { followsChanges: true, wholeEveryHours: 24 });
    ({ id: jobId } = await site.service<{ id: number }>('sync', 'jobs.create', job));
    await run();
  }, 180_000);
  afterAll(async () => {
    await site?.kill();
    await db?.destroy();
    app?.remove();
    await scratch?.drop();
    await standIn?.stop();
  });

  async function run(): Promise<Record<string, unknown>> {
    const { id } = await site.service<{ id: number }>('sync', 'run', jobId);
    await site.service('sync', 'runs.whenEnded', jobId);
    return site.service('sync', 'runs.find', id);
  }

  async function call(path: string, method = 'GET', changes?: object): Promise<Product> {
    const response = await fetch(`${standIn.url}/api/products/${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(changes && { body: JSON.stringify(changes) }),
    });
    return (await response.json()) as Product;
  }

  it('sends out what was changed before it ended', async () => {
    const { name } = await call('prd_0001');
    const [note] = await db('notes').where({ text: name });
    await site.documents(NOTE, 'update', {
      documentId: note.document_id,
      data: { text: 'Changed before the end' },
    });
    await site.kill();
    site = await start();
    await eventually(
      async () => (await call('prd_0001')).name === 'Changed before the end',
      RESUMED,
    );
    expect(await db('ib_sync_pending_changes')).toEqual([]);
  }, 120_000);

  it('goes on with a listing of what has changed, and misses nothing of it', async () => {
    const ids = Array.from(
      { length: CHANGED },
      (_each, at) => `prd_${String(at + 1).padStart(4, '0')}`,
    );
    for (const id of ids) await call(id, 'PATCH', { stock: 1_000 });
    await standIn.control.setModes({ api: 'slow', slowMs: 700 });
    const { id } = await site.service<{ id: number }>('sync', 'run', jobId);
    const row = () => db('ib_sync_runs').where({ id }).first();
    await eventually(async () => (await row()).position !== null, RESUMED);
    const { listed_at: listedAt, since } = await row();
    expect(Number(since)).toBeGreaterThan(0);
    await site.kill();
    // Of a page that was read already.
    await standIn.control.setModes({ api: 'ok' });
    await call('prd_0001', 'PATCH', { stock: 2_000 });
    site = await start();
    await eventually(async () => (await row()).state === 'completed', RESUMED);
    expect(await row()).toMatchObject({ listed_at: listedAt, since, extent: 'partial' });

    expect(await run()).toMatchObject({ state: 'completed' });
    const stocks = new Map(
      (await db('notes').select('text', 'number')).map(({ text, number }) => [
        text,
        Number(number),
      ]),
    );
    for (const one of ids) {
      const { name, stock } = await call(one);
      expect(stocks.get(name)).toBe(stock);
    }
    expect(await run()).toMatchObject({ counts: { created: 0, updated: 0, failed: 0 } });
  }, 120_000);
});
