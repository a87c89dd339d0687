import { readFile } from 'node:fs/promises';

import type { Page } from 'playwright-core';

import type { Endpoint } from '../../server/src/outgoing/contracts';
import { ageDeliveries, makeDeliveries } from './support/demo-database';
import { anEndpointAt, sendExamples } from './support/endpoints';
import { exactTimes } from './support/exact-times';
import { goTo, outgoing, startPanel, type Panel } from './support/panel';

jest.setTimeout(180_000);

let panel: Panel;
let endpoint: Endpoint & { secret: string };
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

/** From the beginning, without an endpoint of the tests before. */
const openList = () => page.goto(`${panel.strapi.url}${outgoing()}`);
const open = (query = '') => goTo(page, outgoing(`/${endpoint.id}${query}`));
const rows = () => page.locator('[role=grid] tbody tr');
const chooseAction = async (name: string) => {
  await page.getByRole('button', { name: 'More actions' }).last().click();
  await page.getByRole('menuitem', { name }).click();
};

describe('a delivery that does not arrive', () => {
  it('waits for its next try in words, and arrives when it is sent again', async () => {
    panel.receiver.answer(path, { status: 503, body: 'down for maintenance' });
    await sendExamples(panel.admin.http, endpoint.id, 1);
    await open();
    await page
      .getByText(/Waits for the next try in \d+/)
      .first()
      .waitFor();

    await page.getByRole('link', { name: 'entry.publish' }).click();
    const drawer = page.getByRole('dialog', { name: 'entry.publish' });
    await drawer.getByText('down for maintenance').waitFor();
    panel.receiver.answer(path, { status: 200 });
    await drawer.getByRole('button', { name: 'Send again' }).click();
    const question = page.getByRole('alertdialog', { name: 'Send this delivery again?' });
    await question.getByRole('button', { name: 'Send again' }).click();

    await drawer.getByText('The receiver accepted it.').waitFor();
    await drawer.getByText('Delivered').waitFor();
  });

  it('says the exact time on hover wherever it says when it is tried next or since when it fails', async () => {
    panel.receiver.answer(path, { status: 503 });
    await sendExamples(panel.admin.http, endpoint.id, 1);
    await panel.receiver.waitFor(1, { path });
    const exactly = exactTimes(page);
    await open();
    await exactly.filter({ hasText: /^Waits for the next try in \d+/ }).waitFor();
    await exactly.filter({ hasText: 'Nothing arrives: it began to fail' }).waitFor();

    await openList();
    await exactly.filter({ hasText: /^Next try in \d+/ }).waitFor();
  });

  it('cannot be sent again while it is being sent', async () => {
    panel.receiver.answer(path, { status: 200, delayMs: 8_000 });
    await sendExamples(panel.admin.http, endpoint.id, 1);
    await panel.receiver.waitFor(1, { path });
    await open();
    await page.getByRole('link', { name: 'entry.publish' }).click();
    const drawer = page.getByRole('dialog', { name: 'entry.publish' });
    const sendAgain = drawer.getByRole('button', { name: 'Send again' });
    await drawer.getByText('Is being sent').waitFor();
    expect(await sendAgain.isDisabled()).toBe(true);

    await drawer.getByText('The receiver accepted it.').waitFor();
    expect(await sendAgain.isDisabled()).toBe(false);
  });

  it('an endpoint that is gone was turned off, says why, and is turned on again', async () => {
    panel.receiver.answer(path, { status: 410 });
    await sendExamples(panel.admin.http, endpoint.id, 1);
    await openList();
    await page.getByText('Shop was turned off automatically').waitFor();
    await page.getByText('gone for good (410 Gone)').waitFor();

    await page.getByRole('button', { name: 'Turn on again' }).click();
    await page.getByText('Shop was turned off automatically').waitFor({ state: 'hidden' });
    await page.getByRole('switch', { name: 'Active: Shop', checked: true }).waitFor();
  });
});

