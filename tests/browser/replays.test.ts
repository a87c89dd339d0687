import type { Page } from 'playwright-core';

import type { Endpoint } from '../../server/src/outgoing/contracts';
import { makeDeliveries } from './support/demo-database';
import { anEndpointAt, sendExamples } from './support/endpoints';
import { goTo, outgoing, startPanel, type Panel } from './support/panel';

jest.setTimeout(180_000);

let panel: Panel;
let endpoint: Endpoint;
let page: Page;

beforeAll(async () => {
  panel = await startPanel();
  page = await panel.admin.open();
});
afterAll(() => panel?.stop());

let endpoints = 0;
/** The receiver keeps what it got for the tests before. */
let path = '';

beforeEach(async () => {
  endpoints += 1;
  path = `/shop-${endpoints}`;
  endpoint = await anEndpointAt(panel.admin.http, panel.receiver.url(path));
});
afterEach(async () => {
  await panel.admin.http.delete(`/integration-builder/outgoing/endpoints/${endpoint.id}`);
});

const open = (query = '') => goTo(page, outgoing(`/${endpoint.id}${query}`));
const chooseAction = async (name: string) => {
  await page.getByRole('button', { name: 'More actions' }).last().click();
  await page.getByRole('menuitem', { name }).click();
};

describe('sending many again', () => {
  it('recover says how many failed, shows progress, and goes on when the page is left', async () => {
    await sendExamples(panel.admin.http, endpoint.id, 1);
    await panel.receiver.waitFor(1, { path });
    await makeDeliveries(panel.strapi, endpoint.id, { count: 30_000, state: 'failed' });
    await open('?state=failed');
    await chooseAction('Recover failed deliveries');
    const dialog = page.getByRole('dialog', { name: 'Recover failed deliveries' });
    await dialog.getByText('30,000 deliveries will be sent again.').waitFor();
    await dialog.getByRole('button', { name: 'Send 30,000 deliveries again' }).click();

    await page.getByRole('progressbar', { name: 'Recovering failed deliveries' }).waitFor();
    await page.getByText(/of 30,000 · .* per second/).waitFor();
    await open();
    await page.getByRole('progressbar', { name: 'Recovering failed deliveries' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page
      .getByText(/^Stopped: [\d,]+ of 30,000 were sent again/)
      .first()
      .waitFor();
  });

  it('replay cannot be started where nothing was sent', async () => {
    await open();
    await chooseAction('Replay a time range');
    const dialog = page.getByRole('dialog', { name: 'Replay a time range' });
    await dialog.getByText('Nothing was sent in this time.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Send again' }).isDisabled()).toBe(true);
  });

  it('replay sends a chosen time again, and nothing where its end lies before its beginning', async () => {
    await sendExamples(panel.admin.http, endpoint.id, 2);
    const first = await panel.receiver.waitFor(2, { path });
    await open();
    await chooseAction('Replay a time range');
    const dialog = page.getByRole('dialog', { name: 'Replay a time range' });
    await dialog.getByRole('combobox', { name: 'Since' }).click();
    await page.getByRole('option', { name: 'Another time…' }).click();
    const dateOf = (group: string) =>
      dialog.getByRole('group', { name: group }).getByRole('combobox', { name: 'Date' });
    const chooseDate = async (group: string, date: string) => {
      await dateOf(group).click();
      await dateOf(group).fill(date);
      await page.keyboard.press('Enter');
    };
    await dialog.getByText('2 deliveries will be sent again.').waitFor();

    await chooseDate('To', '01/31/2020');
    await dialog.getByText('The end has to be after the beginning.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Send again' }).isDisabled()).toBe(true);
    await chooseDate('From', '01/30/2020');
    await dialog.getByText('Nothing was sent in this time.').waitFor();
    await chooseDate('To', '01/31/2100');
    await dialog.getByRole('button', { name: 'Send 2 deliveries again' }).click();

    const all = await panel.receiver.waitFor(4, { path });
    const ids = all.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids)).toEqual(new Set(first.map(({ headers }) => headers['webhook-id'])));
  });
});
