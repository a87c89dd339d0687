import { createAdminApiClient } from '@shopify/admin-api-client';

import { loopbackForFile } from '../../../support/loopback-sender';
import { clientAt, listed, resourceOf } from '../../../support/vendors/client-at';
import { startShopify } from '../../../support/vendors/shopify';

const { keep, senderWith } = loopbackForFile();
const products = resourceOf('shopify', 'products');
const customers = resourceOf('shopify', 'customers');
const orders = resourceOf('shopify', 'orders');

async function start() {
  const vendor = await keep(startShopify());
  const { url, token } = vendor;
  const client = clientAt('shopify', {
    sender: senderWith(),
    baseUrl: `${url}/admin/api/2026-07`,
    token,
    header: 'x-shopify-access-token',
  });
  const sdk = createAdminApiClient({
    storeDomain: 'acme.myshopify.com',
    apiVersion: '2026-07',
    accessToken: token,
    customFetchApi: (address, init) =>
      fetch(String(address).replace('https://acme.myshopify.com', url), init),
  });
  async function theirs<T>(query: string, variables = {}): Promise<T> {
    const { data, errors } = await sdk.request<T>(query, { variables });
    if (errors) throw new Error(JSON.stringify(errors));
    return data as T;
  }
  return { ...vendor, client, theirs };
}

it('lists products over all pages, as Shopify’s own client finds them', async () => {
  const { client, theirs } = await start();
  const { records, positions } = await listed(products, client);
  const query = '{ products(first: 250) { nodes { id title } } }';
  const { products: found } = await theirs<{ products: { nodes: { id: string }[] } }>(query);
  expect(records.map(({ id }) => id)).toEqual(found.nodes.map(({ id }) => id));
  expect(positions).toEqual(['50', '100', null]);
  const rest = await listed(products, client, { position: '100' });
  expect(rest.records).toEqual(records.slice(100));
});

it.each<[string, object]>([
  [
    'more without a place',
    { products: { nodes: [], pageInfo: { hasNextPage: true, endCursor: null } } },
  ],
  ['nothing', {}],
])('does not take an answer with %s for the end', async (_name, data) => {
  const { client } = await start();
  client.use({ afterResponse: (response) => ({ ...response, data: { data } }) });
  await expect(listed(products, client)).rejects.toMatchObject({ code: 'paging-malformed' });
});

it('lists what was changed since a time, within a search', async () => {
  const { client, requests } = await start();
  const since = Date.UTC(2026, 0, 1, 1);
  const { records } = await listed(products, client, { since, filter: { query: 'status:active' } });
  expect(records).toHaveLength(60);
  expect(JSON.parse(requests[0]!.body)).toMatchObject({
    variables: {
      first: 50,
      after: null,
      query: "(status:active) AND updated_at:>='2026-01-01T01:00:00.000Z'",
    },
  });
});

it('makes, changes, reads and deletes a product', async () => {
  const { client, theirs } = await start();
  const made = (await products.create?.(client, { title: 'Dune', tags: ['new'] }, {})) as {
    id: string;
  };
  expect(await products.update?.(client, made.id, { status: 'DRAFT' }, {})).toMatchObject({
    title: 'Dune',
    status: 'DRAFT',
  });
  const query = 'query ($id: ID!) { product(id: $id) { title status tags } }';
  expect(await theirs(query, { id: made.id })).toEqual({
    product: { title: 'Dune', status: 'DRAFT', tags: ['new'] },
  });
  await products.delete?.(client, made.id, {});
  expect(await products.get?.(client, made.id)).toBeNull();
  expect(await products.update?.(client, made.id, { title: 'x' }, {})).toBeNull();
  await expect(products.delete?.(client, made.id, {})).resolves.toBeUndefined();
});

it('reads and writes the address and the number of a customer alike', async () => {
  const { client, theirs } = await start();
  expect((await listed(customers, client)).records).toMatchObject([
    { firstName: 'Ada', email: 'ada@example.com', phone: null, numberOfOrders: '2' },
  ]);
  const made = (await customers.create?.(client, { email: 'bo@example.com' }, {})) as {
    id: string;
  };
  const changed = await customers.update?.(client, made.id, { phone: '+4930123456' }, {});
  expect(changed).toMatchObject({ email: 'bo@example.com', phone: '+4930123456' });
  const query = 'query ($id: ID!) { customer(id: $id) { defaultEmailAddress { emailAddress } } }';
  expect(await theirs(query, { id: made.id })).toEqual({
    customer: { defaultEmailAddress: { emailAddress: 'bo@example.com' } },
  });
  await customers.delete?.(client, made.id, {});
  expect(await customers.get?.(client, made.id)).toBeNull();
});

it('tells what Shopify does not take, as a fault of the record', async () => {
  const { client } = await start();
  await expect(products.create?.(client, { title: '' }, {})).rejects.toMatchObject({
    name: 'ApiError',
    status: 422,
    message: "Shopify refused: title: can't be blank",
  });
  const customer = 'gid://shopify/Customer/1';
  await expect(customers.delete?.(client, customer, {})).rejects.toMatchObject({
    status: 422,
    message: expect.stringContaining('associated orders'),
  });
  const wrong = { title: 'Dune', status: 'ON_SALE' };
  await expect(products.create?.(client, wrong, {})).rejects.toMatchObject({ status: 422 });
});

it('only reads orders', async () => {
  const { client } = await start();
  expect((await listed(orders, client)).records).toMatchObject([
    { name: '#1001', totalPriceSet: { shopMoney: { amount: '14.50' } } },
  ]);
  expect(await orders.get?.(client, 'gid://shopify/Order/2')).toBeNull();
  expect([orders.create, orders.update, orders.delete]).toEqual([undefined, undefined, undefined]);
});

it('asks again what there was not enough left for, and gives up at last', async () => {
  const { client, throttle, requests } = await start();
  throttle(2);
  expect(await orders.get?.(client, 'gid://shopify/Order/1')).toMatchObject({ name: '#1001' });
  expect(requests).toHaveLength(3);
  throttle(5);
  await expect(orders.get?.(client, 'gid://shopify/Order/1')).rejects.toMatchObject({
    code: 'rate-limited',
    status: 429,
  });
  expect(requests).toHaveLength(8);
});

it('names a token that is not accepted', async () => {
  const { url } = await start();
  const stranger = clientAt('shopify', {
    sender: senderWith(),
    baseUrl: `${url}/admin/api/2026-07`,
    token: 'shpat_none',
    header: 'x-shopify-access-token',
  });
  await expect(listed(orders, stranger)).rejects.toMatchObject({ status: 401 });
});
