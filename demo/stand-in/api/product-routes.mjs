import { json, noContent, withHeaders } from '../http/answers.mjs';
import { revalidated } from '../http/etag.mjs';
import { pagingStyles } from './paging.mjs';
import { problem, refuse } from './problems.mjs';
import { productInput } from './product-input.mjs';

const READ = 'products:read';
const WRITE = 'products:write';

/**
 * GET, POST, PATCH and DELETE of products; the list in every paging style under a path of its own.
 *
 * @param base what the paths begin with
 * @param callerOf `(harbour, request, scope)`: who calls, as `{ clientId }`; throws a refusal for whoever may not
 */
export function productRoutes(harbour, base, callerOf) {
  const cached = (request, answer) => {
    const seconds = Math.floor(harbour.modes.cacheMaxAgeMs / 1000);
    const headers = { 'cache-control': `private, max-age=${seconds}`, vary: 'Authorization' };
    return revalidated(request, withHeaders(answer, headers));
  };

  const list = (style) => (request) => {
    callerOf(harbour, request, READ);
    const records = harbour.products.list({ updatedSince: timeIn(request.query, 'updated_since') });
    return cached(request, pagingStyles[style](harbour, request, records));
  };

  /** Checks who writes, and lets an Idempotency-Key have its effect once for each app. */
  const write = (work) => (request) => {
    const { clientId } = callerOf(harbour, request, WRITE);
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
    `GET ${base}/products/${style}`,
    list(style),
  ]);
  return {
    ...Object.fromEntries(lists),
    [`GET ${base}/products`]: list('by-cursor'),
    [`GET ${base}/products/:id`]: (request) => {
      callerOf(harbour, request, READ);
      return cached(request, json(200, existing(request)));
    },
    [`POST ${base}/products`]: write((request) => {
      const product = harbour.products.create(productInput(request, { isNew: true }));
      harbour.counters.productsCreated += 1;
      return json(201, product, { location: `${base}/products/${product.id}` });
    }),
    [`PATCH ${base}/products/:id`]: write((request) => {
      const { id } = existing(request);
      return json(200, harbour.products.change(id, productInput(request, { isNew: false })));
    }),
    [`DELETE ${base}/products/:id`]: write((request) => {
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
