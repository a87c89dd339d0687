import type { Page } from 'playwright-core';

import type { ActionInput, EventDetail, Source } from '../../server/src/incoming/contracts';
import { INCOMING, post } from '../support/incoming';
import { makeFailedEvents } from './support/demo-database';
import { anEndpointAt } from './support/endpoints';
import { foreignTextsOf, OVERRIDE } from './support/foreign-text';
import { goTo, incoming, outgoing, startPanel, type Panel } from './support/panel';
import { newestEvent, sendNumbered, setActions, sourceWith } from './support/sources';

jest.setTimeout(180_000);

const MIB = 1024 * 1024;

let panel: Panel;
let page: Page;

beforeAll(async () => {
  panel = await startPanel({ payloadLimit: 6 * MIB });
  page = await panel.admin.open(incoming());
});
afterAll(() => panel?.stop());

const open = (address: string) => goTo(page, incoming(address));

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

describe('the events of a time', () => {
  let source: Source;

  beforeAll(async () => {
    source = await sourceWith(panel.admin.http, { actions: [BROKEN] });
    await sendNumbered(panel.strapi, source, { count: 1, type: 'product.updated' });
    await newestEvent(panel.admin.http, source.id, 'failed');
    await makeFailedEvents(panel.strapi, source.id, 5_000);
    await setActions(panel.admin.http, source.id, []);
  });
  const choose = async (action: string) => {
    await open(`/${source.id}`);
    await page.getByRole('button', { name: 'More actions' }).last().click();
    await page.getByRole('menuitem', { name: action }).click();
    return page.getByRole('dialog', { name: action });
  };

  it('are discarded: how many is said first, and then what was done', async () => {
    const dialog = await choose('Discard a time range');
    await dialog.getByText('5,000 events will be discarded.').waitFor();
    await dialog.getByRole('button', { name: 'Discard 5,000 events' }).click();
    await page.getByRole('progressbar', { name: 'Discarding events' }).waitFor();
    await page.getByText('5,000 events are discarded.').first().waitFor();
  });

  it('are run again, whatever became of them, and none of another time', async () => {
    const dialog = await choose('Replay a time range');
    await dialog.getByText('5,000 events will be run again.').waitFor();
    await dialog.getByRole('combobox', { name: 'Since' }).click();
    await page.getByRole('option', { name: 'Another time…' }).click();
    const date = dialog.getByRole('group', { name: 'To' }).getByRole('combobox', { name: 'Date' });
    await date.click();
    await date.fill('01/31/2100');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Run 5,000 events again' }).click();
    await page.getByRole('progressbar', { name: 'Replaying events' }).waitFor();
    await page.getByText('5,000 events run again.').first().waitFor();
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
  // By a text of its own: "orders-2" and "7 seconds ago" stand beside each other.
  const row = (text: string) => rows().filter({ has: page.getByText(text, { exact: true }) });

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
    await rows().filter({ hasText: 'The signature is not the one' }).waitFor();
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

describe('an event of five megabytes with hostile content', () => {
  const MARKUP =
    '<img src=x onerror="window.isHacked = true"></script><script>window.isHacked = true</script>';
  const TYPE = `order.${OVERRIDE}diap`;
  /** What would end an isolation that the page has begun. */
  const END_OF_ISOLATION = '\u2069';
  /** Generous, since the machine does other tests meanwhile; a page that renders all of it takes minutes. */
  const IN_TIME_MS = 10_000;
  let source: Source;

  beforeAll(async () => {
    source = await sourceWith(panel.admin.http, { slug: 'hostile' });
  });

  /** Posts a body of one line and opens the page of its event. Returns how long that took, in ms. */
  const openEvent = async (body: string): Promise<number> => {
    expect(Buffer.byteLength(body)).toBeGreaterThan(5 * MIB);
    expect(await post(panel.strapi.url, source.slug, { body })).toMatchObject({ status: 200 });
    const { id } = await newestEvent(panel.admin.http, source.id, 'succeeded');
    const startedAt = performance.now();
    await open(`/events/${id}`);
    await content().waitFor();
    return performance.now() - startedAt;
  };
  const content = () => page.getByRole('region', { name: 'Content of the request' });
  /** How long the page takes to answer to anything, in ms. */
  const answerMs = () =>
    page.evaluate(async () => {
      const startedAt = performance.now();
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now() - startedAt;
    });
  const expectOnlyText = async () => {
    expect(await content().locator('img, script').count()).toBe(0);
    expect(await page.evaluate(() => 'isHacked' in window)).toBe(false);
    expect(await answerMs()).toBeLessThan(IN_TIME_MS / 5);
  };

  it('is a folded tree of texts, which turn around nothing beside them', async () => {
    const hostile = `${MARKUP}${END_OF_ISOLATION}${OVERRIDE}txet`;
    const body = { id: 'tree', type: TYPE, [hostile]: hostile, text: 'x'.repeat(5 * MIB) };
    expect(await openEvent(JSON.stringify(body))).toBeLessThan(IN_TIME_MS);
    await content().getByText(MARKUP).first().waitFor();
    await expectOnlyText();
    expect((await content().innerText()).length).toBeLessThan(5_000);
    const onPage = await foreignTextsOf(page);
    // The heading, the type, and both sides of the hostile line.
    expect(onPage.count).toBeGreaterThanOrEqual(4);
    expect(onPage.unguarded).toEqual([]);
    expect(onPage.turned).toEqual([]);
    expect(await page.title()).toMatch(/^\u2068order\.\u202ediap\u2069 /);

    await open(`/${source.id}`);
    await page.getByRole('link', { name: TYPE }).waitFor();
    expect((await foreignTextsOf(page)).unguarded).toEqual([]);
    expect(await page.evaluate(() => 'isHacked' in window)).toBe(false);
  });

  it('is a text of which a part is shown, and more when it is asked for', async () => {
    const body = `${MARKUP}${OVERRIDE}txet${'x'.repeat(5 * MIB)}`;
    expect(await openEvent(body)).toBeLessThan(IN_TIME_MS);
    await content().getByText(MARKUP).waitFor();
    await expectOnlyText();
    expect((await content().innerText()).length).toBeLessThan(10_000);
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText(/^5,\d{3},\d{3} more characters/).waitFor();
    await expectOnlyText();
  });
});

describe('the trace of an event', () => {
  let event: EventDetail;
  let address: string;

  beforeAll(async () => {
    const { http } = panel.admin;
    const endpoint = await anEndpointAt(http, panel.receiver.url('/traced'), {
      eventTypes: ['site.sent'],
    });
    const forward: ActionInput = { kind: 'forward', eventTypes: ['*'], messageType: 'site.sent' };
    const source = await sourceWith(http, { actions: [forward] });
    await sendNumbered(panel.strapi, source, { count: 1, type: 'order.traced' });
    const { id } = await newestEvent(http, source.id, 'succeeded');
    const { body } = await http.get(`${INCOMING}/events/${id}`).expect(200);
    event = (body as { data: EventDetail }).data;
    address = outgoing(`/${endpoint.id}?delivery=${event.deliveries[0]?.id}`);
  });

  it('leads to what was sent because of it, and from there back', async () => {
    await open(`/events/${event.id}`);
    await page.getByRole('link', { name: 'Caused the message site.sent' }).click();
    const drawer = page.getByRole('dialog', { name: 'site.sent' });
    await drawer.getByRole('button', { name: 'Copy: Trace' }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(`evt_${copied}`).toBe(event.uid);
    await drawer.getByRole('link', { name: 'order.traced' }).click();
    await page.getByRole('heading', { name: 'order.traced', level: 1 }).waitFor();
    expect(page.url()).toContain(incoming(`/events/${event.id}`));
  });

  it('leads nobody to an event that they may not read', async () => {
    const action = (name: string) => `plugin::integration-builder.${name}`;
    const editor = await panel.addAdministrator(['endpoint.read', 'delivery.read'].map(action));
    const theirs = await editor.open(address);
    const drawer = theirs.getByRole('dialog', { name: 'site.sent' });
    await drawer.getByText(event.traceId).waitFor();
    expect(await drawer.getByRole('link').count()).toBe(0);
    await theirs.close();
  });
});
