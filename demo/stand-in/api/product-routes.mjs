import { json, noContent, withHeaders } from '../http/answers.mjs';
import { revalidated } from '../http/etag.mjs';
import { bearerOf } from './bearer.mjs';
import { pagingStyles } from './paging.mjs';
import { problem, refuse } from './problems.mjs';
import { productInput } from './product-input.mjs';

const READ = 'products:read';
const WRITE = 'products:write';

/** GET, POST, PATCH and DELETE of products; the list in every paging style under a path of its own. */
export function productRoutes(harbour) {
  const cached = (request, answer) => {
    const seconds = Math.floor(harbour.modes.cacheMaxAgeMs / 1000);
    const headers = { 'cache-control': `private, max-age=${seconds}`, vary: 'Authorization' };
    return revalidated(request, withHeaders(answer, headers));
  };

  const list = (style) => (request) => {
    bearerOf(harbour, request, READ);
    const records = harbour.products.list({ updatedSince: timeIn(request.query, 'updated_since') });
    return cached(request, pagingStyles[style](harbour, request, records));
  };

  /** Checks who writes, and lets an Idempotency-Key have its effect once for each app. */
  const write = (work) => (request) => {
    const { clientId } = bearerOf(harbour, request, WRITE);
    return harbour.idempotency.run(
      { scope: clientId, request, onConflict: () => problem(422, ...KEY_REUSED) },
      () => work(request),
    );
  };

  const existing = ({ params }) => {
    const product = harbour.products.find(params.id);
    if (!product) throw refuse(404, 'not_found', 'There is no such product.');
    return product;
  };

  const lists = Object.keys(pagingStyles).map((style) => [
    `GET /api/products/${style}`,
    list(style),
  ]);
  return {
    ...Object.fromEntries(lists),
    'GET /api/products': list('by-cursor'),
    'GET /api/products/:id': (request) => {
      bearerOf(harbour, request, READ);
      return cached(request, json(200, existing(request)));
    },
    'POST /api/products': write((request) => {
      const product = harbour.products.create(productInput(request, { isNew: true }));
      harbour.counters.productsCreated += 1;
      return json(201, product, { location: `/api/products/${product.id}` });
    }),
    'PATCH /api/products/:id': write((request) => {
      const { id } = existing(request);
      return json(200, harbour.products.change(id, productInput(request, { isNew: false })));
    }),
    'DELETE /api/products/:id': write((request) => {
      harbour.products.remove(existing(request).id);
      return noContent();
    }),
  };
}

const KEY_REUSED = ['idempotency_key_reused', 'This Idempotency-Key came with another request.'];

function timeIn(query, name) {
  const value = query.get(name);
  if (value === null) return undefined;
  const time = Date.parse(value);
  if (Number.isNaN(time)) throw refuse(400, 'invalid_parameter', `${name} is no time.`);
  return time;
}