describe('an endpoint whose log is empty', () => {
  it('is sent an example by the one button that stands there', async () => {
    await open();
    await page.getByText('Nothing has been sent yet. What happens from now on').waitFor();
    await page.getByRole('button', { name: 'Send an example' }).click();
    const dialog = page.getByRole('dialog', { name: 'Send an example' });
    await dialog.getByRole('button', { name: 'Send' }).click();

    const drawer = page.getByRole('dialog', { name: /^entry\./ });
    await drawer.getByText('The receiver accepted it.').waitFor();
    await page.keyboard.press('Escape');
    await rows().first().waitFor();
    expect(await rows().count()).toBe(1);
  });

  it('has no button for who may not send, and none under filters', async () => {
    const sendExample = (shown: Page) => shown.getByRole('button', { name: 'Send an example' });
    await open('?state=failed');
    await page.getByText('No delivery matches these filters.').waitFor();
    expect(await sendExample(page).count()).toBe(0);

    const reader = await panel.addAdministrator([
      'plugin::integration-builder.endpoint.read',
      'plugin::integration-builder.delivery.read',
    ]);
    const readersPage = await reader.open(outgoing(`/${endpoint.id}`));
    await readersPage.getByText('Nothing has been sent yet. What happens from now on').waitFor();
    expect(await sendExample(readersPage).count()).toBe(0);
    await readersPage.close();
  });
});

describe('turning an endpoint on that deliveries wait for', () => {
  it('says how many will be sent before it is done, in its notice and at its switch', async () => {
    panel.receiver.answer(path, { status: 503 });
    await sendExamples(panel.admin.http, endpoint.id, 2);
    await panel.receiver.waitFor(2, { path });
    panel.receiver.answer(path, { status: 410 });
    await sendExamples(panel.admin.http, endpoint.id, 1);
    await openList();
    const question = page.getByRole('alertdialog', { name: 'Turn Shop on?' });
    const count = question.getByText('2 deliveries wait for it and will be sent.');

    await page.getByRole('switch', { name: 'Active: Shop', checked: false }).click();
    await count.waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'hidden' });
    expect(await page.getByRole('switch', { name: 'Active: Shop' }).isChecked()).toBe(false);

    await page.getByRole('button', { name: 'Turn on again' }).click();
    await count.waitFor();
    panel.receiver.answer(path, { status: 200 });
    await question.getByRole('button', { name: 'Turn on' }).click();
    await page.getByRole('switch', { name: 'Active: Shop', checked: true }).waitFor();
    const arrived = await panel.receiver.waitFor(5, { path });
    const ids = arrived.map(({ headers }) => String(headers['webhook-id']));
    expect(ids.slice(3).sort()).toEqual(ids.slice(0, 2).sort());
  });

  it('a new secret is said to sign them, too', async () => {
    panel.receiver.answer(path, { status: 503 });
    await sendExamples(panel.admin.http, endpoint.id, 1);
    await open('?tab=secret');
    await page.getByRole('button', { name: 'Rotate' }).click();
    await page.getByText('1 delivery that waits is signed with the new secret, too.').waitFor();
  });
});

describe('figures', () => {
  it('the list and the chart say how many tries arrived and how many did not', async () => {
    await sendExamples(panel.admin.http, endpoint.id, 2);
    await panel.receiver.waitFor(2, { path });
    // It is tried no more, so that the figures stay.
    panel.receiver.answer(path, { status: 410 });
    await sendExamples(panel.admin.http, endpoint.id, 1);
    await openList();
    const row = page.getByRole('row').filter({ hasText: 'Shop' });
    await row.getByRole('img', { name: '2 of 3 tries succeeded' }).waitFor();
    await row.getByText('66.6%').waitFor();

    await row.getByRole('link', { name: 'Shop' }).click();
    const summary = 'Deliveries over time: 2 delivered, 1 failed try.';
    await page.getByRole('img', { name: summary }).waitFor();
    const cells = await page.getByRole('table', { name: summary }).getByRole('cell').all();
    const numbers = await Promise.all(cells.map(async (cell) => Number(await cell.textContent())));
    const sumOf = (column: number) =>
      numbers.filter((_n, at) => at % 2 === column).reduce((sum, number) => sum + number, 0);
    // Two rows where a new stretch began meanwhile.
    expect([sumOf(0), sumOf(1)]).toEqual([2, 1]);
  });
});

