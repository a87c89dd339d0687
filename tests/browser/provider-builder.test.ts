import type { Page } from 'playwright-core';

import { BUILDER, describeProvider, HARBOUR_KEY, keyedHarbour } from '../support/builder';
import { startStandIn, type StandIn } from '../support/stand-in';
import { connections, startPanel, sync, type Panel } from './support/panel';
import { testAccessibility, type View } from './support/views';

jest.setTimeout(240_000);

const ACTION = 'plugin::integration-builder';

let standIn: StandIn;
let panel: Panel;
let page: Page;
beforeAll(async () => {
  standIn = await startStandIn();
  panel = await startPanel({ standInPort: Number(new URL(standIn.url).port) });
  page = await panel.admin.open(connections('/new'));
});
afterAll(async () => {
  await panel?.stop();
  await standIn?.stop();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
const field = (on: Page, name: string) => on.locator(`input[name="${name}"]`);

/** Leaves what is entered on the page behind. */
async function openAnew(address: string): Promise<void> {
  await page.close();
  page = await panel.admin.open(address);
}

/** The first step, filled in. */
async function nameService(on: Page, name: string): Promise<void> {
  await field(on, 'name').fill(name);
  await field(on, 'baseUrl').fill(`${standIn.url}/keyed`);
  await on.getByRole('button', { name: 'Next', exact: true }).click();
}

/** The second step, with a first answer of the service. */
async function giveAccess(on: Page): Promise<void> {
  await field(on, 'probePath').fill('/me');
  await field(on, 'trial.key').fill(HARBOUR_KEY);
  await on.getByRole('button', { name: 'Send the request' }).click();
  await on.getByText(/^Answer 200 after/).waitFor();
}

/** The third step, filled in by an answer. */
async function describeRecords(on: Page): Promise<void> {
  await on.getByRole('button', { name: 'Next', exact: true }).click();
  await field(on, 'records.0.name').fill('Products');
  await field(on, 'records.0.path').fill('/products');
  await on.getByRole('button', { name: 'Send the request' }).click();
  await on.getByText('25 records with 8 fields').waitFor();
}

/** The last step, with the request that reads one record. */
async function describeReading(on: Page): Promise<void> {
  await on.getByRole('button', { name: 'Next', exact: true }).click();
  await on.getByRole('checkbox', { name: 'Read one again' }).check({ force: true });
  await field(on, 'trial.id').fill('prd_0001');
  await on.getByRole('button', { name: 'Send the request' }).click();
  await on.getByText(/^Answer 200 after/).waitFor();
}

describe('a service that is not in the catalogue, from its address to its records', () => {
  it('is begun in the catalogue; what is missing is said at its field', async () => {
    await page.getByRole('link', { name: 'New service' }).click();
    await heading('New service').waitFor();
    await button('Next').click();
    await page.getByText('Enter a whole address, without a question mark').waitFor();
    await nameService(page, 'Warehouse');
    await page.waitForURL(/step=access/);
  });

  it('answers beside the form, and refuses a wrong key in its own words', async () => {
    await field(page, 'probePath').fill('/me');
    await field(page, 'trial.key').fill('a-wrong-key-of-the-tests');
    await button('Send the request').click();
    await page
      .getByText(/The API key is missing or wrong/)
      .first()
      .waitFor();
    await giveAccess(page);
    await page.getByText('"Harbour Wholesale"').waitFor();
  });

  it('shows in its answer what its records hold, and how the listing goes on', async () => {
    await describeRecords(page);
    await page.getByText('The listing goes on like this: By a mark in the answer.').waitFor();
    await page.locator('input[value="price.amount"]').waitFor();
    const mark = field(page, 'records.0.paging.cursorPath');
    expect(await mark.inputValue()).toBe('page.next_cursor');
  });

  it('is saved, and leads to the form that connects it', async () => {
    await describeReading(page);
    await button('Save').click();
    await heading('Connect Warehouse').waitFor();
    await page.getByLabel(/^API key/).fill(HARBOUR_KEY);
    await button('Connect').click();
    await page.waitForURL(/\/connections\/\d+$/);
    await page.getByText('Works', { exact: true }).first().waitFor();
  });

  it('has records that a sync pairs with entries', async () => {
    await page.goto(`${panel.strapi.url}${sync('/new')}`);
    await page.getByRole('radio', { name: /Warehouse/ }).check({ force: true });
    await page.getByRole('radio', { name: /^Products/ }).check({ force: true });
    await button('Next').click();
    await page.getByRole('combobox', { name: 'Content type' }).click();
    await page.getByRole('option', { name: 'Product', exact: true }).click();
    await button('Next').click();
    await page.getByRole('article', { name: 'prd_0001' }).waitFor();
  });

  it('while somebody is connected, its host stays, and it is not deleted', async () => {
    await openAnew(connections('/new'));
    await page.getByRole('link', { name: 'Edit Warehouse' }).click();
    await page.getByText('1 account is connected').waitFor();
    await field(page, 'baseUrl').fill('https://elsewhere.example/keyed');
    await button('4. Single records').click();
    await button('Save').click();
    await page.getByText(/was entered for .* and is sent nowhere else/).waitFor();

    await openAnew(connections('/new'));
    await button('Delete Warehouse').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText(/These connections are to this service/).waitFor();
  });
});

const guide = connections('/providers/new');
const VIEWS: View[] = [
  {
    name: 'a new service',
    picture: 'builder-service',
    address: () => guide,
    ready: async (on) => {
      await field(on, 'name').fill('Storehouse');
      await field(on, 'baseUrl').fill(`${standIn.url}/keyed`);
    },
  },
  {
    name: 'how one signs in, with an answer',
    picture: 'builder-access',
    pictureHeight: 1300,
    address: () => guide,
    ready: async (on) => {
      await nameService(on, 'Storehouse');
      await giveAccess(on);
    },
  },
  {
    name: 'the records, filled in from an answer',
    picture: 'builder-records',
    pictureHeight: 1500,
    address: () => guide,
    ready: async (on) => {
      await nameService(on, 'Storehouse');
      await giveAccess(on);
      await describeRecords(on);
    },
  },
  {
    name: 'what can be done with one record',
    picture: 'builder-writing',
    pictureHeight: 1300,
    address: () => guide,
    ready: async (on) => {
      await nameService(on, 'Storehouse');
      await giveAccess(on);
      await describeRecords(on);
      await describeReading(on);
    },
  },
];
testAccessibility(() => panel, VIEWS);

describe('what an administrator may not do is absent', () => {
  it('who may connect but not describe sees neither the guide nor its buttons', async () => {
    await describeProvider(panel.admin.http, keyedHarbour(standIn.url, { name: 'Annex' }));
    const actions = ['connection.read', 'connection.write'];
    const editor = await panel.addAdministrator(actions.map((action) => `${ACTION}.${action}`));
    const other = await editor.open(connections('/new'));
    await other.getByRole('link', { name: 'Annex' }).waitFor();
    expect(await other.getByRole('link', { name: 'New service' }).count()).toBe(0);
    expect(await other.getByRole('link', { name: 'Edit Annex' }).count()).toBe(0);
    await other.goto(`${panel.strapi.url}${guide}`);
    await other.getByText("You don't have the permissions to access that content").waitFor();
    await editor.http.get(`${BUILDER}/providers`).expect(403);
    await other.close();
  });
});

describe('French', () => {
  it('the guide speaks the language of the administrator', async () => {
    const french = await panel.admin.open(guide, { language: 'fr' });
    await french.getByRole('heading', { name: 'Nouveau service', level: 1 }).waitFor();
    await french.getByRole('button', { name: 'Suivant', exact: true }).click();
    await french.getByText('Saisissez un nom.').waitFor();
    expect(await french.getByText('integration-builder.').count()).toBe(0);
    await french.close();
  });
});
