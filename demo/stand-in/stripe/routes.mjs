import { randomBytes } from 'node:crypto';

import { gated } from '../api/gate.mjs';
import { answerOf, json, withHeaders } from '../http/answers.mjs';
import { basicOf, tokenOf } from '../http/credentials.mjs';
import { newCustomer } from './account.mjs';
import { noSuch, refuseAsStripe, stripeError } from './answers.mjs';
import { customerInput, mergedMetadata, paymentIntentInput } from './input.mjs';
import { stripeList } from './list.mjs';

const KEY = /^(sk|rk)_test_\w+$/;

/** The part of Stripe's API that the plugin's connector uses. */
export function stripeRoutes(harbour) {
  const customerOf = ({ params }) => {
    const customer = harbour.stripe.customers.find(({ id }) => id === params.id);
    if (!customer) throw noSuch('customer', params.id);
    return customer;
  };

  const routes = {
    'GET /v1/account': () => json(200, harbour.stripe.account),
    'GET /v1/customers': (request) =>
      stripeList(request, harbour.stripe.customers, { object: 'customer', filters: ['email'] }),
    'GET /v1/customers/:id': (request) => json(200, customerOf(request)),
    'POST /v1/customers': (request) => {
      const { customers } = harbour.stripe;
      const { metadata, ...fields } = customerInput(request);
      const customer = newCustomer({ ...fields, metadata: mergedMetadata({}, metadata ?? {}) });
      return json(200, harbour.stripe.add(customers, 'cus', customer));
    },
    'POST /v1/customers/:id': (request) => {
      const customer = customerOf(request);
      const { metadata, ...fields } = customerInput(request);
      const merged =
        metadata === undefined ? {} : { metadata: mergedMetadata(customer.metadata, metadata) };
      return json(200, Object.assign(customer, fields, merged));
    },
    'DELETE /v1/customers/:id': (request) => {
      const { id } = customerOf(request);
      const { customers } = harbour.stripe;
      customers.splice(
        customers.findIndex((customer) => customer.id === id),
        1,
      );
      return json(200, { id, object: 'customer', deleted: true });
    },
    'POST /v1/payment_intents': (request) => {
      const { customers, paymentIntents } = harbour.stripe;
      const input = paymentIntentInput(request, customers);
      const intent = harbour.stripe.add(paymentIntents, 'pi', input);
      intent.client_secret = `${intent.id}_secret_${randomBytes(8).toString('hex')}`;
      return json(200, intent);
    },
    'GET /v1/payment_intents/:id': ({ params }) => {
      const intent = harbour.stripe.paymentIntents.find(({ id }) => id === params.id);
      if (!intent) throw noSuch('payment_intent', params.id);
      return json(200, intent);
    },
    'GET /v1/subscriptions': (request) =>
      stripeList(request, ofStatus(harbour.stripe.subscriptions, request.query.get('status')), {
        object: 'subscription',
        filters: ['customer'],
        others: ['status'],
      }),
  };

  const admitted = Object.fromEntries(
    Object.entries(routes).map(([route, handle]) => [
      route,
      (request) => answerAsStripe(harbour, handle, request),
    ]),
  );
  return gated(harbour, stripeFace(harbour), admitted);
}

const stripeFace = (harbour) => ({
  count: () => (harbour.counters.vendorCalls.stripe += 1),
  broken: () => stripeError(500, 'An unknown error occurred', { type: 'api_error' }),
  tooMany: () =>
    stripeError(429, 'Request rate limit exceeded.', {
      type: 'invalid_request_error',
      code: 'rate_limit',
    }),
  saysLimit: false,
});

/** Key, version and Idempotency-Key, as they are for every route. */
function answerAsStripe(harbour, handle, request) {
  const version = request.headers['stripe-version'];
  if (version) harbour.stripe.versions.add(version);
  const answer = answerOf(() => {
    requireKey(request);
    if (request.method !== 'POST') return handle(request);
    const onConflict = () => stripeError(400, KEY_REUSED, { type: 'idempotency_error' });
    const parts = { scope: 'stripe', request: withoutPrefix(request), onConflict };
    return harbour.idempotency.run(parts, () => handle(request));
  });
  const key = request.headers['idempotency-key'];
  return withHeaders(answer, {
    'request-id': `req_${randomBytes(7).toString('hex')}`,
    ...(version && { 'stripe-version': version }),
    ...(key && { 'idempotency-key': key }),
    ...(answer.isReplay && { 'idempotent-replayed': 'true' }),
  });
}

/** Without a status, Stripe leaves out what was canceled. */
const ofStatus = (subscriptions, wanted) =>
  subscriptions.filter(({ status }) =>
    wanted === null ? status !== 'canceled' : wanted === 'all' || status === wanted,
  );

const KEY_REUSED =
  'Keys for idempotent requests can only be used with the same parameters they were first used with.';

/** The same call is the same below `/stripe` and at the root. */
const withoutPrefix = (request) => ({ ...request, path: request.path.replace(/^\/stripe/, '') });

/** The secret key is a Bearer token or the user name of Basic. */
function requireKey(request) {
  const key = tokenOf(request) ?? basicOf(request)?.user;
  if (!key) throw refuseAsStripe(401, 'You did not provide an API key.');
  // The key itself is not repeated, not even in part as Stripe does it.
  if (!KEY.test(key)) throw refuseAsStripe(401, 'Invalid API Key provided.');
}
