import type { Locator, Page, Route } from 'playwright-core';

import type { Endpoint, Replay } from '../../server/src/outgoing/contracts';
import { articlesOf, publish } from './support/articles';
import { accessibilityProblems, untilShown } from './support/axe';
import { anEndpointAt } from './support/endpoints';
import { startPanel, outgoing, type Panel } from './support/panel';
import { testAccessibility, type View } from './support/views';

jest.setTimeout(180_000);

let panel: Panel;
let endpoint: Endpoint;

/** Three endpoints; the first has got what an editor published, and cannot be reached since. */
beforeAll(async () => {
  panel = await startPanel();
  const { receiver, admin } = panel;
  const eventTypes = ['entry.publish:api::article.article', 'entry.unpublish:api::article.article'];
  endpoint = await anEndpointAt(admin.http, receiver.url('/shop'), {
    eventTypes,
    headers: [{ name: 'X-Tenant', value: 'one' }],
    filter: [{ field: 'title', operator: 'exists', value: true }],
  });
  await anEndpointAt(admin.http, receiver.url('/search'), { description: 'Search index' });
  await anEndpointAt(admin.http, receiver.url('/newsletter'), {
    description: 'Newsletter',
    eventTypes,
    isActive: false,
  });
  const articles = await articlesOf(admin.http);
  receiver.answer('/shop', { status: 200, body: '{"received":true}' });
  for (const article of articles.slice(0, 6)) await publish(admin.http, article);
  await receiver.waitFor(6, { path: '/shop' });
  receiver.answer('/shop', { status: 503, body: 'down for maintenance' });
  for (const article of articles.slice(6, 7)) await publish(admin.http, article);
  await receiver.waitFor(7, { path: '/shop' });
});
afterAll(() => panel?.stop());

const openAction = (action: string, dialog: string) => async (page: Page) => {
  await page.getByRole('button', { name: 'More actions' }).last().click();
  await page.getByRole('menuitem', { name: action }).click();
  await page.getByRole('dialog', { name: dialog }).getByRole('button').last().waitFor();
};

const VIEWS: View[] = [
  {
    name: 'the list',
    picture: 'endpoints',
    address: () => outgoing(),
    ready: (page) => page.getByRole('link', { name: 'Shop' }).waitFor(),
  },
  {
    name: 'what went to any of them',
    picture: 'deliveries',
    address: () => outgoing('?tab=deliveries'),
    ready: (page) => page.getByRole('link', { name: 'entry.publish' }).nth(3).waitFor(),
  },
  {
    name: 'the form',
    address: () => outgoing(`/${endpoint.id}/edit`),
    ready: (page) => page.getByRole('region', { name: 'Body of the example' }).waitFor(),
  },
  {
    name: 'the page of an endpoint',
    picture: 'endpoint',
    address: () => outgoing(`/${endpoint.id}`),
    ready: (page) => page.getByRole('link', { name: 'entry.publish' }).nth(6).waitFor(),
  },
  {
    name: 'its settings',
    address: () => outgoing(`/${endpoint.id}?tab=settings`),
    ready: (page) => page.getByText('X-Tenant').waitFor(),
  },
  {
    name: 'its secret',
    address: () => outgoing(`/${endpoint.id}?tab=secret`),
    ready: (page) => page.getByText('Verify in the receiver').waitFor(),
  },
  {
    name: 'a delivery',
    picture: 'delivery',
    address: () => outgoing(`/${endpoint.id}`),
    ready: async (page) => {
      await page.getByRole('link', { name: 'entry.publish' }).nth(2).click();
      await page.getByRole('dialog').getByText('What is sent').first().waitFor();
    },
  },
  {
    name: 'recovering',
    address: () => outgoing(`/${endpoint.id}`),
    ready: openAction('Recover failed deliveries', 'Recover failed deliveries'),
  },
  {
    name: 'sending an example',
    address: () => outgoing(`/${endpoint.id}`),
    ready: openAction('Send an example', 'Send an example'),
  },
];

/** Made of what the others show in dark. */
const QUESTIONS: View[] = [
  {
    name: 'a new endpoint',
    address: () => outgoing('/create'),
    ready: (page) => page.getByText('Choose an event to see what is sent.').waitFor(),
  },
  {
    name: 'a new secret',
    address: () => outgoing(`/${endpoint.id}?tab=secret`),
    ready: async (page) => {
      await page.getByRole('button', { name: 'Rotate' }).click();
      await page.getByRole('dialog', { name: 'Make a new secret' }).waitFor();
    },
  },
  {
    name: 'deleting',
    address: () => outgoing(`/${endpoint.id}`),
    ready: async (page) => {
      await page.getByRole('button', { name: 'More actions' }).last().click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await page.getByRole('alertdialog', { name: 'Delete Shop?' }).waitFor();
    },
  },
];

testAccessibility(() => panel, VIEWS);
testAccessibility(() => panel, QUESTIONS, ['light']);

