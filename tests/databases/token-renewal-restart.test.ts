import knex, { type Knex } from 'knex';

import { createAppDirectory, type AppDirectory } from '../support/app-directory';
import { startChildStrapi, type ChildStrapi } from '../support/child-strapi';
import { connectHarbour, genericHarbour } from '../support/connections';
import type { ScratchDatabase } from '../support/database-servers';
import { createSiteDatabase } from '../support/database-templates';
import { startStandIn, type StandIn } from '../support/stand-in';

/** As long as the lease of a dead process would last. */
const LEASE_MS = 30_000;

let scratch: ScratchDatabase;
let app: AppDirectory;
let db: Knex;
let standIn: StandIn;
let child: ChildStrapi;

beforeAll(async () => {
  standIn = await startStandIn();
  scratch = await createSiteDatabase('sqlite');
  app = createAppDirectory({ database: scratch.strapiConnection });
  db = knex(scratch.knexConfig);
  child = await startChildStrapi(app);
});
afterAll(async () => {
  await child?.kill();
  await db?.destroy();
  app?.remove();
  await scratch?.drop();
  await standIn?.stop();
});

it('a site that was killed between the answer and the storing of a token asks at its next start to be reconnected, at once and once', async () => {
  const http = await child.signIn();
  const oauth = genericHarbour(standIn.url);
  const { id } = await connectHarbour({ url: child.url, http }, oauth);
  const refreshes = async () => (await standIn.control.counters()).tokenRequests.refresh_token;
  const token = () => child.service<string>('connections', 'getValidAccessToken', id);
  await standIn.control.setModes({ tokenEndpoint: 'slow', slowMs: 3_000 });
  await db('ib_connections')
    .where({ id })
    .update({ expires_at: Date.now() - 1_000 })
    .increment('revision', 1);
  await new Promise((resolve) => setTimeout(resolve, 700));
  const lost = token().catch(() => null);
  while ((await refreshes()) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  // The refresh token is used up, and what took its place is on its way.
  await child.kill();
  await lost;
  await standIn.control.setModes({ tokenEndpoint: 'ok' });
  const lease = await db('ib_leases')
    .where({ name: `token:${id}` })
    .first();
  expect(lease.expires_at).toBeGreaterThan(Date.now());

  child = await startChildStrapi(app);
  const startedAt = performance.now();
  const refusals = await Promise.all(
    Array.from({ length: 20 }, () =>
      token().then(
        () => 'a token',
        ({ message }: Error) => message,
      ),
    ),
  );
  expect(performance.now() - startedAt).toBeLessThan(LEASE_MS / 3);
  expect(new Set(refusals).size).toBe(1);
  expect(refusals[0]).toContain('Reconnect the account.');
  expect(await db('ib_connections').where({ id }).first()).toMatchObject({
    status: 'needs-reauthorization',
  });
  expect(await refreshes()).toBe(2);
  await token().catch(() => null);
  expect(await refreshes()).toBe(2);

  const again = await child.signIn();
  await connectHarbour({ url: child.url, http: again }, { ...oauth, connectionId: id });
  expect(await token()).toEqual(expect.any(String));
});