describe('examples and the catalogue', () => {
  it('an example of the chosen event is sent, and its delivery opened', async () => {
    await open();
    await chooseAction('Send an example');
    const dialog = page.getByRole('dialog', { name: 'Send an example' });
    await dialog.getByRole('combobox', { name: 'Event' }).click();
    await page.getByRole('option', { name: 'entry.unpublish:api::article.article' }).click();
    await dialog.getByRole('button', { name: 'Send' }).click();

    const drawer = page.getByRole('dialog', { name: 'entry.unpublish' });
    await drawer.getByText('The receiver accepted it.').waitFor();
    await drawer.getByText('Example', { exact: true }).waitFor();
    const [request] = await panel.receiver.waitFor(1, { path });
    expect(JSON.parse(String(request?.body))).toMatchObject({ type: 'entry.unpublish' });
  });

  it('the catalogue of events is saved as a file', async () => {
    await openList();
    const downloaded = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download event catalogue' }).click();
    const download = await downloaded;
    expect(download.suggestedFilename()).toBe('webhooks.openapi.json');
    const catalogue = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(catalogue.openapi).toBe('3.1.0');
    expect(Object.keys(catalogue.webhooks)).toContain('entry.publish:api::article.article');
  });
});

describe('the log of all endpoints', () => {
  it('says to which each went, is narrowed to one, and opens what it is asked for', async () => {
    const other = await anEndpointAt(panel.admin.http, panel.receiver.url(`${path}-other`), {
      description: 'Search index',
    });
    await sendExamples(panel.admin.http, other.id, 1);
    await sendExamples(panel.admin.http, endpoint.id, 1);
    await openList();
    await page.getByRole('tab', { name: 'All deliveries' }).click();
    await rows().filter({ hasText: 'Search index' }).first().waitFor();
    await rows().filter({ hasText: 'Shop' }).first().waitFor();

    await page.getByRole('combobox', { name: 'Endpoint' }).click();
    await page.getByRole('option', { name: 'Search index' }).click();
    await rows().filter({ hasText: 'Shop' }).first().waitFor({ state: 'hidden' });
    await page.reload();
    await rows().filter({ hasText: 'Search index' }).first().click();
    await page.getByRole('dialog', { name: 'entry.publish' }).waitFor();
    expect(new URL(page.url()).searchParams.get('endpoint')).toBe(String(other.id));
    await panel.admin.http.delete(`/integration-builder/outgoing/endpoints/${other.id}`);
  });
});

