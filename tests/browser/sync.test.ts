import type { Page } from 'playwright-core';

import type { Api, JobDetail } from '../../server/src/sync/contracts';
import { connectHarbour } from '../support/connections';
import { startStandIn, type StandIn } from '../support/stand-in';
import { connections, goTo, startPanel, sync, type Panel } from './support/panel';
import { changeEntry, changeProduct, endedRun, SYNC } from './support/sync';

jest.setTimeout(240_000);

/** The first product of the stand-in. */
const FIRST = { id: 'prd_0001', sku: 'TEA-1001', name: 'Tea towel, navy, no. 1', price: '4.37' };

let standIn: StandIn;
let panel: Panel;
let page: Page;
beforeAll(async () => {
  standIn = await startStandIn();
  panel = await startPanel({ standInPort: Number(new URL(standIn.url).port) });
  const { strapi, admin } = panel;
  await connectHarbour({ url: strapi.url, http: admin.http }, { provider: 'harbour' });
  page = await panel.admin.open(sync());
});
afterAll(async () => {
  await panel?.stop();
  await standIn?.stop();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 });
const open = (rest = '') => goTo(page, sync(rest));
/** Chooses from a select. */
async function choose(label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}
/** The only job that there is. */
async function theJob(): Promise<JobDetail> {
  const { http } = panel.admin;
  const list = await http.get(`${SYNC}/jobs`).expect(200);
  const [job] = (list.body as Api['GET /jobs']['response']).data;
  if (!job) throw new Error('there is no job');
  const { body } = await http.get(`${SYNC}/jobs/${job.id}`).expect(200);
  return (body as Api['GET /jobs/:id']['response']).data;
}
/** Waits until the run whose page is open has ended. */
async function shownRunEnds(): Promise<void> {
  const { pathname } = new URL(page.url());
  await endedRun(panel.admin.http, Number(pathname.split('/').at(-1)));
}
/** Begins a run from the page of the job, and waits on the page of the run until it has ended. */
async function runToItsEnd(): Promise<void> {
  await button('Run now').click();
  await page.waitForURL(/\/sync\/runs\/\d+/);
  await shownRunEnds();
}

describe('a new sync, from an empty page to entries', () => {
  it('an empty page says what a sync is, and leads to the guide', async () => {
    await page.getByText('A sync keeps records of a service').waitFor();
    await page.getByRole('link', { name: 'New sync' }).first().click();
    await heading('New sync').waitFor();
    await button('Next').click();
    await page.getByText('Choose the connection.').waitFor();
  });

  it('what: a connection and the records of its service', async () => {
    await page.getByRole('radio', { name: /Harbour/ }).check({ force: true });
    await page.getByRole('radio', { name: /^Products/ }).check({ force: true });
    await button('Next').click();
  });

  it('where to: a content type; the name follows from both, and so does the address', async () => {
    await choose('Content type', 'Product');
    await page.locator('input[name=name][value="Products → Product"]').waitFor();
    expect(page.url()).toMatch(/resource=products/);
    expect(page.url()).toMatch(/type=api/);
    await page.getByRole('radio', { name: /^From Harbour/ }).waitFor();
    await button('Next').click();
  });

  it('fields: paired by name, with real records beside them', async () => {
    await page.getByText('Paired by its name and type').first().waitFor();
    const sample = page.getByRole('article', { name: FIRST.id });
    await sample.getByText(FIRST.name).first().waitFor();

    const price = page
      .getByRole('group', { name: /^Pair/ })
      .filter({ has: page.locator('input[value="price.amount"]') });
    await price.getByRole('button', { name: /^Adapt/ }).click();
    await price.getByRole('combobox', { name: 'On the way' }).click();
    await page.getByRole('option', { name: 'An amount in cents' }).click();
    await sample.getByText(FIRST.price, { exact: true }).waitFor();
  });

  it('going back loses nothing', async () => {
    await button('1. What').click();
    await page.getByRole('radio', { name: /Harbour/ }).waitFor();
    expect(await page.getByRole('radio', { name: /Harbour/ }).isChecked()).toBe(true);
    await button('3. Fields').click();
    await page.getByText('An amount in cents').first().waitFor();
    await button('Next').click();
  });

  it('rules: what is gone is deleted, with the brake', async () => {
    await page.getByRole('radio', { name: /^The later change/ }).waitFor();
    await choose('When a record is gone', 'Delete its entry');
    await page.getByText('If a run would delete more than this').waitFor();
    await button('Next').click();
  });

  it('when: the next runs of a rhythm are shown; this one runs by hand', async () => {
    await page.getByRole('radio', { name: 'Every day' }).check({ force: true });
    const next = page.getByRole('region', { name: 'Next runs' });
    await next.getByRole('listitem').nth(4).waitFor();
    await page.getByRole('radio', { name: 'Another rhythm' }).check({ force: true });
    await page.getByLabel(/^Schedule/).fill('0 0 31 2 *');
    await next.getByRole('alert').waitFor();
    await page.getByRole('radio', { name: 'By hand only' }).check({ force: true });
    await button('Save and see the plan').click();
  });

  it('the plan says what would happen, and changes nothing', async () => {
    await page.getByRole('heading', { name: /120 to create/ }).waitFor();
    await page
      .getByRole('article', { name: /New entry/ })
      .first()
      .waitFor();
    const { lastRun, pairCount } = await theJob();
    expect(lastRun?.kind).toBe('preview');
    expect(pairCount).toBe(0);
  });

  it('applied, it does what it has said, and each change leads to its entry', async () => {
    await button('Apply').click();
    await heading(/^Preview applied/).waitFor();
    await page.getByText('Everything was done as the preview said').waitFor();
    const first = page.getByRole('article', { name: `New entry: ${FIRST.id}` });
    await first.getByRole('link', { name: /^Product/ }).click();
    await page.waitForURL(/content-manager/);
    await page.locator('input[name=name]').waitFor();
    expect(await page.locator('input[name=name]').inputValue()).toBe(FIRST.name);
  });

  it('the list says how it went', async () => {
    await open();
    const row = page.getByRole('row').filter({ hasText: 'Products → Product' });
    await row.getByText('Works', { exact: true }).waitFor();
    await row.getByText('+120 ~0 −0').waitFor();
    await row.getByText('By hand only').first().waitFor();
  });
});

