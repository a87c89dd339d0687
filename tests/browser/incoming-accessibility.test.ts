import type { Page } from 'playwright-core';

import type { Source, SourceListItem } from '../../server/src/incoming/contracts';
import { INCOMING } from '../support/incoming';
import { vendorEvents } from '../support/vendor-events/vendor-events';
import { anEndpointAt } from './support/endpoints';
import { startPanel, incoming, type Panel } from './support/panel';
import { newestEvent, send, sourceWith, stripeEvent } from './support/sources';
import { testAccessibility, type View } from './support/views';

jest.setTimeout(180_000);

let panel: Panel;
let stripe: SourceListItem;
let waiting: Source;
const eventIds = { succeeded: 0, refused: 0, forwarded: 0 };

/**
 * What every service of the demo sends; two of them once more with a changed byte. One source still waits. The event of
 * Stripe that is looked at is the last one: those before it may have had their product deleted.
 */
beforeAll(async () => {
  panel = await startPanel();
  const { strapi, receiver, admin } = panel;
  await anEndpointAt(admin.http, receiver.url('/shop'), { eventTypes: ['order.created'] });
  waiting = await sourceWith(admin.http, { name: 'Warehouse' });
  for (const { vendorId, request, tampered } of vendorEvents(strapi.url, Date.now())) {
    expect(await send(request)).toBe(200);
    if (vendorId === 'github') await send(tampered);
  }
  const { body } = await admin.http.get(`${INCOMING}/sources`).expect(200);
  const sourceOf = (searched: string) => {
    const source = (body as { data: SourceListItem[] }).data.find(({ slug }) => slug === searched);
    if (!source) throw new Error(`the demo has no source ${searched}`);
    return source;
  };
  stripe = sourceOf('stripe');
  const shopify = sourceOf('shopify');
  await send(stripeEvent(strapi).tampered);
  const { request } = stripeEvent(strapi);
  await send(request);
  const { id: search } = JSON.parse(request.body) as { id: string };
  eventIds.refused = (await newestEvent(admin.http, stripe.id, 'refused')).id;
  eventIds.succeeded = (await newestEvent(admin.http, stripe.id, 'succeeded', { search })).id;
  eventIds.forwarded = (
    await newestEvent(admin.http, shopify.id, 'succeeded', { eventType: 'orders/create' })
  ).id;
});
afterAll(() => panel?.stop());

const tab = (name: string) => incoming(`/${stripe.id}?tab=${name}`);

const VIEWS: View[] = [
  {
    name: 'the list',
    picture: 'incoming-sources',
    address: () => incoming(),
    ready: (page) => page.getByRole('link', { name: 'Stripe' }).waitFor(),
  },
  {
    name: 'the form',
    address: () => incoming('/create'),
    ready: async (page) => {
      await page.getByRole('radio', { name: 'HMAC signature' }).check({ force: true });
      await page.getByRole('region', { name: 'How the service signs' }).waitFor();
    },
  },
  {
    name: 'a source that waits for its first event',
    address: () => incoming(`/${waiting.id}`),
    ready: (page) => page.getByText('Waiting for the first event…').first().waitFor(),
  },
  {
    name: 'the page of a source',
    address: () => incoming(`/${stripe.id}`),
    ready: (page) => page.getByRole('link', { name: 'product.updated' }).first().waitFor(),
  },
  {
    name: 'an event',
    picture: 'incoming-event',
    address: () => incoming(`/events/${eventIds.succeeded}`),
    ready: (page) => page.getByRole('link', { name: /^Product: / }).waitFor(),
  },
  {
    name: 'a refused event',
    picture: 'incoming-refused',
    address: () => incoming(`/events/${eventIds.refused}`),
    ready: (page) => page.getByText('Refused: it could not be verified').waitFor(),
  },
  {
    name: 'an action',
    picture: 'incoming-mapping',
    pictureHeight: 1800,
    address: () => incoming(`/${stripe.id}/actions/${stripe.actions[0]?.id}`),
    ready: (page) => page.getByRole('region', { name: 'What would be saved' }).waitFor(),
  },
  {
    name: 'the console',
    picture: 'incoming-console',
    pictureHeight: 1350,
    address: () => tab('console'),
    ready: async (page) => {
      await page.getByRole('button', { name: 'Fill with the last refused request' }).click();
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await page.getByText('It would be refused').waitFor();
    },
  },
];

/** Made of what stands on the others, too. */
const PARTS: View[] = [
  {
    name: 'an empty list',
    prepare: (page: Page) =>
      page.route(`**${INCOMING}/sources`, (route) => route.fulfill({ json: { data: [] } })),
    address: () => incoming(),
    ready: (page) => page.getByText('Add the first one.').waitFor(),
  },
  {
    name: 'what came in at any of them',
    address: () => incoming('?tab=events'),
    ready: (page) => page.getByRole('link', { name: 'product.updated' }).first().waitFor(),
  },
  {
    name: 'an event that was sent on',
    address: () => incoming(`/events/${eventIds.forwarded}`),
    ready: (page) => page.getByRole('link', { name: 'Caused the message order.created' }).waitFor(),
  },
  {
    name: 'the actions of a source',
    address: () => tab('actions'),
    ready: (page) => page.getByRole('button', { name: 'Move action 1 down' }).waitFor(),
  },
  {
    name: 'replacing its secret',
    address: () => tab('secret'),
    ready: async (page) => {
      await page.getByRole('button', { name: 'Replace the secret' }).click();
      await page.getByRole('dialog', { name: 'Replace the secret' }).waitFor();
    },
  },
  {
    name: 'recovering',
    address: () => incoming(`/${stripe.id}`),
    ready: async (page) => {
      await page.getByRole('button', { name: 'More actions' }).last().click();
      await page.getByRole('menuitem', { name: 'Recover failed events' }).click();
      await page
        .getByText('Nothing failed in this time, and nothing waits for another try.')
        .waitFor();
    },
  },
];

testAccessibility(() => panel, VIEWS);
testAccessibility(() => panel, PARTS, ['light']);
