import type { Page } from 'playwright-core';

import { startStandIn, type StandIn } from '../support/stand-in';
import { makeSyncJob } from './support/demo-database';
import { connections, goTo, settings, startPanel, type Panel } from './support/panel';

jest.setTimeout(180_000);

let standIn: StandIn;
let panel: Panel;
let page: Page;
beforeAll(async () => {
  standIn = await startStandIn();
  panel = await startPanel({ standInPort: Number(new URL(standIn.url).port) });
  page = await panel.admin.open(connections());
});
afterAll(async () => {
  await panel?.stop();
  await standIn?.stop();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
/** Chooses from what else can be done. */
async function menu(name: string): Promise<void> {
  await button('More actions').click();
  await page.getByRole('menuitem', { name }).click();
}
/** The one in the grid. */
const card = () => page.getByRole('article');
const heading = (name: string) => page.getByRole('heading', { name, level: 1 });

describe('an account at a service, from an empty page to its end', () => {
  let address = '';

  it('an empty page says what a connection is, and leads to the catalogue', async () => {
    await page.getByText('A connection is an account at a service').waitFor();
    await page.getByRole('link', { name: 'Connect', exact: true }).first().click();
    await heading('Connect an account').waitFor();
    await page.getByPlaceholder('Search for a service').fill('harb');
    await page.getByRole('link', { name: /Harbour/ }).waitFor();
    expect(await page.getByRole('link', { name: /GitHub/ }).count()).toBe(0);
    await page.getByRole('link', { name: /Harbour/ }).click();
    await heading('Connect Harbour').waitFor();
  });

  it('its page shows the address to register, and where the app is set up', async () => {
    const redirect = `${panel.strapi.url}/api/integration-builder/oauth/callback`;
    await page
      .getByText(redirect)
      .or(page.locator(`input[value="${redirect}"]`))
      .first()
      .waitFor();
    await page.getByText('Set by the configuration of this site').waitFor();
  });

  it('declining at the service leads back with its words, and to another try', async () => {
    await button('Connect').click();
    await page.waitForURL(`${standIn.url}/**`);
    await page.getByRole('button', { name: /Deny|Decline|Do not/ }).click();
    await page.waitForURL(`${panel.strapi.url}/**`);
    await page.getByText('The service did not give access').waitFor();
    await page.getByRole('link', { name: 'Try again' }).click();
    await heading('Connect an account').waitFor();
  });

  it('a script in what the service says stands there as text', async () => {
    await goTo(page, connections('/new/harbour'));
    await button('Connect').click();
    await page.waitForURL(`${standIn.url}/**`);
    const asked = new URL(page.url()).searchParams;
    const back = new URL(asked.get('redirect_uri') ?? '');
    const script = '<img src=x onerror="document.title=\'taken over\'"><script>alert(1)</script>';
    back.search = new URLSearchParams({
      state: asked.get('state') ?? '',
      iss: standIn.url,
      error: 'access_denied',
      error_description: script,
    }).toString();
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(back.href);
    await page.getByText(`Harbour did not agree: ${script}`).waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(dialogs).toEqual([]);
    expect(await page.title()).not.toContain('taken over');
  });

  it('agreeing at the service leads back to a connection that works', async () => {
    await goTo(page, connections('/new/harbour'));
    await button('Connect').click();
    await page.waitForURL(`${standIn.url}/**`);
    await page.getByRole('button', { name: /Approve|Allow/ }).click();
    await page.waitForURL(/\/connections\/\d+$/);
    address = page.url();
    await heading('Harbour Wholesale').waitFor();
    await page.getByText('Works', { exact: true }).first().waitFor();
    await page.getByText('products:write').first().waitFor();
    // Neither the code nor the ticket stays in the history.
    expect(address).not.toMatch(/code=|ticket=/);
  });

  it('a test says whose account it is', async () => {
    await button('Test').click();
    await page.getByText('Harbour answered: this is Harbour Wholesale.').first().waitFor();
  });

  it('a service that fails turns it to a problem with a reason, and back', async () => {
    await standIn.control.setModes({ api: 'error-500' });
    await button('Test').click();
    await page.getByText('Has a problem', { exact: true }).first().waitFor();
    await page
      .getByText(/answered with 500/)
      .first()
      .waitFor();
    await standIn.control.setModes({ api: 'ok' });
    await button('Test').click();
    await page.getByText('Works', { exact: true }).first().waitFor();
  });

  it('a card says whose account it is when it is tested', async () => {
    await goTo(page, connections());
    await card().getByText('Works', { exact: true }).waitFor();
    await card().getByRole('button', { name: 'Test' }).click();
    await page.getByText('Harbour answered: this is Harbour Wholesale.').first().waitFor();
  });

  it('a card says what to do about a service that does not answer at all', async () => {
    const port = Number(new URL(standIn.url).port);
    await standIn.stop();
    await card().getByRole('button', { name: 'Test' }).click();
    await card().getByText('Has a problem', { exact: true }).waitFor();
    await card()
      .getByText(/refused the connection\. Check that it is running/)
      .waitFor();
    standIn = await startStandIn({ port });
    await card().getByRole('button', { name: 'Test' }).click();
    // It came back without a memory: the grant is gone with it.
    await card().getByText('Needs to be reconnected', { exact: true }).waitFor();
    await card()
      .getByText(/Reconnect the account\./)
      .waitFor();
    expect(await card().getByRole('button', { name: 'Test' }).count()).toBe(0);
  });

  it('reconnecting keeps the connection', async () => {
    await card().getByRole('button', { name: 'Reconnect' }).click();
    await page.waitForURL(`${standIn.url}/**`);
    await page.getByRole('button', { name: /Approve|Allow/ }).click();
    await page.waitForURL(address);
    await page.getByText('Works', { exact: true }).first().waitFor();
  });

  it('its history is drawn over time, with what it was when on hover', async () => {
    const strip = page.getByRole('img', { name: /^Since .+, it has worked \d+% of the time\.$/ });
    await strip.waitFor();
    await strip
      .getByTitle(/^Works: from .+M to .+M$/)
      .first()
      .waitFor({ state: 'attached' });
    await strip
      .getByTitle(/^Needs to be reconnected: from .+M to .+M$/)
      .first()
      .waitFor({ state: 'attached' });
  });

  it('its calls are in its log, each with its tries', async () => {
    await page.reload();
    await page.getByRole('link', { name: 'GET /api/me' }).first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('Stored answer').waitFor();
    await page.keyboard.press('Escape');
  });

  it('is renamed, and stands in the grid with its name', async () => {
    await page.goto(address);
    await menu('Rename');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Warehouse');
    await dialog.getByRole('button', { name: /Save|Rename/ }).click();
    await heading('Warehouse').waitFor();
    await goTo(page, connections());
    await page.getByRole('link', { name: /Warehouse/ }).waitFor();
  });

  it('is disconnected after saying what that stops, and then deleted', async () => {
    const connectionId = Number(/\d+$/.exec(address)?.[0]);
    const disconnect = () => page.getByRole('alertdialog').or(page.getByRole('dialog'));
    await page.goto(address);
    await menu('Disconnect');
    await disconnect().getByText('Nothing uses it.').waitFor();
    await page.keyboard.press('Escape');
    await makeSyncJob(panel.strapi, { name: 'Assortment', connectionId });
    await goTo(page, connections());
    await card().getByText('Used in 1 place').waitFor();
    await page.goto(address);
    await page.getByText('Sync: Assortment', { exact: true }).waitFor();
    await menu('Disconnect');
    const dialog = disconnect();
    await dialog.getByText('This stops working: Sync: Assortment.').waitFor();
    await dialog.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByText('Disconnected', { exact: true }).first().waitFor();
    expect((await standIn.control.counters()).revocations).toBe(1);
    await menu('Delete');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('A connection is an account at a service').waitFor();
  });
});

describe('a key', () => {
  it('is tried out before it is saved, and refused with a reason', async () => {
    await goTo(page, connections('/new/api-key'));
    await page.getByLabel(/^API key/).fill('a-wrong-key-of-the-tests');
    await page.getByLabel(/^Address of the API/).fill(`${standIn.url}/keyed`);
    await page.getByLabel('Path for the test').fill('/me');
    await button('Connect').click();
    await page
      .getByText(/does not accept the credentials/)
      .first()
      .waitFor();
    await page.getByLabel(/^API key/).fill('demo-harbour-api-key');
    await button('Connect').click();
    await page.waitForURL(/\/connections\/\d+$/);
    await page.getByText('Works', { exact: true }).first().waitFor();
  });
});

describe('the guide of a service', () => {
  it('opens beside the form, leads out in a new tab, and closes by Escape', async () => {
    await goTo(page, connections('/new/google'));
    await button('Guide').click();
    const guide = page.getByRole('dialog', { name: 'How to connect Google' });
    await guide.getByRole('heading', { name: 'Google', exact: true }).waitFor();
    const console = guide.getByRole('link', { name: 'Google Cloud console' });
    expect(await console.getAttribute('target')).toBe('_blank');
    expect(await console.getAttribute('rel')).toContain('noopener');
    expect(page.url()).toContain('guide=open');

    await page.keyboard.press('Escape');
    await guide.waitFor({ state: 'hidden' });
    expect(page.url()).not.toContain('guide');
  });

  it('another file of the docs is named in it without a link', async () => {
    await goTo(page, connections('/new/github?guide=open'));
    const guide = page.getByRole('dialog', { name: 'How to connect GitHub' });
    await guide.getByText('any other service').waitFor();
    expect(await guide.locator('a:not([href^="https://"])').count()).toBe(0);
    await page.keyboard.press('Escape');
  });
});

describe('encryption keys', () => {
  it('a change that runs is cancelled, and what came of it is said', async () => {
    const rotation = {
      state: 'running',
      scanned: 40,
      rotated: 40,
      failed: 0,
      isComplete: false,
      startedAt: new Date().toISOString(),
      finishedAt: null as string | null,
    };
    const address = '**/integration-builder/connections/encryption';
    // The few secrets of a demo are encrypted before anybody could cancel.
    await page.route(address, async (route) => {
      const response = await route.fetch();
      const { data } = (await response.json()) as { data: object };
      await route.fulfill({ response, json: { data: { ...data, rotation, secretCount: 90 } } });
    });
    await goTo(page, settings());
    const running = page.getByRole('progressbar', { name: 'Everything is being encrypted' });
    await running.waitFor();
    const answered = page.waitForResponse(/\/connections\/encryption\/rotate\/cancel$/);
    // Nobody but the request ends it.
    await page.route(`${address}/rotate/cancel`, (route) => {
      Object.assign(rotation, { state: 'cancelled', finishedAt: new Date().toISOString() });
      return route.continue();
    });
    await button('Cancel').click();

    expect((await answered).status()).toBe(200);
    await page.getByText('It was cancelled before the end', { exact: true }).waitFor();
    await running.waitFor({ state: 'hidden' });
    await page.unroute(address);
    await page.unroute(`${address}/rotate/cancel`);
  });

  it('are changed after a question, and the page says what came of it', async () => {
    await goTo(page, settings());
    await page.getByRole('button', { name: /Encrypt everything/ }).click();
    const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
    await dialog.getByRole('button').last().click();
    await page.getByText('Everything is encrypted with the current key', { exact: true }).waitFor();
  });
});
