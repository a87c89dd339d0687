import { randomBytes } from 'node:crypto';

import {
  Refusal,
  startVendor,
  type Vendor,
  type VendorAnswer,
  type VendorRequest,
} from './vendor-server';

type Fields = Record<string, unknown>;
type StripeRecord = Fields & { id: string; object: string };

/** What Stripe takes for a new record or a change, and refuses anything else. */
const WRITABLE: Record<string, string[]> = {
  customer: ['name', 'email', 'phone', 'description', 'address', 'metadata'],
  product: [
    'name',
    'description',
    'url',
    'unit_label',
    'statement_descriptor',
    'active',
    'shippable',
    'images',
    'metadata',
  ],
  price: ['active', 'nickname', 'lookup_key', 'tax_behavior', 'metadata'],
};
const CREATE_ONLY: Record<string, string[]> = {
  price: ['currency', 'product', 'unit_amount', 'recurring'],
};
const REQUIRED: Record<string, string[]> = { product: ['name'], price: ['currency'] };

/** The part of Stripe that the resources use, with two hundred and one customers and one of everything else. */
export async function startStripe(): Promise<Vendor & { key: string }> {
  const key = 'sk_test_resources';
  const tables: Record<string, StripeRecord[]> = {
    customers: Array.from({ length: 201 }, (_, n) => ({
      id: `cus_${String(1000 - n)}`,
      object: 'customer',
      created: 1_767_000_000 - n,
      name: `Customer ${n}`,
      email: null,
      address: null,
      metadata: {},
    })),
    products: [],
    prices: [],
    subscriptions: ['active', 'canceled'].map((status, n) => ({
      id: `sub_${n}`,
      object: 'subscription',
      status,
      customer: 'cus_1000',
      items: { object: 'list', data: [], has_more: false, url: '/v1/subscription_items' },
      created: 1_767_000_000,
    })),
    invoices: [{ id: 'in_1', object: 'invoice', status: 'paid', total: 1450, currency: 'eur' }],
  };
  const deleted = new Map<string, StripeRecord>();
  const answered = new Map<string, VendorAnswer>();

  const find = ({ params }: VendorRequest): StripeRecord => {
    const found = tables[params.kind ?? '']?.find(({ id }) => id === params.id);
    if (!found) throw missing(params);
    return found;
  };

  const routes: Record<string, (request: VendorRequest) => VendorAnswer> = {
    'GET /v1/{kind}': ({ params, query, path }) => {
      let all = tableOf(params);
      if (params.kind === 'subscriptions' && query.get('status') !== 'all') {
        all = all.filter(({ status }) => status !== 'canceled');
      }
      const after = query.get('starting_after');
      const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
      const end = start + Number(query.get('limit') ?? 10);
      return {
        body: {
          object: 'list',
          url: path,
          has_more: end < all.length,
          data: all.slice(start, end),
        },
      };
    },
    'GET /v1/{kind}/{id}': (request) => {
      // Of customers alone Stripe remembers those that were deleted.
      const gone = deleted.get(request.params.id ?? '');
      return { body: request.params.kind === 'customers' && gone ? gone : find(request) };
    },
    'POST /v1/{kind}': (request) => {
      const object = request.params.kind!.replace(/s$/, '');
      const fields = input(request, object, true);
      const record = { id: `${object}_${randomBytes(6).toString('hex')}`, object, ...fields };
      tableOf(request.params).unshift(record);
      return { body: record };
    },
    'POST /v1/{kind}/{id}': (request) => {
      const record = find(request);
      const { metadata, ...fields } = input(request, record.object, false);
      const merged = metadata && { metadata: mergedMetadata(record.metadata, metadata) };
      return { body: Object.assign(record, fields, merged, { updated: 1_767_100_000 }) };
    },
    'DELETE /v1/{kind}/{id}': (request) => {
      const { id, object } = find(request);
      const table = tableOf(request.params);
      table.splice(
        table.findIndex((record) => record.id === id),
        1,
      );
      deleted.set(id, { id, object, deleted: true });
      return { body: { id, object, deleted: true } };
    },
  };

  function tableOf({ kind }: VendorRequest['params']): StripeRecord[] {
    const table = tables[kind ?? ''];
    if (!table) throw new Refusal(stripeError(404, `Unrecognized request URL (/v1/${kind}).`));
    return table;
  }

  const gated = Object.entries(routes).map(([route, answer]) => [
    route,
    (request: VendorRequest) => {
      if (request.headers.authorization !== `Bearer ${key}`) {
        return stripeError(401, 'Invalid API Key provided.');
      }
      const idempotencyKey = request.method === 'POST' && request.headers['idempotency-key'];
      const before = idempotencyKey && answered.get(String(idempotencyKey));
      if (before) return { ...before, headers: { 'idempotent-replayed': 'true' } };
      const given = answer(request);
      if (idempotencyKey) answered.set(String(idempotencyKey), structuredClone(given));
      return given;
    },
  ]);
  return { ...(await startVendor(Object.fromEntries(gated))), key };
}

function input(
  { body }: VendorRequest,
  object: string,
  isNew: boolean,
): Fields & { metadata?: Fields } {
  const fields = nestedForm(body);
  const allowed = [...(WRITABLE[object] ?? []), ...(isNew ? (CREATE_ONLY[object] ?? []) : [])];
  const unknown = Object.keys(fields).find((name) => !allowed.includes(name));
  if (unknown !== undefined) {
    throw new Refusal(
      stripeError(400, `Received unknown parameter: ${unknown}`, { param: unknown }),
    );
  }
  const missingOne = (REQUIRED[object] ?? []).find((name) => isNew && !fields[name]);
  if (missingOne) throw new Refusal(stripeError(400, `Missing required param: ${missingOne}.`));
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value === '' ? null : value]),
  );
}

const mergedMetadata = (before: unknown, changes: Fields) =>
  Object.fromEntries(
    Object.entries({ ...(before as Fields), ...changes }).filter(([, value]) => value !== ''),
  );

/** `address[city]=Porto&images[0]=…` as an object; lists become objects with numbers, which is all that is needed here. */
function nestedForm(body: string): Fields {
  const root: Fields = {};
  for (const [name, value] of new URLSearchParams(body)) {
    const path = name.split(/[[\]]+/).filter(Boolean);
    const last = path.pop() ?? '';
    let place = root;
    for (const step of path) place = (place[step] ??= {}) as Fields;
    place[last] = value;
  }
  return root;
}

function missing({ kind, id }: VendorRequest['params']): Refusal {
  const message = `No such ${kind?.replace(/s$/, '')}: '${id}'`;
  return new Refusal(stripeError(404, message, { code: 'resource_missing', param: 'id' }));
}

const stripeError = (status: number, message: string, more: object = {}): VendorAnswer => ({
  status,
  body: { error: { type: 'invalid_request_error', message, ...more } },
});
