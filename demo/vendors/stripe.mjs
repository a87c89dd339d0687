import { randomUUID } from 'node:crypto';

import Stripe from 'stripe';

import { access } from './access.mjs';
import { randomId } from './random-id.mjs';

const MUG = 'prod_TkM4harbourMug';
const seconds = (now) => Math.floor(now / 1000);

/** A product; how many of it are left changes every second, so that an update has something to change. */
const product = (now, changes) => ({
  id: MUG,
  object: 'product',
  active: true,
  attributes: [],
  created: 1735725600,
  default_price: randomId('price_1', 23),
  description: `Stoneware, 350 ml, glazed by hand. ${(seconds(now) % 90) + 10} left.`,
  images: [],
  livemode: false,
  marketing_features: [],
  metadata: { shelf: 'B7' },
  name: 'Harbour mug',
  package_dimensions: null,
  shippable: true,
  statement_descriptor: null,
  tax_code: null,
  type: 'good',
  unit_label: null,
  updated: seconds(now),
  url: null,
  ...changes,
});

const invoice = (now) => ({
  id: randomId('in_1', 23),
  object: 'invoice',
  amount_due: 4600,
  amount_paid: 4600,
  amount_remaining: 0,
  billing_reason: 'manual',
  collection_method: 'send_invoice',
  created: seconds(now) - 3600,
  currency: 'eur',
  customer: randomId('cus_', 14),
  customer_email: 'orders@harbour-cafe.example',
  customer_name: 'Harbour Café',
  lines: {
    object: 'list',
    data: [{ id: randomId('il_1', 23), description: '2 × Harbour mug', amount: 4600, quantity: 2 }],
    has_more: false,
  },
  livemode: false,
  number: `HM-${seconds(now)}`,
  status: 'paid',
  total: 4600,
});

/** Snapshot events of Stripe, signed by its own library. */
export const stripe = {
  id: 'stripe',
  ...access.stripe,
  signsBody: true,
  events: {
    'product.updated': (now) => ({
      object: product(now),
      previous_attributes: { description: 'Stoneware, 350 ml.', updated: seconds(now) - 60 },
    }),
    'product.created': (now) => ({
      object: product(now, {
        id: randomId('prod_', 14),
        name: `Tea towel no. ${seconds(now) % 1000}`,
        description: 'Linen, 50 × 70 cm.',
        created: seconds(now),
      }),
    }),
    'product.deleted': (now) => ({ object: product(now, { active: false }) }),
    'invoice.paid': (now) => ({ object: invoice(now) }),
  },
  effects: {
    'product.updated': 'Content Manager → Product: "Harbour mug" is there, with a new description.',
    'product.created': 'Content Manager → Product: there is one more.',
    'product.deleted': 'Content Manager → Product: "Harbour mug" is gone.',
    'invoice.paid': 'The handler of demo/src/handlers sent order.paid to the receiver.',
  },

  request(eventName, { url, secret, now }) {
    const event = {
      id: randomId('evt_1', 23),
      object: 'event',
      api_version: '2025-09-30.clover',
      created: seconds(now),
      data: this.events[eventName](now),
      livemode: false,
      pending_webhooks: 1,
      request: { id: randomId('req_', 14), idempotency_key: randomUUID() },
      type: eventName,
    };
    const body = JSON.stringify(event, null, 2);
    const signature = Stripe.webhooks.generateTestHeaderString({
      payload: body,
      secret,
      timestamp: seconds(now),
    });
    return {
      url,
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'Stripe-Signature': signature,
      },
      body,
    };
  },
};
