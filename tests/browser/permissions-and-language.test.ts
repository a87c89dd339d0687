import type { Source } from '../../server/src/incoming/contracts';
import type { Endpoint } from '../../server/src/outgoing/contracts';
import { anEndpointAt, sendExamples } from './support/endpoints';
import { goTo, incoming, outgoing, startPanel, type Panel } from './support/panel';
import { newestEvent, sendNumbered, sourceWith } from './support/sources';

jest.setTimeout(180_000);

let panel: Panel;
let endpoint: Endpoint;
let source: Source;

beforeAll(async () => {
  panel = await startPanel();
  endpoint = await anEndpointAt(panel.admin.http, panel.receiver.url('/shop'));
  await sendExamples(panel.admin.http, endpoint.id, 1);
  source = await sourceWith(panel.admin.http, {
    name: 'Warehouse',
    actions: [{ kind: 'forward', eventTypes: ['*'] }],
  });
  await sendNumbered(panel.strapi, source, { count: 1, type: 'stock.low' });
  await newestEvent(panel.admin.http, source.id, 'succeeded');
});
afterAll(() => panel?.stop());

const ACTION = 'plugin::integration-builder';

describe('what an administrator may not do is absent', () => {
  it('without permission there is no menu entry, and the address leads nowhere', async () => {
    const editor = await panel.addAdministrator(['plugin::upload.read']);
    const page = await editor.open('/admin');
    await page.getByRole('link', { name: 'Home' }).first().waitFor();
    expect(await page.locator('a[href*="integration-builder"]').count()).toBe(0);

    await page.goto(`${panel.strapi.url}${outgoing()}`);
    await page.getByText("You don't have the permissions to access that content").waitFor();
    await page.close();
  });

  it('who may only read sees the log and no action', async () => {
    const reader = await panel.addAdministrator([
      `${ACTION}.endpoint.read`,
      `${ACTION}.delivery.read`,
    ]);
    const page = await reader.open();
    await page.getByRole('link', { name: 'Shop' }).waitFor();
    for (const name of ['Add endpoint', 'Test Shop', 'Edit Shop', 'Delete Shop']) {
      expect(await page.getByLabel(name).or(page.getByText(name)).count()).toBe(0);
    }
    expect(await page.getByRole('switch').count()).toBe(0);

    await page.getByRole('link', { name: 'Shop' }).click();
    await page.getByRole('link', { name: 'entry.publish' }).click();
    const drawer = page.getByRole('dialog', { name: 'entry.publish' });
    await drawer.getByText('What is sent').first().waitFor();
    expect(await drawer.getByRole('button', { name: 'Send again' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('button', { name: 'More actions' }).count()).toBe(0);
    await page.getByRole('tab', { name: 'Secret' }).click();
    await page.getByText('You may not see the secret').waitFor();
    expect(await page.getByRole('button', { name: /Reveal|Rotate/ }).count()).toBe(0);
    await page.close();
  });

  it('who may only read sources and events sees them and no action', async () => {
    const reader = await panel.addAdministrator([`${ACTION}.source.read`, `${ACTION}.event.read`]);
    const page = await reader.open(incoming());
    await page.getByRole('link', { name: 'Warehouse' }).waitFor();
    for (const name of ['Add source', 'Edit Warehouse', 'Delete Warehouse']) {
      expect(await page.getByLabel(name).or(page.getByText(name)).count()).toBe(0);
    }
    expect(await page.getByRole('switch').count()).toBe(0);

    await page.getByRole('link', { name: 'Warehouse' }).click();
    await page.getByRole('link', { name: 'stock.low' }).waitFor();
    const absent = { name: /^(Edit|More actions|Add action|Move|Remove|Replace)/ };
    for (const tab of ['Events', 'Actions', 'Secret']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel', { name: tab }).waitFor();
      expect(await page.getByRole('button', absent).count()).toBe(0);
      expect(await page.getByRole('link', absent).count()).toBe(0);
    }
    expect(await page.getByRole('tab', { name: 'Check a request' }).count()).toBe(0);

    await page.getByRole('tab', { name: 'Events' }).click();
    await page.getByRole('link', { name: 'stock.low' }).click();
    await page.getByText('Verified: it is genuine').waitFor();
    expect(await page.getByRole('button', { name: /^(Run again|Discard)/ }).count()).toBe(0);
    for (const address of ['/create', `/${source.id}/edit`, `/${source.id}/actions/new`]) {
      await goTo(page, incoming(address));
      await page.getByText("You don't have the permissions to access that content").waitFor();
    }
    await page.close();
  });

  it('who may not read events has no log of them, and no way to one', async () => {
    const reader = await panel.addAdministrator([`${ACTION}.source.read`]);
    const page = await reader.open(incoming());
    await page.getByRole('link', { name: 'Warehouse' }).waitFor();
    expect(await page.getByRole('tab', { name: 'All events' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Warehouse' }).click();
    await page.getByRole('tab', { name: 'Actions' }).waitFor();
    expect(await page.getByRole('tab', { name: 'Events' }).count()).toBe(0);
    expect(await page.locator('a[href*="/events/"]').count()).toBe(0);
    await page.close();
  });

  it('who may read events alone finds their log in the menu, and nothing of the sources', async () => {
    const reader = await panel.addAdministrator([`${ACTION}.event.read`]);
    const page = await reader.open('/admin');
    const refused: string[] = [];
    page.on('response', (response) => {
      const isOurs = response.url().includes('/integration-builder/');
      if (isOurs && response.status() === 403) refused.push(response.url());
    });
    await page.getByRole('link', { name: 'Integrations' }).first().click();
    await page.waitForURL(`**${incoming()}`);
    await page.getByRole('link', { name: 'Incoming' }).waitFor();
    await page.getByRole('link', { name: 'stock.low' }).waitFor();
    expect(await page.getByRole('tab').count()).toBe(0);
    for (const text of ['Warehouse', 'Add source']) {
      expect(await page.getByText(text).count()).toBe(0);
    }
    expect(await page.getByRole('combobox', { name: 'Source' }).count()).toBe(0);
    await page.getByText(`#${source.id}`, { exact: true }).first().waitFor();
    await page.getByRole('link', { name: 'stock.low' }).click();
    await page.getByText('Verified: it is genuine').waitFor();
    expect(refused).toEqual([]);

    await goTo(page, incoming(`/${source.id}`));
    await page.getByText("You don't have the permissions to access that content").waitFor();
    await page.close();
  });

  it('who may not read deliveries has no log', async () => {
    const reader = await panel.addAdministrator([`${ACTION}.endpoint.read`]);
    const page = await reader.open(outgoing(`/${endpoint.id}`));
    await page.getByRole('tab', { name: 'Settings' }).waitFor();
    expect(await page.getByRole('tab', { name: 'Deliveries' }).count()).toBe(0);
    await page.close();
  });
});

describe('French', () => {
  it('the pages speak the language of the administrator', async () => {
    const page = await panel.admin.open(outgoing(), { language: 'fr' });
    await page.getByRole('heading', { name: 'Webhooks sortants', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Shop' }).click();
    await page.getByText('Livrée', { exact: true }).first().waitFor();
    expect(await page.getByText('integration-builder.').count()).toBe(0);
    await page.close();
  });

  it('what the server says has words in it, too', async () => {
    panel.receiver.answer('/shop', { status: 404 });
    await sendExamples(panel.admin.http, endpoint.id, 1);
    const page = await panel.admin.open(outgoing(`/${endpoint.id}`), { language: 'fr' });
    await page.getByRole('link', { name: 'entry.publish' }).first().click();
    await page.getByText('Le destinataire ne connaît pas cette adresse (404).').waitFor();

    await goTo(page, outgoing(`/${endpoint.id}/edit`));
    await page.getByLabel('URL', { exact: false }).first().fill('http://10.0.0.1/hooks');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Cette adresse mène à un réseau').waitFor();
    await page.close();
  });

  it('the incoming pages do as well', async () => {
    const page = await panel.admin.open(incoming(), { language: 'fr' });
    await page.getByRole('heading', { name: 'Webhooks entrants', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Warehouse' }).click();
    await page.getByRole('tab', { name: 'Vérifier une requête' }).waitFor();
    await page.getByRole('link', { name: 'stock.low' }).click();
    await page.getByText('Vérifié', { exact: false }).first().waitFor();
    expect(await page.getByText('integration-builder.').count()).toBe(0);
    await page.close();
  });
});
