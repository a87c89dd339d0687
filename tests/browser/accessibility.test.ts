import type { Page } from 'playwright-core';

import type { Endpoint } from '../../server/src/outgoing/contracts';
import { anEndpointAt } from './support/endpoints';
import { startPanel, outgoing, type Panel } from './support/panel';
import { testAccessibility, type View } from './support/views';

jest.setTimeout(180_000);

let panel: Panel;
let endpoint: Endpoint;

const ARTICLES = '/content-manager/collection-types/api::article.article';

/** Three endpoints; the first has got what an editor published, and cannot be reached since. */
beforeAll(async () => {
  panel = await startPanel();
  const { receiver, admin } = panel;
  const articles = ['entry.publish:api::article.article', 'entry.unpublish:api::article.article'];
  endpoint = await anEndpointAt(admin.http, receiver.url('/shop'), {
    eventTypes: articles,
    headers: [{ name: 'X-Tenant', value: 'one' }],
    filter: [{ field: 'title', operator: 'exists', value: true }],
  });
  await anEndpointAt(admin.http, receiver.url('/search'), { description: 'Search index' });
  await anEndpointAt(admin.http, receiver.url('/newsletter'), {
    description: 'Newsletter',
    eventTypes: articles,
    isActive: false,
  });
  const { body } = await admin.http.get(ARTICLES);
  const published = (body as { results: { documentId: string; title: string }[] }).results;
  const publish = ({ documentId, title }: { documentId: string; title: string }) =>
    admin.http.post(`${ARTICLES}/${documentId}/actions/publish`).send({ title }).expect(200);

  receiver.answer('/shop', { status: 200, body: '{"received":true}' });
  for (const article of published.slice(0, 6)) await publish(article);
  await receiver.waitFor(6, { path: '/shop' });
  receiver.answer('/shop', { status: 503, body: 'down for maintenance' });
  for (const article of published.slice(6, 7)) await publish(article);
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
    darkPicture: 'endpoint-dark',
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
