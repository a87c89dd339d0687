import knex, { type Knex } from 'knex';

import { createAppDirectory, type AppDirectory } from '../support/app-directory';
import { startChildStrapi, type ChildStrapi } from '../support/child-strapi';
import { connectHarbour, genericHarbour } from '../support/connections';
import type { ScratchDatabase } from '../support/database-servers';
import { createSiteDatabase } from '../support/database-templates';
import { everySharedDatabase } from '../support/databases';
import { startStandIn, type StandIn } from '../support/stand-in';

const CALLERS = 100;

everySharedDatabase('renewing a token by two instances on one database', (client) => {
  let scratch: ScratchDatabase;
  let app: AppDirectory;
  let db: Knex;
  let standIn: StandIn;
  let instances: ChildStrapi[];
  let connectionId: number;

  beforeAll(async () => {
    standIn = await startStandIn();
    scratch = await createSiteDatabase(client);
    app = createAppDirectory({ database: scratch.strapiConnection });
    db = knex(scratch.knexConfig);
    const one = await startChildStrapi(app);
    instances = [one, await startChildStrapi(app)];
    const http = await one.signIn();
    ({ id: connectionId } = await connectHarbour(
      { url: one.url, http },
      genericHarbour(standIn.url),
    ));
  }, 120_000);
  afterAll(async () => {
    await Promise.all((instances ?? []).map((instance) => instance.kill()));
    await db?.destroy();
    app?.remove();
    await scratch?.drop();
    await standIn?.stop();
  });

  it(`makes one request for ${CALLERS} callers in each, and nothing is revoked`, async () => {
    for (let round = 1; round <= 2; round += 1) {
      await db('ib_connections')
        .where({ id: connectionId })
        .update({ expires_at: Date.now() - 1_000 })
        .increment('revision', 1);
      await new Promise((resolve) => setTimeout(resolve, 700));
      const tokens = await Promise.all(
        instances.flatMap((instance) =>
          Array.from({ length: CALLERS }, () =>
            instance.service<string>('connections', 'getValidAccessToken', connectionId),
          ),
        ),
      );
      const { tokenRequests, familiesRevoked } = await standIn.control.counters();
      expect(new Set(tokens).size).toBe(1);
      expect(tokenRequests.refresh_token).toBe(round);
      expect(familiesRevoked).toBe(0);
    }
  });

  it('killed between the answer and the storing recovers by asking for a reconnection, and does not loop', async () => {
    const [one, two] = instances as [ChildStrapi, ChildStrapi];
    await standIn.control.setModes({ tokenEndpoint: 'slow', slowMs: 3_000 });
    await db('ib_connections')
      .where({ id: connectionId })
      .update({ expires_at: Date.now() - 1_000 })
      .increment('revision', 1);
    await new Promise((resolve) => setTimeout(resolve, 700));
    const before = (await standIn.control.counters()).tokenRequests.refresh_token;
    const lost = one.service('connections', 'getValidAccessToken', connectionId).catch(() => null);
    while ((await standIn.control.counters()).tokenRequests.refresh_token === before) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // The refresh token is used up, and what took its place is on its way.
    await one.kill();
    await lost;
    await standIn.control.setModes({ tokenEndpoint: 'ok' });
    // The lease of the dead one runs out by itself, and is waited for; unless there is time, it is over at once.
    if (!process.env.LONG_TESTS) await db('ib_leases').update({ expires_at: 0 });
    const refusals = await Promise.all(
      Array.from({ length: 20 }, () =>
        two.service('connections', 'getValidAccessToken', connectionId).then(
          () => 'a token',
          () => 'refused',
        ),
      ),
    );
    expect(new Set(refusals)).toEqual(new Set(['refused']));
    const row = await db('ib_connections').where({ id: connectionId }).first();
    expect(row.status).toBe('needs-reauthorization');
    const asked = (await standIn.control.counters()).tokenRequests.refresh_token;
    expect(asked - before).toBe(2);
    await two.service('connections', 'getValidAccessToken', connectionId).catch(() => null);
    expect((await standIn.control.counters()).tokenRequests.refresh_token).toBe(asked);
  });
});
