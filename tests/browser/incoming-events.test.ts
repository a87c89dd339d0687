import type { Page } from 'playwright-core';

import type { ActionInput, Source } from '../../server/src/incoming/contracts';
import { post } from '../support/incoming';
import { makeFailedEvents } from './support/demo-database';
import { startPanel, incoming, type Panel } from './support/panel';
import { newestEvent, sendNumbered, setActions, sourceWith } from './support/sources';

jest.setTimeout(180_000);

let panel: Panel;
let page: Page;

beforeAll(async () => {
  panel = await startPanel();
  page = await panel.admin.open(incoming());
});
afterAll(() => panel?.stop());

const open = (address: string) => page.goto(`${panel.strapi.url}${incoming(address)}`);

/** Keeps products by their id; what `active` gets stands at a path of the event. */
const upsert = (activePath: string): ActionInput => ({
  kind: 'upsert',
  eventTypes: ['product.updated'],
  contentType: 'api::product.product',
  match: { field: 'stripeId', path: 'id' },
  mapping: [
    { field: 'name', from: { path: 'type' } },
    { field: 'active', from: { path: activePath } },
  ],
});
/** The type is a text, which does not fit into a field of yes or no. */
const BROKEN = upsert('type');
const MENDED = upsert('isActive');

describe('an event that failed', () => {
  let source: Source;

  beforeAll(async () => {
    source = await sourceWith(panel.admin.http, { actions: [BROKEN] });
  });
  const fail = async () => {
    await sendNumbered(panel.strapi, source, { count: 1, type: 'product.updated' });
    const { id } = await newestEvent(panel.admin.http, source.id, 'failed');
    await open(`/events/${id}`);
    await page.getByText('An action failed').first().waitFor();
  };

  it('says why, and runs again once what was wrong is mended', async () => {
    await fail();
    await page
      .getByText(/active/)
      .first()
      .waitFor();
    await setActions(panel.admin.http, source.id, [MENDED]);
    await page.getByRole('button', { name: 'Run again' }).click();
    const question = page.getByRole('alertdialog', {
      name: 'Run the actions of this event again?',
    });
    await question.getByRole('button', { name: 'Run again' }).click();

    await page.getByText('The entry was created').waitFor();
    await page.getByRole('heading', { name: 'Earlier tries' }).waitFor();
    expect(await page.getByText('An action failed').count()).toBe(0);
  });

  it('is discarded only after a question', async () => {
    source = await sourceWith(panel.admin.http, { actions: [BROKEN] });
    await fail();
    const discard = page.getByRole('button', { name: 'Discard' });
    const question = page.getByRole('alertdialog', { name: 'Discard this event?' });
    await discard.click();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'hidden' });
    await page.getByText('An action failed').first().waitFor();

    await discard.click();
    await question.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Discarded', { exact: true }).first().waitFor();
    expect(await discard.count()).toBe(0);
  });

  it('is recovered with all others of a time: how many is said first, and how far it is', async () => {
    await makeFailedEvents(panel.strapi, source.id, 20_000);
    await setActions(panel.admin.http, source.id, []);
    await open(`/${source.id}`);
    await page.getByText('The actions of 10,000 events or more failed.').waitFor();
    await page.getByRole('button', { name: 'More actions' }).last().click();
    await page.getByRole('menuitem', { name: 'Recover failed events' }).click();
    const dialog = page.getByRole('dialog', { name: 'Recover failed events' });
    await dialog.getByText('20,000 events will be run again.').waitFor();
    await dialog.getByRole('button', { name: 'Run 20,000 events again' }).click();

    await page.getByRole('progressbar', { name: 'Recovering failed events' }).waitFor();
    await page.getByText(/of 20,000 · .* per second/).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page
      .getByText(/^Stopped: [\d,]+ of 20,000 run again/)
      .first()
      .waitFor();
  });
});

describe('the log', () => {
  let source: Source;

  beforeAll(async () => {
    source = await sourceWith(panel.admin.http, { slug: 'orders' });
    await sendNumbered(panel.strapi, source, { count: 27, type: 'order.paid' });
    const body = { id: 'forged', type: 'order.paid' };
    await post(panel.strapi.url, source.slug, { body, signature: 'forged' });
  });
  // The figures of the chart stand in a table as well.
  const rows = () => page.getByRole('row').filter({ has: page.getByRole('link') });
  const row = (text: string) => rows().filter({ hasText: text });

  it('is paged through from the newest to the oldest and back', async () => {
    await open(`/${source.id}`);
    await row('orders-27').waitFor();
    expect(await rows().count()).toBe(25);
    expect(await page.getByText('orders-2', { exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Older' }).click();
    await page.getByText('orders-2', { exact: true }).waitFor();
    expect(await row('orders-27').count()).toBe(0);
    await page.getByRole('button', { name: 'Newer' }).click();
    await row('orders-27').waitFor();
  });

  it('is narrowed to a state, as its address says, and to an id that the address names', async () => {
    await page.getByRole('combobox', { name: 'State' }).click();
    await page.getByRole('option', { name: 'Refused' }).click();
    await row('orders-27').waitFor({ state: 'hidden' });
    await row('The signature is not the one').waitFor();
    expect(await rows().count()).toBe(1);
    expect(page.url()).toContain('state=refused');

    await open('?tab=events&search=orders-3');
    await row('orders-3').waitFor();
    expect(await rows().count()).toBe(1);
    expect(await page.getByRole('searchbox').inputValue()).toBe('orders-3');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await row('orders-27').waitFor();
  });
});
