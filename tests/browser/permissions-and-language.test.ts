import type { Endpoint } from '../../server/src/outgoing/contracts';
import { anEndpointAt, sendExamples } from './support/endpoints';
import { startPanel, outgoing, type Panel } from './support/panel';

jest.setTimeout(180_000);

let panel: Panel;
let endpoint: Endpoint;

beforeAll(async () => {
  panel = await startPanel();
  endpoint = await anEndpointAt(panel.admin.http, panel.receiver.url('/shop'));
  await sendExamples(panel.admin.http, endpoint.id, 1);
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
});