describe('the log', () => {
  it('keeps its filters in the address, so that they survive a reload', async () => {
    await sendExamples(panel.admin.http, endpoint.id, 2);
    await open();
    await rows().first().waitFor();
    await page.getByRole('combobox', { name: 'State' }).click();
    await page.getByRole('option', { name: 'Could not be delivered' }).click();
    await page.getByText('No delivery matches these filters.').waitFor();
    expect(page.url()).toContain('state=failed');

    await page.reload();
    await page.getByText('No delivery matches these filters.').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await rows().nth(1).waitFor();
    expect(page.url()).not.toContain('state=');
  });

  it('is narrowed to an event and to a time', async () => {
    await sendExamples(panel.admin.http, endpoint.id, 2);
    await panel.receiver.waitFor(2, { path });
    await ageDeliveries(panel.strapi, endpoint.id, 2);
    await sendExamples(panel.admin.http, endpoint.id, 1, 'entry.delete:api::article.article');
    const choose = async (filter: string, option: string) => {
      await page.getByRole('combobox', { name: filter, exact: true }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    await open();
    await rows().nth(2).waitFor();
    await choose('Event', 'entry.publish');
    await rows().nth(2).waitFor({ state: 'detached' });
    expect(await rows().count()).toBe(2);
    expect(await rows().filter({ hasText: 'entry.publish' }).count()).toBe(2);

    await choose('Time', 'Last hour');
    await page.getByText('No delivery matches these filters.').waitFor();
    await choose('Event', 'All events');
    await rows().filter({ hasText: 'entry.delete' }).waitFor();
    expect(await rows().count()).toBe(1);
  });

  it('finds a delivery by the id of its message', async () => {
    await sendExamples(panel.admin.http, endpoint.id, 3);
    const [, wanted] = await panel.receiver.waitFor(3, { path });
    await open();
    await rows().nth(2).waitFor();
    await page
      .getByPlaceholder('Message id or entry id')
      .fill(String(wanted?.headers['webhook-id']));
    await page.keyboard.press('Enter');

    await rows().nth(1).waitFor({ state: 'detached' });
    expect(await rows().count()).toBe(1);
  });

  it('pages from the newest to the oldest and back, also after a reload', async () => {
    await sendExamples(panel.admin.http, endpoint.id, 30);
    await open();
    await rows().nth(24).waitFor();
    expect(await rows().count()).toBe(25);

    await page.getByRole('button', { name: 'Older' }).click();
    await rows().nth(5).waitFor({ state: 'detached' });
    expect(await rows().count()).toBe(5);
    await page.reload();
    await rows().nth(4).waitFor();
    expect(await page.getByRole('button', { name: 'Older' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Newer' }).click();
    await rows().nth(24).waitFor();
    expect(page.url()).not.toContain('cursor=');
  });

  it('shows hostile content as text', async () => {
    const body =
      '<img src=x onerror="window.isHacked = true"><script>window.isHacked = true</script>';
    panel.receiver.answer(path, { status: 500, body, headers: { 'x-evil': body } });
    await panel.admin.http
      .post('/content-manager/collection-types/api::article.article')
      .send({ title: body, slug: `hostile-${Date.now()}` })
      .expect(201);
    await open();
    await page.getByRole('link', { name: 'entry.create' }).first().click();

    const drawer = page.getByRole('dialog', { name: 'entry.create' });
    await drawer
      .getByRole('region', { name: 'Body of the answer' })
      .getByText(body)
      .first()
      .waitFor();
    await drawer.getByText('window.isHacked').nth(2).waitFor();
    expect(await drawer.locator('img, script').count()).toBe(0);
    expect(await page.evaluate(() => 'isHacked' in window)).toBe(false);
  });
});

describe('secret and deletion', () => {
  it('reveals the secret, rotates it with an overlap, and says until when the old one signs', async () => {
    await open('?tab=secret');
    await page.getByRole('button', { name: 'Reveal' }).click();
    expect(await page.getByRole('textbox', { name: 'Secret' }).inputValue()).toBe(endpoint.secret);

    await page.getByRole('button', { name: 'Rotate' }).click();
    const dialog = page.getByRole('dialog', { name: 'Make a new secret' });
    await dialog.getByRole('radio', { name: '1 hour' }).click();
    await dialog.getByRole('button', { name: 'Rotate' }).click();
    const shown = page.getByRole('dialog', { name: 'New secret of Shop' });
    expect(await shown.getByRole('textbox', { name: 'Secret' }).inputValue()).not.toBe(
      endpoint.secret,
    );
    await shown.getByRole('button', { name: 'I have copied it' }).click();

    await page.getByText(/also signs until/).waitFor();
    await page.getByRole('button', { name: 'Reveal' }).waitFor();
  });

  it('deletion says how many waiting deliveries it cancels', async () => {
    panel.receiver.answer(path, { status: 503 });
    await sendExamples(panel.admin.http, endpoint.id, 2);
    await openList();
    await page.getByRole('button', { name: 'Delete Shop' }).click();

    const question = page.getByRole('alertdialog', { name: 'Delete Shop?' });
    await question.getByText('2 deliveries that wait will be cancelled.').waitFor();
    await question.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('An endpoint is an address that is told').waitFor();
  });

  it('more waiting deliveries than are counted are said to be more', async () => {
    panel.receiver.answer(path, { status: 503 });
    await sendExamples(panel.admin.http, endpoint.id, 1);
    await panel.receiver.waitFor(1, { path });
    await makeDeliveries(panel.strapi, endpoint.id, { count: 10_003, state: 'pending' });
    await open();
    await page.getByText('10,000 deliveries or more wait.').waitFor();
    await chooseAction('Delete');

    await page.getByText('10,000 deliveries or more that wait will be cancelled.').waitFor();
  });
});
