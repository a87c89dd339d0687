import knex from 'knex';

import { createAppDirectory } from '../support/app-directory';
import { anEndpoint } from '../support/builders';
import { startChildStrapi } from '../support/child-strapi';
import { createSiteDatabase } from '../support/database-templates';
import { everyDatabase } from '../support/databases';
import { startReceiver } from '../support/receiver';

const DRAIN_MS = 20_000;

everyDatabase('an orderly end (SIGTERM) while deliveries are under way', (client) => {
  it('lets them finish for 20 s at most and gives back the others uncharged', async () => {
    const scratch = await createSiteDatabase(client);
    const app = createAppDirectory({
      database: scratch.strapiConnection,
      // Four at once to a receiver that has not answered yet.
      config: { webhooks: { timeout: 60_000 }, queue: { concurrency: 256 } },
    });
    const receiver = await startReceiver();
    receiver.answer('/slow', { status: 200, delayMs: 2_000 });
    receiver.answer('/hanging', { fault: 'hang' });
    const child = await startChildStrapi(app);
    const listen = (path: string) =>
      child.service<{ id: number }>(
        'outgoing',
        'endpoints.create',
        anEndpoint(receiver.url(path), { eventTypes: ['site.event'] }),
      );
    const slow = await listen('/slow');
    const hanging = await listen('/hanging');
    for (let n = 0; n < 8; n += 1) {
      await child.service('outgoing', 'send', { type: 'site.event', data: { n } });
    }
    await receiver.waitFor(4, { path: '/slow' });
    await receiver.waitFor(4, { path: '/hanging' });

    const startedAt = performance.now();
    await child.stop();
    expect(child.process.exitCode).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(DRAIN_MS + 4_000);

    const db = knex(scratch.knexConfig);
    const rowsOf = (endpointId: number) =>
      db('ib_webhook_deliveries').where({ endpoint_id: endpointId });
    const attempts = await db('ib_webhook_attempts');
    const hung = await rowsOf(hanging.id);
    expect(hung).toHaveLength(8);
    for (const row of hung) {
      expect(row).toMatchObject({
        state: 'pending',
        attempts: 0,
        lease_owner: null,
        lease_losses: 0,
      });
    }
    const slowOnes = await rowsOf(slow.id);
    const finished = slowOnes.filter(({ state }) => state === 'succeeded');
    expect(finished.length).toBeGreaterThanOrEqual(4);
    // What was sent is written down; what was not, was not tried.
    expect(finished).toHaveLength(receiver.requestsTo('/slow').length);
    expect(attempts).toHaveLength(finished.length);
    expect(slowOnes.filter(({ state }) => state === 'running')).toEqual([]);

    await db.destroy();
    await receiver.stop();
    app.remove();
    await scratch.drop();
  }, 90_000);
});
