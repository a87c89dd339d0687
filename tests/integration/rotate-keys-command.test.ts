import { execFile } from 'node:child_process';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';

import knex, { type Knex } from 'knex';

import { createAppDirectory, type AppDirectory } from '../support/app-directory';
import { CONNECTIONS } from '../support/connections';
import type { ScratchDatabase } from '../support/database-servers';
import { createSiteDatabase } from '../support/database-templates';
import { createEndpoint, outgoingOf } from '../support/outgoing';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi } from '../support/strapi';

const COMMAND = path.resolve(__dirname, '../../bin/integration-builder.mjs');
const MODULE_CACHE = path.resolve(__dirname, '../support/module-cache.cjs');
const HOUR_MS = 3_600_000;
const NEW_KEY = { id: 'new', key: 'the-new-key-of-the-command-tests-00' };

/** Runs the command in a directory to its end. */
function run(cwd: string, ...args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, NODE_OPTIONS: `--require ${MODULE_CACHE}` };
    execFile(process.execPath, [COMMAND, ...args], { cwd, env }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr });
    });
  });
}

describe('the command that rotates keys', () => {
  let scratch: ScratchDatabase;
  let app: AppDirectory;
  let db: Knex;
  let receiver: Receiver;
  beforeAll(async () => {
    receiver = await startReceiver();
    scratch = await createSiteDatabase('sqlite');
    // Without workers, so that something is left to be delivered.
    const config = { workers: false };
    app = createAppDirectory({ database: scratch.strapiConnection, config });
    db = knex(scratch.knexConfig);
    const running = await startStrapi({ app });
    await createEndpoint(running, receiver.url(), { eventTypes: ['site.event'] });
    await outgoingOf(running).send({ type: 'site.event', data: {} });
    await running.http
      .post(`${CONNECTIONS}/accounts`)
      .send({
        provider: 'api-key',
        auth: 'api-key',
        settings: { baseUrl: receiver.url(), probePath: '/me' },
        credentials: { key: 'a-key-of-the-command-tests' },
      })
      .expect(201);
    await running.stop();
  });
  afterAll(async () => {
    await db?.destroy();
    await receiver?.stop();
    app?.remove();
    await scratch?.drop();
  });

  /** The ids of the keys that secrets are under; see `envelope.ts`. */
  const keyIds = async () =>
    [
      ...(await db('ib_webhook_endpoints').pluck('secrets')),
      ...(await db('ib_connections').pluck('credentials')),
    ].map((envelope: string) => envelope.split('.')[1]);

  it('says what it can do, and that there is nothing of the name', async () => {
    const help = await run(tmpdir(), '--help');
    expect(help).toMatchObject({ code: 0, output: expect.stringMatching(/rotate-keys +encrypts/) });
    const unknown = await run(tmpdir(), 'rotate');
    expect(unknown).toMatchObject({ code: 2, output: expect.stringContaining('"rotate"') });
    expect(unknown.output).toContain('rotate-keys');
  });

  it('does nothing where there is no site', async () => {
    const { code, output } = await run(tmpdir(), 'rotate-keys');
    expect(code).toBe(2);
    expect(output).toContain(`There is no Strapi site in ${tmpdir()}. Run this in the directory`);
    expect(output).not.toMatch(/\n\s+at /);
  });

  it('says so where there is no key', async () => {
    app.configure({ encryptionKey: null, config: {} });
    const { code, output } = await run(app.path, 'rotate-keys');
    expect(code).toBe(1);
    expect(output).toContain('There is no encryption key');
    expect(output).not.toMatch(/\n\s+at /);
    expect(await keyIds()).toEqual(['strapi', 'strapi']);
  });

  it('encrypts everything anew, delivers nothing meanwhile, and has nothing to do the next time', async () => {
    app.configure({ config: { encryption: { keys: [NEW_KEY] } } });
    // Of a process that is gone: whoever works here would take it over at once.
    const lease = { lease_owner: `${hostname()}:${2 ** 30}:aa`, lease_until: Date.now() + HOUR_MS };
    await db('ib_webhook_deliveries').update({ state: 'running', ...lease });
    receiver.requests.length = 0;
    const first = await run(app.path, 'rotate-keys');
    expect(first.output).toContain('2 of 2 secrets were encrypted anew with the key "new".');
    expect(first.output).toContain('the older ones can be taken out of the configuration');
    expect(first.code).toBe(0);
    expect(await keyIds()).toEqual(['new', 'new']);
    const second = await run(app.path, 'rotate-keys');
    expect(second.output).toContain('Nothing to do: all 2 secrets are encrypted with the key');
    expect(second.code).toBe(0);
    expect(receiver.requests).toEqual([]);
    expect(await db('ib_webhook_deliveries').pluck('state')).toEqual(['running']);
  });

  it('keeps what no key can read, and says so', async () => {
    app.configure({
      encryptionKey: 'another-encryption-key-of-the-tests',
      config: { encryption: { keys: [{ id: 'newer', key: NEW_KEY.key }] } },
    });
    const { code, output } = await run(app.path, 'rotate-keys');
    expect(code).toBe(1);
    expect(output).toContain('2 can be read with none of the configured keys and stay');
    expect(await keyIds()).toEqual(['new', 'new']);
  });
});
