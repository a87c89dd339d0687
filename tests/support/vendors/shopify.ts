import { buildSchema, graphqlSync } from 'graphql';

import { SHOPIFY_SCHEMA } from './shopify-schema';
import { startVendor, type Vendor, type VendorAnswer, type VendorRequest } from './vendor-server';

type Node = Record<string, unknown> & { id: string; updatedAt: string };
type Arguments = Record<string, unknown> & { query?: string; input?: Node; product?: Node };

const GRAPHQL = '/admin/api/2026-07/graphql.json';
const EUR = (amount: string) => ({ amount, currencyCode: 'EUR' });

/** A shop with 120 products, one customer and one order. Its bucket can be emptied, for some calls. */
export async function startShopify(): Promise<
  Vendor & { token: string; throttle(calls: number): void }
> {
  const token = 'shpat_resources';
  const schema = buildSchema(SHOPIFY_SCHEMA);
  let throttled = 0;
  let last = 1_000;
  const tables: Record<string, Node[]> = {
    Product: Array.from({ length: 120 }, (_, n) =>
      newProduct(n, { title: `Product ${n}`, updatedAt: at(n) }),
    ),
    Customer: [newCustomer(1, { firstName: 'Ada', email: 'ada@example.com', numberOfOrders: '2' })],
    Order: [
      {
        id: 'gid://shopify/Order/1',
        name: '#1001',
        email: null,
        note: null,
        tags: [],
        currencyCode: 'EUR',
        displayFinancialStatus: 'PAID',
        displayFulfillmentStatus: 'UNFULFILLED',
        totalPriceSet: { shopMoney: EUR('14.50') },
        customer: { id: 'gid://shopify/Customer/1' },
        createdAt: at(1),
        updatedAt: at(1),
        processedAt: at(1),
        cancelledAt: null,
        closedAt: null,
      },
    ],
  };
  const tableOf = (type: string) => tables[type] ?? [];
  const find = (type: string, id: unknown) => tableOf(type).find((node) => node.id === id) ?? null;

  const page = (type: string) => (asked: Arguments) => {
    const since = /updated_at:>='([^']+)'/.exec(asked.query ?? '')?.[1] ?? '';
    const all = tableOf(type).filter(({ updatedAt }) => updatedAt >= since);
    const start = asked.after ? Number(asked.after) : 0;
    const end = start + Number(asked.first);
    const pageInfo = { hasNextPage: end < all.length, endCursor: end > start ? String(end) : null };
    return { nodes: all.slice(start, end), pageInfo };
  };
  const refused = (field: string, message: string) => ({
    userErrors: [{ field: [field], message }],
  });
  const create = (type: 'Product' | 'Customer', make: typeof newProduct) => (asked: Arguments) => {
    const input = asked.product ?? asked.input ?? ({} as Node);
    if (type === 'Product' && !input.title) return refused('title', "can't be blank");
    last += 1;
    const node = make(last, { ...input, updatedAt: at(59) });
    tableOf(type).push(node);
    return { [type.toLowerCase()]: node, userErrors: [] };
  };
  const update = (type: 'Product' | 'Customer', make: typeof newProduct) => (asked: Arguments) => {
    const input = asked.product ?? asked.input ?? ({} as Node);
    const node = find(type, input.id);
    if (!node) return refused('id', `${type} does not exist`);
    Object.assign(node, make(0, { ...node, ...input, updatedAt: at(59) }));
    return { [type.toLowerCase()]: node, userErrors: [] };
  };
  const remove = (type: 'Product' | 'Customer') => (asked: Arguments) => {
    const node = find(type, asked.input?.id);
    if (!node) return refused('id', `${type} does not exist`);
    if (type === 'Customer' && node.numberOfOrders !== '0') {
      return refused('id', 'Customer can’t be deleted because they have associated orders');
    }
    tableOf(type).splice(tableOf(type).indexOf(node), 1);
    return { [`deleted${type}Id`]: node.id, userErrors: [] };
  };
  const root = {
    product: ({ id }: Arguments) => find('Product', id),
    products: page('Product'),
    customer: ({ id }: Arguments) => find('Customer', id),
    customers: page('Customer'),
    order: ({ id }: Arguments) => find('Order', id),
    orders: page('Order'),
    productCreate: create('Product', newProduct),
    productUpdate: update('Product', newProduct),
    productDelete: remove('Product'),
    customerCreate: create('Customer', newCustomer),
    customerUpdate: update('Customer', newCustomer),
    customerDelete: remove('Customer'),
  };

  function answer({ headers, body }: VendorRequest): VendorAnswer {
    if (headers['x-shopify-access-token'] !== token) {
      return { status: 401, body: { errors: '[API] Invalid API key or access token' } };
    }
    if (throttled > 0) {
      throttled -= 1;
      const throttleStatus = { maximumAvailable: 2_000, currentlyAvailable: 90, restoreRate: 100 };
      return {
        body: {
          errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
          extensions: { cost: { requestedQueryCost: 100, actualQueryCost: null, throttleStatus } },
        },
      };
    }
    const { query, variables } = JSON.parse(body) as { query: string; variables: object };
    const { data, errors } = graphqlSync({
      schema,
      source: query,
      rootValue: root,
      variableValues: variables as Record<string, unknown>,
    });
    // Values that do not fit are told with where in them that is.
    const told = errors?.map(({ message }) => ({
      message,
      ...(message.startsWith('Variable') && {
        extensions: { problems: [{ explanation: message }] },
      }),
    }));
    return { body: { ...(data && { data }), ...(told && { errors: told }) } };
  }

  const vendor = await startVendor({ [`POST ${GRAPHQL}`]: answer });
  return { ...vendor, token, throttle: (calls) => (throttled = calls) };
}

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

const newProduct = (number: number, fields: Record<string, unknown>): Node => ({
  id: `gid://shopify/Product/${number}`,
  title: '',
  handle: `product-${number}`,
  descriptionHtml: '',
  status: 'ACTIVE',
  vendor: 'Acme',
  productType: '',
  tags: [],
  totalInventory: 0,
  createdAt: at(0),
  publishedAt: null,
  onlineStoreUrl: null,
  priceRangeV2: { minVariantPrice: EUR('9.00'), maxVariantPrice: EUR('12.00') },
  featuredMedia: null,
  updatedAt: at(0),
  ...fields,
});

const newCustomer = (number: number, fields: Record<string, unknown>): Node => {
  const { email, phone, ...others } = fields;
  return {
    id: `gid://shopify/Customer/${number}`,
    firstName: null,
    lastName: null,
    displayName: 'A customer',
    note: null,
    tags: [],
    locale: 'en',
    state: 'DISABLED',
    verifiedEmail: true,
    defaultEmailAddress: null,
    defaultPhoneNumber: null,
    numberOfOrders: '0',
    amountSpent: EUR('0.00'),
    createdAt: at(0),
    updatedAt: at(0),
    ...others,
    ...(typeof email === 'string' && { defaultEmailAddress: { emailAddress: email } }),
    ...(typeof phone === 'string' && { defaultPhoneNumber: { phoneNumber: phone } }),
  };
};
