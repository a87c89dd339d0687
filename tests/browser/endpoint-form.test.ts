import type { Page } from 'playwright-core';

import type { Endpoint, EndpointInput } from '../../server/src/outgoing/contracts';
import { anEndpointAt, sendExamples } from './support/endpoints';
import { outgoing, startPanel, type Panel } from './support/panel';

jest.setTimeout(180_000);

const API = '/integration-builder/outgoing/endpoints';
const ACTION = 'plugin::integration-builder';

let panel: Panel;
let page: Page;

beforeAll(async () => {
  panel = await startPanel();
});
afterAll(() => panel?.stop());
afterEach(() => page?.close());

const make = (description: string, input: Partial<EndpointInput> = {}) =>
  anEndpointAt(panel.admin.http, panel.receiver.url('/shop'), { description, ...input });
const stored = async (id: number): Promise<Endpoint> => {
  const { body } = await panel.admin.http.get(`${API}/${id}`).expect(200);
  return (body as { data: Endpoint }).data;
};
const edit = async ({ id }: Endpoint) => {
  page = await panel.admin.open(outgoing(`/${id}/edit`));
  await page.getByLabel('Description').waitFor();
};
const save = () => page.getByRole('button', { name: 'Save' }).click();
// Exactly: the form's own heading says "Edit" before the name.
const saved = (name: string) =>
  page.getByRole('heading', { name, level: 1, exact: true }).waitFor();

describe('changing an endpoint', () => {
  it('a list of values with commas and empty texts stays what it was', async () => {
    const filter = [
      { field: 'title', operator: 'in' as const, value: ['Paris, France', '', '42', 42] },
    ];
    const endpoint = await make('Cities', { filter });
    await edit(endpoint);
    expect(await page.getByLabel('Values').inputValue()).toBe('Paris, France\n""\n"42"\n42');
    await page.getByLabel('Values').fill('Paris, France\n""\n"42"\n42\nRome, Italy');
    await save();
    await saved('Cities');

    const [condition] = (await stored(endpoint.id)).filter;
    expect(condition?.value).toEqual(['Paris, France', '', '42', 42, 'Rome, Italy']);
  });

  it('what was turned off while the form was open stays off', async () => {
    const endpoint = await make('Before');
    await edit(endpoint);
    await panel.admin.http.put(`${API}/${endpoint.id}`).send({ isActive: false }).expect(200);
    await page.getByLabel('Description').fill('After');
    await save();
    await saved('After');

    expect((await stored(endpoint.id)).isActive).toBe(false);
  });

  it('going straight from one form to another shows the other endpoint', async () => {
    const one = await make('One');
    await make('Two');
    await edit(one);
    await page.getByRole('link', { name: 'Outgoing' }).click();
    await page.getByRole('button', { name: 'Edit Two' }).click();
    await saved('Edit Two');
    await page.evaluate(() => history.go(-2));

    await saved('Edit One');
    expect(await page.getByLabel('Description').inputValue()).toBe('One');
  });
});

