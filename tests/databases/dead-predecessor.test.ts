import knex, { type Knex } from 'knex';

import { createAppDirectory, type AppDirectory } from '../support/app-directory';
import { anEndpoint } from '../support/builders';
import { startChildStrapi, type ChildStrapi } from '../support/child-strapi';
import type { ScratchDatabase } from '../support/database-servers';
import { createSiteDatabase } from '../support/database-templates';
import { aNoteUpsert, aSource, post } from '../support/incoming';
import { eventually } from '../support/outgoing';
import { startReceiver, type Receiver } from '../support/receiver';

let scratch: ScratchDatabase;
let app: AppDirectory;
let db: Knex;
let receiver: Receiver;
let child: ChildStrapi;

beforeAll(async () => {
  scratch = await createSiteDatabase('sqlite');
  app = createAppDirectory({ database: scratch.strapiConnection });
  db = knex(scratch.knexConfig);
  receiver = await startReceiver();
  child = await startChildStrapi(app);
});
afterAll(async () => {
  await child?.kill();
  await receiver?.stop();
  await db?.destroy();
  app?.remove();
  await scratch?.drop();
});

it('what a process had under way when it was killed goes on with the start of the next one', async () => {
  const settings = anEndpoint(receiver.url(), { eventTypes: ['order.paid'] });
  await child.service('outgoing', 'endpoints.create', settings);
  const { slug } = await child.service<{ slug: string }>(
    'incoming',
    'sources.create',
    aSource({ actions: [aNoteUpsert()] }),
  );
  const body = { id: 'e1', type: 'note.saved', data: { number: 1, text: 'a' } };
  expect((await post(child.url, slug, { body })).status).toBe(200);
  await eventually(async () => (await db('ib_webhook_events').first())?.state === 'succeeded');

  receiver.answer('/', { fault: 'hang' });
  await child.service('outgoing', 'send', { type: 'order.paid', data: {} });
  await receiver.waitFor(1);
  await child.kill();
  const { state, lease_owner } = await db('ib_webhook_deliveries').first();
  expect(state).toBe('running');
  // However slow this machine is, the leases do not run out by themselves.
  const lease_until = Date.now() + 10 * 60_000;
  await db('ib_webhook_deliveries').update({ lease_until });
  // Its actions had begun as well.
  await db('ib_webhook_events').update({ state: 'running', lease_owner, lease_until });

  receiver.answer('/', { status: 200 });
  child = await startChildStrapi(app);
  await eventually(
    async () => {
      const rows = [...(await db('ib_webhook_deliveries')), ...(await db('ib_webhook_events'))];
      return rows.every(({ state }) => state === 'succeeded');
    },
    { timeoutMs: 20_000, what: 'the end of what was begun' },
  );
});
