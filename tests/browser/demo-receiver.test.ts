import path from 'node:path';

import type { Page } from 'playwright-core';

import type { Api, DeliveryListItem } from '../../server/src/outgoing/contracts';
import { startDemoReceiver, type DemoReceiver } from '../support/demo-receiver';
import { startDemoStrapi, type DemoStrapi } from '../support/demo-strapi';
import { freePort } from '../support/free-port';
import { eventually, OUTGOING } from '../support/outgoing';
import { articlesOf, publish, publishByHand } from './support/articles';
import { letTriesBeDue } from './support/demo-database';
import { outgoing, visit, type Administrator } from './support/panel';

jest.setTimeout(180_000);

/** The endpoint that the demo is seeded with. */
const ENDPOINT = 1;

let strapi: DemoStrapi;
let receiver: DemoReceiver;
let admin: Administrator;
let leave: () => Promise<void>;
let page: Page;

const startReceiver = (port: number) =>
  startDemoReceiver({ port, secretFile: path.join(strapi.stateDirectory, 'receiver-secret') });

beforeAll(async () => {
  const port = await freePort();
  strapi = await startDemoStrapi({ receiverPort: port });
  receiver = await startReceiver(port);
  ({ admin, leave } = await visit(strapi));
  // The state that every test begins with was made before it was known where the receiver would be.
  await admin.http
    .put(`${OUTGOING}/endpoints/${ENDPOINT}`)
    .send({ url: `${receiver.url}/webhooks` })
    .expect(200);
  page = await admin.open(outgoing(`/${ENDPOINT}`));
});
afterAll(async () => {
  await leave?.();
  await receiver?.stop();
  await strapi?.stop();
});

/** Publishes one of the articles once more. */
async function publishArticle(): Promise<void> {
  const [article] = await articlesOf(admin.http);
  if (!article) throw new Error('the demo has no article');
  await publish(admin.http, article);
}
const published = async () =>
  (await receiver.deliveries()).filter(({ type }) => type === 'entry.publish');
/** What was published last, once it was tried in vain and waits. */
async function failedOnce(): Promise<DeliveryListItem | null> {
  const { body } = await admin.http
    .get(`${OUTGOING}/deliveries?endpointId=${ENDPOINT}&eventType=entry.publish`)
    .expect(200);
  const [newest] = (body as Api['GET /deliveries']['response']).data;
  return newest?.state === 'pending' && newest.attemptCount === 1 ? newest : null;
}
/** The newest first. */
const rows = () => page.locator('[role=grid] tbody tr').filter({ hasText: 'entry.publish' });
const newestWith = (text: string | RegExp) => rows().first().getByText(text).waitFor();

it('an article that is published arrives signed, and the log shows what was answered', async () => {
  await publishByHand(admin, 'Published by hand');
  await newestWith('Delivered');
  const [delivery] = await published();
  expect(delivery).toMatchObject({ verified: true, answered: 'ok' });
  expect(delivery?.body).toContain('Published by hand');

  await rows().first().getByRole('link', { name: 'entry.publish' }).click();
  const drawer = page.getByRole('dialog', { name: 'entry.publish' });
  await drawer.getByRole('button', { name: /^Try 1 · 200 · \d/ }).waitFor();
  await drawer
    .getByRole('region', { name: 'Body of the answer' })
    .getByText('"received"')
    .waitFor();
  await page.keyboard.press('Escape');
});

it('a kill of Strapi costs neither what waits for its next try nor what is under way', async () => {
  await receiver.tell('fail');
  await publishArticle();
  await newestWith(/^Waits for the next try in /);
  const [waiting] = await published();
  await receiver.tell('hang');
  await publishArticle();
  await newestWith('Is being sent');
  // By now the first one may have been tried once more, too.
  const underWay = await eventually(async () =>
    (await published()).find(({ id, answered }) => answered === 'hang' && id !== waiting?.id),
  );

  await strapi.kill();
  await receiver.tell('ok');
  await letTriesBeDue(strapi);
  const { stateDirectory, port } = strapi;
  strapi = await startDemoStrapi({ receiverPort: receiver.port, stateDirectory, port });

  await rows().filter({ hasText: 'Delivered' }).nth(2).waitFor();
  const acceptedIds = (await published())
    .filter(({ answered }) => answered === 'ok')
    .map(({ id }) => id);
  for (const one of [waiting, underWay]) {
    expect(acceptedIds.filter((id) => id === one?.id)).toHaveLength(1);
  }
  const all = await receiver.deliveries();
  expect(all.filter(({ verified }) => verified !== true)).toEqual([]);
});

it('while the receiver is stopped a delivery waits, and it arrives when the receiver is back', async () => {
  const { port } = receiver;
  await receiver.tell('stop');
  await receiver.ended;
  await publishArticle();
  const { id } = await eventually(failedOnce);

  receiver = await startReceiver(port);
  await page.goto(`${strapi.url}${outgoing(`/${ENDPOINT}?delivery=${id}`)}`);
  const drawer = page.getByRole('dialog', { name: 'entry.publish' });
  await drawer.getByRole('button', { name: /^Try 1 · no answer/ }).waitFor();
  await drawer.getByRole('button', { name: /^Try 2 · 200/ }).waitFor();
  const [delivery, ...others] = await published();
  expect(delivery).toMatchObject({ verified: true });
  expect(others).toEqual([]);
});
