import path from 'node:path';

import knex from 'knex';

import type { Connection } from '../../server/src/connections/contracts';
import { connectHarbour, CONNECTIONS } from '../support/connections';
import { startStandIn, type StandIn } from '../support/stand-in';
import { exactTimes } from './support/exact-times';
import { connections, goTo, settings, startPanel, type Panel } from './support/panel';
import { testAccessibility, type View } from './support/views';

jest.setTimeout(180_000);

const DAY_MS = 86_400_000;

let standIn: StandIn;
let panel: Panel;
let works: Connection;
let broken: Connection;
let trial: Connection;

/** One that works and was called, one whose grant the service has taken back, and one whose access ends in six days. */
beforeAll(async () => {
  standIn = await startStandIn();
  panel = await startPanel({ standInPort: Number(new URL(standIn.url).port) });
  const { strapi, admin } = panel;
  const site = { url: strapi.url, http: admin.http };
  const test = (id: number) => admin.http.post(`${CONNECTIONS}/accounts/${id}/test`).expect(200);
  const consent = { scopes: ['account:read', 'products:read'] };
  broken = await connectHarbour(site, { provider: 'harbour', name: 'Former shop' }, consent);
  await standIn.control.revokeAllGrants();
  await test(broken.id);
  works = await connectHarbour(site, { provider: 'harbour' });
  await standIn.control.setModes({ api: 'error-500' });
  await test(works.id);
  await standIn.control.setModes({ api: 'ok' });
  await test(works.id);
  trial = await connectHarbour(site, { provider: 'harbour', name: 'Trial shop' }, consent);
  await endIn(trial.id, 6 * DAY_MS);
});
afterAll(async () => {
  await panel?.stop();
  await standIn?.stop();
});

/** Makes its access one that cannot renew itself, as some services give it out. */
async function endIn(id: number, ms: number): Promise<void> {
  const filename = path.join(panel.strapi.stateDirectory, 'data.db');
  const db = knex({ client: 'better-sqlite3', connection: { filename }, useNullAsDefault: true });
  await db('ib_connections')
    .where({ id })
    .update({ expires_at: Date.now() + ms, is_renewable: false })
    .increment('revision', 1);
  await db.destroy();
}

const VIEWS: View[] = [
  {
    name: 'the grid',
    picture: 'connections',
    address: () => connections(),
    ready: async (page) => {
      await page.getByText('Needs to be reconnected').first().waitFor();
      const notice = page.getByText(/Its access ends in [56] days. Reconnect before then./);
      await notice.waitFor();
    },
  },
  {
    name: 'a connection',
    picture: 'connection',
    pictureHeight: 1300,
    address: () => connections(`/${works.id}`),
    ready: (page) => page.getByRole('link', { name: 'GET /api/me' }).first().waitFor(),
  },
  {
    name: 'one that has to be reconnected',
    address: () => connections(`/${broken.id}`),
    ready: (page) => page.getByText('Not given').first().waitFor(),
  },
  {
    name: 'a guide',
    address: () => connections('/new/google?guide=open'),
    ready: (page) => page.getByRole('link', { name: 'Google Cloud console' }).waitFor(),
  },
  {
    name: 'the catalogue',
    picture: 'connection-catalogue',
    address: () => connections('/new'),
    ready: (page) => page.getByRole('link', { name: 'Salesforce' }).waitFor(),
  },
  {
    name: 'connecting by OAuth',
    picture: 'connection-connect',
    address: () => connections('/new/harbour'),
    ready: (page) => page.getByText('products:write').waitFor(),
  },
];

/** Made of what stands on the others, too. */
const PARTS: View[] = [
  {
    name: 'setting up the app at a service',
    address: () => connections('/new/github'),
    ready: (page) =>
      page
        .getByLabel(/^Client id/)
        .first()
        .waitFor(),
  },
  {
    name: 'connecting by a key',
    address: () => connections('/new/api-key'),
    ready: (page) => page.getByLabel(/^API key/).waitFor(),
  },
  {
    name: 'a call',
    address: () => connections(`/${works.id}`),
    ready: async (page) => {
      await page.getByRole('link', { name: 'GET /api/me' }).first().click();
      await page.getByRole('dialog').getByText('Stored answer').waitFor();
    },
  },
  {
    name: 'a way back that leads nowhere',
    address: () => connections('/return?problem=other-browser'),
    ready: (page) => page.getByRole('link', { name: 'Try again' }).waitFor(),
  },
  {
    name: 'the encryption keys',
    address: () => settings(),
    ready: (page) => page.getByRole('button', { name: /Encrypt everything/ }).waitFor(),
  },
];

testAccessibility(() => panel, VIEWS);
testAccessibility(() => panel, PARTS, ['light']);

it('wherever a connection tells a relative time, the exact one is shown on hover', async () => {
  const page = await panel.admin.open(connections());
  const exactly = exactTimes(page);
  await exactly.filter({ hasText: /^Its access ends in [56] days/ }).waitFor();
  await goTo(page, connections(`/${trial.id}`));
  await exactly.filter({ hasText: /^in [56] days\. Reconnect before then\.$/ }).waitFor();
  await exactly.filter({ hasText: /^Works · last changed / }).waitFor();
  await page.close();
});
