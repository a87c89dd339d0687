import { valueAt } from '../../http/client/value-at';
import { CREATE_ONLY, fieldsOf, READ_ONLY, REQUIRED } from './fields-of';
import { onlyRecords } from './only-records';
import type { Resource } from './resource';
import { restResource } from './rest-resource';

/** Stripe writes times as seconds since 1970, and amounts in the smallest unit of their currency. */
const EVERY_RECORD = fieldsOf(
  { text: ['id'], datetime: ['created'], boolean: ['livemode'] },
  READ_ONLY,
);
const ADDRESS = ['line1', 'line2', 'city', 'state', 'postal_code', 'country'];

/** Stripe goes on answering for a customer that was deleted, with `deleted: true` and little else. */
const customers = onlyRecords(
  restResource({
    id: 'customers',
    name: 'Customers',
    fields: [
      ...fieldsOf({ text: ['name', 'email', 'phone', 'description'] }),
      ...fieldsOf({ text: ADDRESS.map((name) => `address.${name}`), object: ['metadata'] }),
      ...fieldsOf({ boolean: ['delinquent'], text: ['currency'], number: ['balance'] }, READ_ONLY),
      ...EVERY_RECORD,
    ],
    idPath: 'id',
    isIdempotent: true,
    list: { path: '/customers' },
    get: { method: 'GET', path: '/customers/{id}' },
    create: { method: 'POST', path: '/customers' },
    update: { method: 'POST', path: '/customers/{id}' },
    delete: { method: 'DELETE', path: '/customers/{id}' },
  }),
  (customer) => valueAt(customer, 'deleted') !== true,
);

/** Those that have prices Stripe does not delete; `active: false` puts them away. */
const products = restResource({
  id: 'products',
  name: 'Products',
  fields: [
    ...fieldsOf({ text: ['name'] }, REQUIRED),
    ...fieldsOf({
      text: ['description', 'url', 'unit_label', 'statement_descriptor'],
      boolean: ['active', 'shippable'],
      list: ['images'],
      object: ['metadata'],
    }),
    ...fieldsOf({ text: ['default_price'], datetime: ['updated'] }, READ_ONLY),
    ...EVERY_RECORD,
  ],
  idPath: 'id',
  changedAtPath: 'updated',
  isIdempotent: true,
  list: { path: '/products' },
  get: { method: 'GET', path: '/products/{id}' },
  create: { method: 'POST', path: '/products' },
  update: { method: 'POST', path: '/products/{id}' },
  delete: { method: 'DELETE', path: '/products/{id}' },
});

/** What a price amounts to stays for ever: another amount is another price. None is deleted. */
const prices = restResource({
  id: 'prices',
  name: 'Prices',
  fields: [
    ...fieldsOf({ text: ['currency', 'product'] }, { ...REQUIRED, ...CREATE_ONLY }),
    ...fieldsOf(
      {
        number: ['unit_amount', 'recurring.interval_count'],
        text: ['recurring.interval'],
      },
      CREATE_ONLY,
    ),
    ...fieldsOf({
      boolean: ['active'],
      text: ['nickname', 'lookup_key', 'tax_behavior'],
      object: ['metadata'],
    }),
    ...fieldsOf({ text: ['type', 'billing_scheme', 'unit_amount_decimal'] }, READ_ONLY),
    ...EVERY_RECORD,
  ],
  idPath: 'id',
  isIdempotent: true,
  list: { path: '/prices' },
  get: { method: 'GET', path: '/prices/{id}' },
  create: { method: 'POST', path: '/prices' },
  update: { method: 'POST', path: '/prices/{id}' },
});

/** Only read: what a subscription costs, and whether it goes on, is not for a sync to decide. */
const subscriptions = restResource({
  id: 'subscriptions',
  name: 'Subscriptions',
  fields: [
    ...fieldsOf(
      {
        text: ['status', 'customer', 'currency', 'description', 'latest_invoice'],
        boolean: ['cancel_at_period_end'],
        datetime: ['start_date', 'trial_end', 'cancel_at', 'canceled_at', 'ended_at'],
        object: ['items', 'metadata'],
      },
      READ_ONLY,
    ),
    ...EVERY_RECORD,
  ],
  idPath: 'id',
  // Without a status, those that were canceled would be missing, and seem to be gone.
  list: { path: '/subscriptions', query: { status: 'all' } },
  get: { method: 'GET', path: '/subscriptions/{id}' },
});

/** Only read, like subscriptions. */
const invoices = restResource({
  id: 'invoices',
  name: 'Invoices',
  fields: [
    ...fieldsOf(
      {
        text: ['number', 'status', 'customer', 'customer_email', 'customer_name', 'currency'],
        number: ['subtotal', 'total', 'amount_due', 'amount_paid', 'amount_remaining'],
        datetime: ['due_date', 'period_start', 'period_end', 'status_transitions.paid_at'],
        object: ['lines', 'metadata'],
      },
      READ_ONLY,
    ),
    ...fieldsOf({ text: ['description', 'hosted_invoice_url', 'invoice_pdf'] }, READ_ONLY),
    ...EVERY_RECORD,
  ],
  idPath: 'id',
  list: { path: '/invoices' },
  get: { method: 'GET', path: '/invoices/{id}' },
});

/**
 * Records of Stripe. None can be listed by when they were changed: `created` tells when they were made, so every listing is
 * of all. A write under the same `Idempotency-Key` has one effect for a day at least.
 *
 * @see https://docs.stripe.com/api
 * @see https://docs.stripe.com/api/idempotent_requests
 */
export const stripeResources: Resource[] = [customers, products, prices, subscriptions, invoices];
