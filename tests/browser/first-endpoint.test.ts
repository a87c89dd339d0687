import type { Page } from 'playwright-core';

import { eventually, verified } from '../support/outgoing';
import { publishByHand } from './support/articles';
import { goTo, outgoing, startPanel, type Panel } from './support/panel';
import { screenshot } from './support/screenshots';

jest.setTimeout(180_000);

let panel: Panel;
let page: Page;

beforeAll(async () => {
  panel = await startPanel();
  page = await panel.admin.open();
});
afterAll(() => panel?.stop());

describe('the first endpoint, from an empty page to a delivery', () => {
  let secret = '';

  it('an empty list says what an endpoint is and leads to the form', async () => {
    await page.getByText('An endpoint is an address that is told when content changes').waitFor();
    await page.getByRole('link', { name: 'Add endpoint' }).click();
    await page.getByRole('heading', { name: 'Add an endpoint', level: 1 }).waitFor();
  });

  it('what is missing is said at its field, and the first one takes the focus', async () => {
    await page.getByRole('button', { name: 'Create' }).click();

    await page.getByText('Enter the address of the receiver.').waitFor();
    await page.getByText('Choose at least one event.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('url');
  });

  it('what the server refuses is said at its field', async () => {
    await page.getByLabel('URL').fill('http://10.0.0.1/hooks');
    await page.getByPlaceholder('Search events').fill('article');
    await page.getByRole('checkbox', { name: 'Article' }).click();
    await page.getByRole('button', { name: 'Create' }).click();

    await page.getByText('which requests may not reach').waitFor();
  });

  it('the preview beside the form follows the choices', async () => {
    const preview = page.getByRole('region', { name: 'Body of the example' });
    await preview.getByText('"title"').waitFor();
    await page.getByRole('radio', { name: 'Only what it is about' }).click();
    await preview.getByText('"title"').waitFor({ state: 'hidden' });
    await page.getByRole('radio', { name: 'The whole entry' }).click();
    await preview.getByText('"title"').waitFor();
  });

  it('the secret is shown once, can be copied, and comes with code to verify', async () => {
    await page.getByLabel('URL').fill(panel.receiver.url('/shop'));
    await page.getByLabel('Description').fill('Shop');
    await screenshot(page, 'endpoint-form');
    await page.getByRole('button', { name: 'Create' }).click();

    const dialog = page.getByRole('dialog', { name: 'Shop is created' });
    secret = await dialog.getByRole('textbox', { name: 'Secret' }).inputValue();
    expect(secret).toMatch(/^whsec_/);
    await screenshot(page, 'endpoint-secret');
    await dialog.getByRole('button', { name: 'Copy: Secret' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
    await dialog.getByRole('tab', { name: 'Python' }).click();
    await dialog.getByText('def verify').waitFor();
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await page.getByRole('heading', { name: 'Shop', level: 1 }).waitFor();
    expect(await page.getByText(secret).count()).toBe(0);
  });

  it('publishing in the Content Manager delivers, and the log shows it without a reload', async () => {
    await page.getByText('Nothing has been sent yet. What happens').waitFor();
    await publishByHand(panel.admin, 'Published by a test');
    await page.getByRole('link', { name: 'entry.publish' }).first().waitFor();
    // The log shows it as soon as it is recorded, which may be before it arrives.
    const published = await eventually(async () =>
      panel.receiver
        .requestsTo('/shop')
        .map((request) => verified(request, secret))
        .find(({ type }) => type === 'entry.publish'),
    );
    expect(published.data.entry).toMatchObject({ title: 'Published by a test' });
  });

  it('the drawer shows what was sent and what was answered', async () => {
    await page.getByRole('link', { name: 'entry.publish' }).first().click();

    const drawer = page.getByRole('dialog', { name: 'entry.publish' });
    await drawer.getByText('The receiver accepted it.').waitFor();
    await drawer.getByRole('button', { name: /^Try 1 · 200/ }).waitFor();
    await drawer.getByText('webhook-signature').waitFor();
    await drawer
      .getByRole('region', { name: 'Body that is sent' })
      .getByText('Published by a test')
      .first()
      .waitFor();
    expect(page.url()).toMatch(/delivery=\d+/);

    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    expect(page.url()).not.toMatch(/delivery=/);
  });

  it('the test button shows the answer at once', async () => {
    panel.receiver.answer('/shop', { status: 200, body: 'Thank you' });
    await page.getByRole('button', { name: 'Test' }).click();

    const dialog = page.getByRole('dialog', { name: 'Test of Shop' });
    await dialog.getByText('The test arrived').waitFor();
    await dialog.getByText('Thank you').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
  });

  it('a test that fails says what the receiver answered and what to do', async () => {
    panel.receiver.answer('/shop', { status: 404 });
    await page.getByRole('button', { name: 'Test' }).click();

    const dialog = page.getByRole('dialog', { name: 'Test of Shop' });
    await dialog.getByText('The test did not arrive').waitFor();
    await dialog.getByText('knows no such address (404)').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    panel.receiver.answer('/shop', { status: 200 });
  });

  it('the list shows how it does, and its switch turns it off', async () => {
    await goTo(page, outgoing());
    const row = page.getByRole('row').filter({ hasText: 'Shop' });
    await row.getByText('Could not be delivered').waitFor();
    await row.getByRole('switch', { name: 'Active: Shop' }).click();
    const question = page.getByRole('alertdialog', { name: 'Turn Shop off?' });
    await question.getByText('is not kept for it').waitFor();
    await question.getByRole('button', { name: 'Turn off' }).click();
    await question.waitFor({ state: 'hidden' });
    await page.reload();
    await row.getByRole('switch', { name: 'Active: Shop', checked: false }).waitFor();
  });

  it('unsaved changes are not lost without a question', async () => {
    await page.getByRole('button', { name: 'Edit Shop' }).click();
    await page.getByLabel('Description').fill('Shop and more');
    await page.getByRole('link', { name: 'Outgoing' }).click();

    const question = page.getByRole('alertdialog', { name: 'Leave without saving?' });
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(await page.getByLabel('Description').inputValue()).toBe('Shop and more');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Shop and more', level: 1 }).waitFor();
  });
});