describe('both ways', () => {
  it('is chosen in the settings, and asks somebody about conflicts', async () => {
    const { id } = await theJob();
    await open(`/${id}?tab=settings`);
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('radio', { name: /^Both ways/ }).check({ force: true });
    await page.getByRole('radio', { name: /^Ask somebody/ }).check({ force: true });
    await button('Save').click();
    await page.waitForURL(/tab=settings/);
    await page.getByText('Both ways', { exact: true }).waitFor();
  });

  it('a change goes the way it has to go', async () => {
    await changeProduct(standIn, 'prd_0002', { stock: 77 });
    await changeEntry(panel.admin.http, 'ROP-1002', { name: 'Rope of the shop' });
    await open(`/${(await theJob()).id}`);
    await runToItsEnd();
    const changed = page.getByRole('article', { name: 'Changed: prd_0002' });
    await changed.getByText('77', { exact: true }).waitFor();
    await changed.getByText('Rope of the shop').waitFor();
  });

  it('the same field on both sides is a conflict, with what was agreed last between both', async () => {
    await changeProduct(standIn, FIRST.id, { name: 'Towel of Harbour' });
    await changeEntry(panel.admin.http, FIRST.sku, { name: 'Towel of the shop' });
    await open(`/${(await theJob()).id}`);
    await runToItsEnd();
    await page.getByText('1 conflict waits for an answer').waitFor();
    await page.getByRole('link', { name: 'To the conflicts' }).click();
    // What the page still asks for may move the row from under the pointer.
    await button(FIRST.id).waitFor();
    await page.waitForLoadState('networkidle');
    await button(FIRST.id).click();
    const drawer = page.getByRole('dialog');
    const name = drawer.getByRole('region', { name: 'name' });
    await name.getByText('Towel of Harbour').waitFor();
    await name.getByText('Towel of the shop').waitFor();
    await name.getByText(FIRST.name).waitFor();
    expect(page.url()).toMatch(/conflict=\d+/);
  });

  it('is answered by choosing a side, and shows who has won', async () => {
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('radio', { name: 'At Harbour' }).click();
    await drawer.getByRole('button', { name: 'Save the answer' }).click();
    await page.getByText('No conflict waits for an answer.').waitFor();
    await choose('State', 'All states');
    await button(FIRST.id).click();
    await drawer.getByText('At Harbour: taken').waitFor();
    await drawer.getByText(/has answered it/).waitFor();
  });

  it('and can be undone', async () => {
    await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The decision is undone.').first().waitFor();
  });
});

describe('a service that has nothing left', () => {
  it('deletes nothing before somebody has approved', async () => {
    await standIn.control.removeAllProducts();
    await open(`/${(await theJob()).id}`);
    await runToItsEnd();
    await page.getByText('One side has nothing left: 120 deletions wait.').waitFor();
    expect((await theJob()).pairCount).toBe(120);
    await open();
    await page.getByRole('link', { name: 'Deletions wait for a decision' }).click();
    await page.getByText('One side has nothing left').waitFor();
  });

  it('rejected, everything stays', async () => {
    await button('Reject').click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('Nothing is deleted').waitFor();
    await dialog.getByRole('button', { name: 'Reject' }).click();
    await heading(/^Deletions rejected/).waitFor();
    await shownRunEnds();
    expect((await theJob()).heldRunId).toBeNull();
  });
});

describe('the end of a job', () => {
  it('the connection leads to the job that uses it', async () => {
    const { id, connectionId } = await theJob();
    await goTo(page, connections(`/${connectionId}`));
    await page.getByRole('link', { name: 'Sync: Products → Product' }).click();
    await page.waitForURL(new RegExp(`/sync/${id}$`));
    await heading('Products → Product').waitFor();
  });

  it('is deleted after saying what is forgotten, and that entries stay', async () => {
    await open(`/${(await theJob()).id}`);
    await button('More actions').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('The entries and the records stay.').waitFor();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('A sync keeps records of a service').waitFor();
  });
});
