import type { Page } from 'playwright-core';

import type { Endpoint } from '../../server/src/outgoing/contracts';
import { anEndpointAt, sendExamples } from './support/endpoints';
import { goTo, outgoing, startPanel, type Panel } from './support/panel';

jest.setTimeout(180_000);

let panel: Panel;
let endpoint: Endpoint;
let page: Page;

beforeAll(async () => {
  panel = await startPanel();
  endpoint = await anEndpointAt(panel.admin.http, panel.receiver.url('/shop'));
  await sendExamples(panel.admin.http, endpoint.id, 1);
  await panel.receiver.waitFor(1, { path: '/shop' });
  page = await panel.admin.open(outgoing(), { width: 768 });
});
afterAll(() => panel?.stop());

describe('at 768 pixels', () => {
  it('an endpoint is turned off and on, and tested, from its row', async () => {
    await page.getByRole('switch', { name: 'Active: Shop', checked: true }).click();
    const question = page.getByRole('alertdialog', { name: 'Turn Shop off?' });
    await question.getByRole('button', { name: 'Turn off' }).click();
    await page.getByRole('switch', { name: 'Active: Shop', checked: false }).click();
    await page.getByRole('switch', { name: 'Active: Shop', checked: true }).waitFor();

    await page.getByRole('button', { name: 'Test Shop' }).click();
    const dialog = page.getByRole('dialog', { name: /Shop/ });
    await dialog.getByText('The test arrived').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await dialog.waitFor({ state: 'hidden' });
  });

  it('a delivery is opened from the log and closed', async () => {
    await page.getByRole('link', { name: 'Shop', exact: true }).click();
    await page.getByRole('link', { name: 'entry.publish' }).click();
    const drawer = page.getByRole('dialog', { name: 'entry.publish' });
    await drawer.getByText('The receiver accepted it.').waitFor();
    await drawer.getByRole('button', { name: 'Close' }).first().click();
    await drawer.waitFor({ state: 'hidden' });
  });

  it('an endpoint is changed and saved', async () => {
    await goTo(page, outgoing(`/${endpoint.id}`));
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Description').fill('Shop in Paris');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Shop in Paris', level: 1 }).waitFor();
  });
});
