import { html, json, redirect } from '../http/answers.mjs';
import { jsonObject } from '../http/json-body.mjs';
import { controlPage } from './control-page.mjs';

/** What the buttons of the page do. */
const ORDERS = {
  revoke: (control) => control.revokeAllGrants(),
  errors: (control) => control.setModes({ api: 'error-500', tokenEndpoint: 'error-500' }),
  slow: (control) => control.setModes({ api: 'slow', tokenEndpoint: 'slow' }),
  empty: (control) => control.removeAllProducts(),
  restock: (control) => control.restockProducts(),
  normal: (control) => control.setModes({ api: 'ok', tokenEndpoint: 'ok', rateLimit: null }),
};

/**
 * The routes by which tests and a person steer the stand-in. It listens on loopback only; against a page of another
 * site in the browser of that person, a request with a foreign `Origin` or `Host` is refused.
 */
export function controlRoutes(harbour, control) {
  const steer = (work) => (request) => {
    if (!isOwn(request))
      return json(403, { error: 'Only its own page and programs on this machine may do this.' });
    try {
      return work(request);
    } catch (error) {
      return json(400, { error: error.message });
    }
  };
  const state = () => json(200, control.state(), { 'cache-control': 'no-store' });

  return {
    'GET /': steer(() => html(200, controlPage(control.state(), harbour.now()))),
    'POST /control/orders': steer(({ body }) => {
      const order = new URLSearchParams(body).get('order') ?? '';
      if (!Object.hasOwn(ORDERS, order)) throw new Error(`There is no order "${order}".`);
      ORDERS[order](control);
      return redirect('/');
    }),
    'GET /control/state': steer(state),
    'PUT /control/modes': steer(({ body }) => {
      control.setModes(objectIn(body));
      return state();
    }),
    'POST /control/grants/revoke': steer(() => json(200, { revoked: control.revokeAllGrants() })),
    'POST /control/products/remove-all': steer(() => {
      control.removeAllProducts();
      return state();
    }),
    'POST /control/products/restock': steer(() => {
      control.restockProducts();
      return state();
    }),
    'POST /control/tokens': steer(({ body }) => json(200, control.issueTokens(objectIn(body)))),
    'POST /control/reset': steer(() => {
      control.reset();
      return state();
    }),
  };
}

/** A browser says where a request comes from; a tool says nothing. The host defeats a name that was rebound. */
function isOwn({ headers }) {
  const { host = '', origin } = headers;
  const isLoopback = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
  return isLoopback && (origin === undefined || origin === `http://${host}`);
}

function objectIn(body) {
  const value = jsonObject(body || '{}');
  if (!value) throw new Error('Send a JSON object.');
  return value;
}
