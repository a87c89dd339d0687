import type { Page } from 'playwright-core';

import type { Source } from '../../server/src/incoming/contracts';
import { INCOMING } from '../support/incoming';
import type { VendorEvent, VendorRequest } from '../support/vendor-events/vendor-events';
import { goTo, incoming, startPanel, type Panel } from './support/panel';
import { newestEvent, send, stripeEvent } from './support/sources';

jest.setTimeout(180_000);

const PRODUCTS = '/content-manager/collection-types/api::product.product';

let panel: Panel;
let page: Page;
let source: Source;
let first: VendorEvent;

beforeAll(async () => {
  panel = await startPanel();
  first = stripeEvent(panel.strapi, 'shop-payments');
  page = await panel.admin.open(incoming());
});
afterAll(() => panel?.stop());

const open = (address: string) => goTo(page, incoming(address));

describe('a source, from the form to its first event', () => {
  it('what is missing is said at its field', async () => {
    await page.getByRole('link', { name: 'Add source' }).click();
    await page.getByRole('heading', { name: 'Add a source', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('Choose the service.').waitFor();

    await page.getByRole('radio', { name: 'Stripe' }).check({ force: true });
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('Enter the secret.').waitFor();
  });

  it('the address follows from the name, and can be copied for the service', async () => {
    // The demo has a source of that name already.
    expect(await page.getByLabel('End of the address').inputValue()).toBe('stripe-2');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Shop payments');
    await page.getByRole('textbox', { name: 'Secret' }).fill(first.secret);
    await page.getByRole('button', { name: 'Create' }).click();

    await page.getByRole('heading', { name: 'Shop payments', level: 1 }).waitFor();
    const { body } = await panel.admin.http.get(`${INCOMING}/sources`).expect(200);
    const found = (body as { data: Source[] }).data.find(({ slug }) => slug === 'shop-payments');
    if (!found) throw new Error('the source is not in the list');
    source = found;
    await page.getByRole('button', { name: 'Copy: Address' }).first().click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(first.request.url);
    expect(await page.getByText(first.secret).count()).toBe(0);
  });

  it('the page waits for the first event, and turns green when it comes', async () => {
    await page.getByText('Waiting for the first event…').first().waitFor();
    expect(await send(first.request)).toBe(200);
    await page.getByText('The first event has come').waitFor();
    await page.getByText('It works: 1 event was accepted').waitFor();
    await page.getByRole('link', { name: 'See the event' }).click();

    const timeline = page.getByRole('list', { name: 'What happened' });
    await page.getByRole('heading', { name: 'product.updated', level: 1 }).waitFor();
    await timeline.getByText('Verified: it is genuine').waitFor();
    await timeline.getByText('The service has sent it once.').waitFor();
    await timeline.getByText('No action is set up for events of this type').waitFor();
    // A time stands only where one was measured.
    const steps = await timeline.locator('> li').all();
    const times = await Promise.all(steps.map((step) => step.locator('time').count()));
    expect(times).toEqual([1, 0, 0, 1]);
  });

  it('what was changed on its way is refused, and says which check failed and what to do', async () => {
    expect(await send(first.tampered)).toBe(401);
    await open(`/${source.id}`);
    await page.getByRole('link', { name: 'Refused request' }).click();

    const timeline = page.getByRole('list', { name: 'What happened' });
    await timeline.getByText('Refused: it could not be verified').waitFor();
    await timeline.getByText('The time of sending is right').waitFor();
    await timeline.getByText('The sender has not proved who it is').waitFor();
    await timeline.getByText('Copy the secret from the service again').waitFor();
    expect(await page.getByRole('button', { name: 'Run again' }).count()).toBe(0);
  });
});

describe('checking a request', () => {
  const headersOf = ({ headers }: VendorRequest) =>
    Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n');
  const check = () => page.getByRole('button', { name: 'Check', exact: true }).click();

  it('the last refused one is filled in, and fails at the same check', async () => {
    await open(`/${source.id}?tab=console`);
    await page.getByRole('button', { name: 'Fill with the last refused request' }).click();
    await page.getByText('This is the last refused request.').waitFor();
    await check();

    await page.getByText('It would be refused').waitFor();
    await page.getByText('A needed header is there').waitFor();
    await page.getByText('The time of sending is right').waitFor();
    await page.getByText('The signature is not the one').waitFor();
  });

  it('a pasted one passes with the headers and the body that were sent, and not without', async () => {
    await page.reload();
    await page.getByRole('textbox', { name: 'Headers' }).fill('Content-Type: application/json');
    await check();
    await page.getByText('The header Stripe-Signature is missing.').waitFor();

    await page.getByRole('textbox', { name: 'Headers' }).fill(headersOf(first.request));
    await page.getByRole('textbox', { name: 'Body' }).fill(first.request.body);
    await check();
    await page.getByText('It would be accepted', { exact: true }).waitFor();
    await page.getByText('The sender has proved who it is').waitFor();
    await page.getByText('This event would be stored').waitFor();
    await page.getByText('No action would run.').waitFor();
  });
});

describe('an action', () => {
  it('is put together by clicking at the values of an event, and shows what it would save', async () => {
    const { body } = await panel.admin.http.get(PRODUCTS).expect(200);
    const [{ documentId }] = body.results;
    await panel.admin.http.put(`${PRODUCTS}/${documentId}`).send({ name: 'Old mug' }).expect(200);
    await open(`/${source.id}?tab=actions`);
    await page.getByRole('link', { name: 'Add action' }).click();
    await page.getByRole('checkbox', { name: 'product.updated', exact: true }).click();
    await page.getByRole('combobox', { name: 'Content type' }).click();
    await page.getByRole('option', { name: 'Product' }).click();
    // The only field that no two entries share is chosen already.
    const event = page.getByRole('region', { name: 'The event' });
    await page.getByLabel('Its value stands in the event at').focus();
    await event.getByRole('button', { name: 'Use data.object.id', exact: true }).click();
    await page.getByRole('button', { name: 'Add a field' }).click();
    await page.getByRole('combobox', { name: 'Field', exact: true }).click();
    await page.getByRole('option', { name: 'name (required)' }).click();
    await event.getByRole('button', { name: 'Use data.object.name', exact: true }).click();

    await page.getByText('This entry is found:').waitFor();
    const saved = page.getByRole('region', { name: 'What would be saved' });
    await saved.getByText('Harbour mug').waitFor();
    expect(await page.getByLabel('Path in the event').inputValue()).toBe('data.object.name');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'Create or change an entry of Product' }).waitFor();
  });

  it('changes the entry when an event comes, to which the page of the event leads', async () => {
    expect(await send(stripeEvent(panel.strapi, source.slug).request)).toBe(200);
    await newestEvent(panel.admin.http, source.id, 'succeeded');
    await open(`/${source.id}`);
    await page.getByRole('link', { name: 'product.updated' }).first().click();
    await page.getByText('The entry was changed').waitFor();
    await page.getByRole('link', { name: /^Product: / }).click();

    await page.waitForURL(/content-manager/);
    await page.locator('input[name=name]').waitFor();
    expect(await page.locator('input[name=name]').inputValue()).toBe('Harbour mug');
    expect(await page.locator('input[name=stripeId]').inputValue()).toBe('prod_TkM4harbourMug');
  });
});
