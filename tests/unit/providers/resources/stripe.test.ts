import Stripe from 'stripe';

import { loopbackForFile } from '../../../support/loopback-sender';
import { clientAt, listed, resourceOf } from '../../../support/vendors/client-at';
import { startStripe } from '../../../support/vendors/stripe';

const { keep, senderWith } = loopbackForFile();

async function start() {
  const vendor = await keep(startStripe());
  const { url, key } = vendor;
  const client = clientAt('stripe', {
    sender: senderWith(),
    baseUrl: `${url}/v1`,
    token: `Bearer ${key}`,
  });
  const sdk = new Stripe(key, {
    host: '127.0.0.1',
    port: new URL(url).port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
  return { ...vendor, client, sdk };
}

const KEY = { idempotencyKey: 'pair-1' };

it('lists customers page by page, as Stripe’s library does, and goes on from any page', async () => {
  const { client, sdk } = await start();
  const customers = resourceOf('stripe', 'customers');
  const { records, positions } = await listed(customers, client);
  const theirs: string[] = [];
  for await (const { id } of sdk.customers.list({ limit: 50 })) theirs.push(id);
  expect(records.map(({ id }) => id)).toEqual(theirs);
  expect(records).toHaveLength(201);
  expect(positions).toHaveLength(3);
  const rest = await listed(customers, client, { position: positions[0]! });
  expect(rest.records).toEqual(records.slice(100));
});

it('makes a customer once under a key, nested as the library reads it', async () => {
  const { client, sdk } = await start();
  const customers = resourceOf('stripe', 'customers');
  const record = { name: 'Inês', address: { city: 'Porto' }, metadata: { shelf: 'A' } };
  const made = (await customers.create?.(client, record, KEY)) as { id: string };
  expect(await customers.create?.(client, record, KEY)).toMatchObject({ id: made.id });
  expect(await sdk.customers.retrieve(made.id)).toMatchObject(record);
  const changed = await customers.update?.(
    client,
    made.id,
    { metadata: { shelf: null, room: '2' }, email: 'ines@example.com' },
    { idempotencyKey: 'pair-1-changed' },
  );
  expect(changed).toMatchObject({ email: 'ines@example.com', metadata: { room: '2' } });
  expect(await sdk.customers.retrieve(made.id)).toMatchObject({ metadata: { room: '2' } });
});

it('takes a customer that was deleted for gone, though Stripe goes on answering for it', async () => {
  const { client, sdk } = await start();
  const customers = resourceOf('stripe', 'customers');
  await customers.delete?.(client, 'cus_1000', KEY);
  expect(await sdk.customers.retrieve('cus_1000')).toMatchObject({ deleted: true });
  expect(await customers.get?.(client, 'cus_1000')).toBeNull();
  expect(await customers.update?.(client, 'cus_1000', { name: 'x' }, KEY)).toBeNull();
  await expect(customers.delete?.(client, 'cus_1000', KEY)).resolves.toBeUndefined();
});

it('writes products and prices that the library reads, and changes of a price what can be changed', async () => {
  const { client, sdk } = await start();
  const [products, prices] = [resourceOf('stripe', 'products'), resourceOf('stripe', 'prices')];
  const product = (await products.create?.(client, { name: 'Dune' }, KEY)) as { id: string };
  const amount = { currency: 'eur', product: product.id, unit_amount: 1450 };
  const made = (await prices.create?.(client, amount, { idempotencyKey: 'price' })) as {
    id: string;
  };
  expect(await sdk.prices.retrieve(made.id)).toMatchObject({ product: product.id });
  const named = { nickname: 'Paperback' };
  expect(await prices.update?.(client, made.id, named, {})).toMatchObject(named);
  await expect(prices.update?.(client, made.id, { unit_amount: 1 }, {})).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('unknown parameter: unit_amount'),
  });
  const { delete: remove } = prices;
  expect(remove).toBeUndefined();
  expect(prices.fields).toContainEqual({ path: 'unit_amount', type: 'number', isCreateOnly: true });
  expect(await products.update?.(client, product.id, { name: 'Dune II' }, {})).toHaveProperty(
    'updated',
  );
  await products.delete?.(client, product.id, {});
  expect(await products.get?.(client, product.id)).toBeNull();
});

it('lists subscriptions that were canceled, too, and only reads them and invoices', async () => {
  const { client, sdk } = await start();
  const subscriptions = resourceOf('stripe', 'subscriptions');
  const { records } = await listed(subscriptions, client);
  const theirs = await sdk.subscriptions.list({ status: 'all' });
  expect(records).toEqual(JSON.parse(JSON.stringify(theirs.data)));
  expect(records).toHaveLength(2);
  const active = await listed(subscriptions, client, { filter: { status: 'active' } });
  expect(active.records.length).toBe(1);
  const invoices = resourceOf('stripe', 'invoices');
  expect((await listed(invoices, client)).records).toMatchObject([{ id: 'in_1', total: 1450 }]);
  for (const { create, update, isIncremental } of [subscriptions, invoices]) {
    expect([create, update, isIncremental]).toEqual([undefined, undefined, false]);
  }
});
