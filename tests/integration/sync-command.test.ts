import { execFile } from 'node:child_process';
import path from 'node:path';

import knex, { type Knex } from 'knex';

import { createAppDirectory, type AppDirectory } from '../support/app-directory';
import { startChildStrapi } from '../support/child-strapi';
import { describedAccount, describedHarbour } from '../support/connections';
import type { ScratchDatabase } from '../support/database-servers';
import { createSiteDatabase } from '../support/database-templates';
import { startStandIn, type StandIn } from '../support/stand-in';
import { aNoteJob } from '../support/sync';

const COMMAND = path.resolve(__dirname, '../../bin/integration-builder.mjs');
const MODULE_CACHE = path.resolve(__dirname, '../support/module-cache.cjs');
const HOUR_MS = 3_600_000;

describe('the command that runs a sync job', () => {
  let standIn: StandIn;
  let scratch: ScratchDatabase;
  let app: AppDirectory;
  let db: Knex;
  let env: Record<string, string>;
  let jobId: number;
  beforeAll(async () => {
    standIn = await startStandIn();
    scratch = await createSiteDatabase('sqlite');
    app = createAppDirectory({ database: scratch.strapiConnection });
    db = knex(scratch.knexConfig);
    env = { TEST_PROVIDERS: JSON.stringify([describedHarbour(standIn.url)]) };
    const site = await startChildStrapi(app, { env });
    const { access_token: key } = await standIn.control.issueTokens();
    const account = await site.service<{ id: number }>(
      'connections',
      'accounts.create',
      describedAccount(key),
    );
    ({ id: jobId } = await site.service<{ id: number }>(
      'sync',
      'jobs.create',
      aNoteJob(account.id),
    ));
    await site.stop();
  });
  afterAll(async () => {
    await db?.destroy();
    app?.remove();
    await scratch?.drop();
    await standIn?.stop();
  });

  /** Runs the command in the site to its end. */
  const sync = (...args: string[]): Promise<{ code: number; output: string }> =>
    new Promise((resolve) => {
      const environment = { ...process.env, ...env, NODE_OPTIONS: `--require ${MODULE_CACHE}` };
      const options = { cwd: app.path, env: environment };
      execFile(process.execPath, [COMMAND, 'sync', ...args], options, (error, stdout, stderr) => {
        resolve({ code: Number(error?.code ?? 0), output: stdout + stderr });
      });
    });
  const notes = () => db('notes').pluck('text');

  it('says with --preview what a run would do, and does nothing', async () => {
    const { code, output } = await sync('Products as notes', '--preview');
    expect(output).toMatch(/Products as notes, run \d+ \(preview\): done/);
    expect(output).toMatch(/to create +120/);
    expect(code).toBe(0);
    expect(await notes()).toEqual([]);
  });

  it('runs a job to its end, and says what came of it', async () => {
    const { code, output } = await sync(String(jobId));
    expect(output).toMatch(/looked at +120\n +created +120\n +changed +0/);
    expect(code).toBe(0);
    expect(await notes()).toHaveLength(120);
  });

  it('begins nothing where there is no such job, or another process works on it', async () => {
    const unknown = await sync('Nobody knows');
    expect(unknown.code).toBe(2);
    expect(unknown.output).toContain('There is no sync job "Nobody knows".');
    expect(unknown.output).toMatch(/\d+ +Products as notes/);
    await db('ib_leases')
      .where({ name: `sync:${jobId}` })
      .update({ owner: 'the site', expires_at: Date.now() + HOUR_MS });
    const busy = await sync(String(jobId));
    expect(busy.code).toBe(2);
    expect(busy.output).toContain(
      '"Products as notes" is running already: run 2 has looked at 120',
    );
    expect(busy.output).not.toMatch(/\n\s+at /);
    await db('ib_leases')
      .where({ name: `sync:${jobId}` })
      .update({ expires_at: 0 });
  });

  it('tells of a run that did not come to its end', async () => {
    await standIn.control.setModes({ api: 'error-500' });
    const { code, output } = await sync(String(jobId));
    expect(output).toContain('broken off; the site goes on with it');
    expect(code).toBe(1);
  });
});
