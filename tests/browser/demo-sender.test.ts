import path from 'node:path';

import type { Page } from 'playwright-core';

import { startDemoReceiver, type DemoReceiver } from '../support/demo-receiver';
import { eventually } from '../support/outgoing';
import { startPanel, type Panel } from './support/panel';

jest.setTimeout(180_000);

const CONTENT = '/content-manager/collection-types';

let panel: Panel;
let receiver: DemoReceiver;
let page: Page;

beforeAll(async () => {
  panel = await startPanel();
  const { url, stateDirectory } = panel.strapi;
  const secretFile = path.join(stateDirectory, 'receiver-secret');
  receiver = await startDemoReceiver({ secretFile, demoAddress: url });
  page = await panel.admin.open();
  await page.goto(receiver.url);
});
afterAll(async () => {
  await receiver?.stop();
  await panel?.stop();
});

const entriesOf = async (type: string): Promise<Record<string, unknown>[]> =>
  (await panel.admin.http.get(`${CONTENT}/${type}?pageSize=50`).expect(200)).body.results;

it('an event of Stripe that is sent from the page changes the product that it is about', async () => {
  const [before, ...others] = await entriesOf('api::product.product');
  expect(others).toEqual([]);
  await page.getByRole('button', { name: 'product.updated' }).click();
  await page.getByText('"Harbour mug" is there, with a new description').waitFor();
  const after = await eventually(async () => {
    const [product] = await entriesOf('api::product.product');
    return product?.description !== before?.description && product;
  });
  expect(after).toMatchObject({ documentId: before?.documentId, price: before?.price });
});

it('a release at GitHub becomes the draft of an article', async () => {
  const before = (await entriesOf('api::article.article')).map(({ documentId }) => documentId);
  await page.getByRole('button', { name: 'release.published' }).click();
  const article = await eventually(async () =>
    (await entriesOf('api::article.article')).find(
      ({ documentId }) => !before.includes(documentId),
    ),
  );
  expect(article).toMatchObject({ title: expect.stringContaining('Tram times'), status: 'draft' });
});

it('one that is changed on its way is refused, and nothing is said to have come of it', async () => {
  const stripe = page.getByRole('row', { name: /^Stripe / });
  await stripe.getByRole('button', { name: 'tampered' }).click();
  const answer = page.getByRole('row', { name: /stripe product\.updated, tampered 401/ });
  await answer.waitFor();
  expect(await answer.getByText('Harbour mug').count()).toBe(0);
});