describe('the pace and the headers of an endpoint', () => {
  it('a header, a limit and the order are stored and obeyed', async () => {
    const endpoint = await make('Paced');
    await edit(endpoint);
    await page.getByRole('button', { name: 'Add a header' }).click();
    const header = () => page.getByRole('group', { name: 'Header 1' });
    await header().getByLabel('Name').fill('X-Tenant');
    await header().getByLabel('Value').fill('one');
    await page.getByLabel('Deliveries per second, at most').fill('5');
    await page.getByRole('checkbox', { name: /^Keep the order/ }).click();
    await save();
    await saved('Paced');
    expect(await stored(endpoint.id)).toMatchObject({
      headers: [{ name: 'X-Tenant' }],
      rateLimit: 5,
      isOrdered: true,
    });

    panel.receiver.forget();
    await sendExamples(panel.admin.http, endpoint.id, 1);
    const [request] = await panel.receiver.waitFor(1);
    expect(request?.headers['x-tenant']).toBe('one');
    await page.close();
    await edit(endpoint);
    await header().getByText('Set').waitFor();
    expect(await page.getByText('one', { exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Replace the value of X-Tenant' }).click();
    await header().getByLabel('Value').fill('two');
    await save();
    await saved('Paced');
    await sendExamples(panel.admin.http, endpoint.id, 1);
    const [, second] = await panel.receiver.waitFor(2);
    expect(second?.headers['x-tenant']).toBe('two');
  });

  it('turning it on in the form asks first where deliveries wait', async () => {
    const endpoint = await make('Resting');
    panel.receiver.forget();
    panel.receiver.answer('/shop', { status: 503 });
    await sendExamples(panel.admin.http, endpoint.id, 1);
    await panel.receiver.waitFor(1);
    await panel.admin.http.put(`${API}/${endpoint.id}`).send({ isActive: false }).expect(200);
    await edit(endpoint);
    await page.getByRole('checkbox', { name: /^Active/ }).click();
    await save();
    const question = page.getByRole('alertdialog', { name: 'Turn Resting on?' });
    await question.getByText('1 delivery waits for it and will be sent.').waitFor();
    expect((await stored(endpoint.id)).isActive).toBe(false);

    await question.getByRole('button', { name: 'Turn on' }).click();
    await saved('Resting');
    expect((await stored(endpoint.id)).isActive).toBe(true);
    panel.receiver.forget();
  });
});

describe('another kind of signature', () => {
  const chooseKind = async (name: string) => {
    await page.getByRole('combobox', { name: 'Signature', exact: true }).click();
    await page.getByRole('option', { name }).click();
    await save();
  };
  const question = () => page.getByRole('alertdialog', { name: 'Make a new secret?' });

  it('is asked about first, says what happens to the receiver, and shows the new key', async () => {
    const endpoint = await make('Signed');
    await edit(endpoint);
    await chooseKind('Key pair (ed25519, v1a)');
    await question().getByText('The receiver refuses every delivery until').waitFor();
    await question().getByRole('button', { name: 'Cancel' }).click();
    await question().waitFor({ state: 'hidden' });
    expect((await stored(endpoint.id)).signatureKind).toBe('v1');

    await save();
    await question().getByRole('button', { name: 'Save and make it' }).click();
    const dialog = page.getByRole('dialog', { name: 'New secret of Signed' });
    const key = await dialog.getByRole('textbox', { name: 'Public key' }).inputValue();
    expect(key).toBe((await stored(endpoint.id)).publicKey);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    await saved('Signed');
  });

  it('back to a shared secret shows the secret', async () => {
    const endpoint = await make('Shared', { signatureKind: 'v1a' });
    await edit(endpoint);
    await chooseKind('Shared secret (HMAC-SHA256, v1)');
    await question().getByRole('button', { name: 'Save and make it' }).click();
    const dialog = page.getByRole('dialog', { name: 'New secret of Shared' });
    const secret = await dialog.getByRole('textbox', { name: 'Secret' }).inputValue();

    const { body } = await panel.admin.http.post(`${API}/${endpoint.id}/secret/reveal`);
    expect(body).toEqual({ data: { secret } });
  });

  it('cannot be chosen without the right to make secrets, and the form says so', async () => {
    const endpoint = await make('Restricted');
    const editor = await panel.addAdministrator([
      `${ACTION}.endpoint.read`,
      `${ACTION}.endpoint.write`,
    ]);
    page = await editor.open(outgoing(`/${endpoint.id}/edit`));
    await page.getByText('which your role may not make').waitFor();
    const kind = page.getByRole('combobox', { name: 'Signature', exact: true });
    expect(await kind.isDisabled()).toBe(true);

    await page.getByLabel('Description').fill('Restricted, but editable');
    await save();
    await saved('Restricted, but editable');
  });
});