describe('nothing that axe finds is', () => {
  let page: Page;
  afterEach(() => page?.close());
  const expectNothing = async () => {
    await untilShown(page);
    expect(await accessibilityProblems(page)).toEqual([]);
  };

  it('on the way from a form with mistakes over a question, a new secret and a test to a replay', async () => {
    page = await panel.admin.open(outgoing('/create'));
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('Enter the address of the receiver.').waitFor();
    await expectNothing();

    await page.getByLabel('Description').fill('Warehouse');
    await page.getByRole('link', { name: 'Outgoing' }).click();
    const leaving = page.getByRole('alertdialog', { name: 'Leave without saving?' });
    await leaving.waitFor();
    await expectNothing();
    await leaving.getByRole('button', { name: 'Cancel' }).click();

    await page.getByLabel('URL').fill(panel.receiver.url('/warehouse'));
    await page.getByPlaceholder('Search events').fill('article');
    await page.getByRole('checkbox', { name: 'Article' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    const created = page.getByRole('dialog', { name: 'Warehouse is created' });
    await created.waitFor();
    await expectNothing();
    await created.getByRole('button', { name: 'I have copied it' }).click();

    await page.getByRole('button', { name: 'Test' }).click();
    const result = page.getByRole('dialog', { name: 'Test of Warehouse' });
    await result.getByText('The test arrived').waitFor();
    await expectNothing();
    await result.getByRole('button', { name: 'Close' }).last().click();

    await openAction('Replay a time range', 'Replay a time range')(page);
    await page.getByText('Nothing was sent in this time.').waitFor();
    await expectNothing();
  });

  it('on an endpoint that was turned off while deliveries are replayed, nor in the question before one is sent again', async () => {
    const prepare = async (opened: Page) => {
      await opened.route(`**/outgoing/endpoints/${endpoint.id}`, async (route) => {
        const response = await route.fetch();
        const { data } = (await response.json()) as { data: Endpoint };
        const off = { isActive: false, disabledReason: 'gone', disabledAt: data.createdAt };
        await route.fulfill({ response, json: { data: { ...data, ...off } } });
      });
      await opened.route(`**/outgoing/endpoints/${endpoint.id}/replays`, (route) =>
        route.fulfill({ json: { data: [aRunningReplay()] } }),
      );
    };
    page = await panel.admin.open(outgoing(`/${endpoint.id}`), { prepare });
    await page.getByText('This endpoint was turned off automatically').waitFor();
    await page.getByRole('progressbar', { name: 'Replaying deliveries' }).waitFor();
    await expectNothing();

    await page.getByRole('link', { name: 'entry.publish' }).last().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
    await page.getByRole('alertdialog', { name: 'Send this delivery again?' }).waitFor();
    await expectNothing();
  });

  it('on an empty list of a site without a key', async () => {
    const answer = (json: object) => (route: Route) => route.fulfill({ json });
    const prepare = async (opened: Page) => {
      await opened.route('**/outgoing/endpoints', answer({ data: [] }));
      const status = { isEncryptionReady: false, encryptionProblem: 'missing-key', isWorker: true };
      await opened.route('**/outgoing/status', answer({ data: status }));
    };
    page = await panel.admin.open(outgoing(), { prepare });
    await page.getByText('Add the first one.').waitFor();
    await page.getByRole('alert').getByText('Secrets are encrypted, and there is no key').waitFor();
    await expectNothing();
  });
});

describe('with the keyboard alone', () => {
  it('an endpoint is created and its delivery opened and closed', async () => {
    const page = await panel.admin.open();
    const { keyboard } = page;
    await page.getByRole('link', { name: 'Shop' }).waitFor();
    await tabTo(page, page.getByRole('link', { name: 'Add endpoint' }));
    await keyboard.press('Enter');

    await page.getByRole('heading', { name: 'Add an endpoint', level: 1 }).waitFor();
    await tabTo(page, page.getByLabel('URL'));
    await keyboard.type(panel.receiver.url('/keyboard'));
    await tabTo(page, page.getByLabel('Description'));
    await keyboard.type('By keyboard');
    await tabTo(page, page.getByPlaceholder('Search events'));
    await keyboard.type('article');
    await tabTo(page, page.getByRole('checkbox', { name: 'Article' }));
    await keyboard.press('Space');
    await tabTo(page, page.getByRole('button', { name: 'Create' }));
    await keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'By keyboard is created' }).waitFor();
    await tabTo(page, page.getByRole('button', { name: 'I have copied it' }));
    await keyboard.press('Enter');

    await page.getByRole('heading', { name: 'By keyboard', level: 1 }).waitFor();
    await tabTo(page, page.getByRole('button', { name: 'More actions' }).last());
    await keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Send an example' }).waitFor();
    await keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Send an example' }).waitFor();
    await tabTo(page, page.getByRole('button', { name: 'Send', exact: true }));
    await keyboard.press('Space');
    const drawer = page.getByRole('dialog', { name: /^entry\./ });
    await drawer.getByText('The receiver accepted it.').waitFor();
    await keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });

    // A table is entered by Tab and walked through by arrows, as a grid is.
    await pressUntil(page, 'Tab', () =>
      page.evaluate(() => Boolean(document.activeElement?.closest('[role=grid]'))),
    );
    await keyboard.press('ArrowDown');
    const delivery = page.getByRole('link', { name: /^entry\./ }).first();
    await pressUntil(page, 'ArrowRight', () => isFocused(delivery));
    await keyboard.press('Enter');
    await drawer.waitFor();
    await page.close();
  });
});

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

/** Goes from one control to the next until it stands on one. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  await pressUntil(page, 'Tab', () => isFocused(target));
}

async function pressUntil(page: Page, key: string, isThere: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press(key);
    if (await isThere()) return;
  }
  throw new Error('the keyboard does not get there');
}

function aRunningReplay(): Replay {
  const createdAt = new Date(Date.now() - 60_000).toISOString();
  return {
    id: 1,
    endpointId: endpoint.id,
    kind: 'replay',
    state: 'running',
    total: 30_000,
    done: 12_000,
    createdAt,
    finishedAt: null,
  };
}
