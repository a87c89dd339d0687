import { createHmac, randomUUID } from 'node:crypto';

import { access } from './access.mjs';
import { randomNumber } from './random-id.mjs';

const iso = (now) => new Date(now).toISOString().replace(/\.\d+Z$/, '+00:00');

const customer = {
  id: 7305611190001,
  email: 'ines@example.com',
  first_name: 'Ines',
  last_name: 'Duarte',
  state: 'enabled',
  tags: 'garden',
  currency: 'EUR',
};

function order(now) {
  const id = randomNumber(13);
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    name: `#${1000 + (Math.floor(now / 1000) % 9000)}`,
    created_at: iso(now),
    currency: 'EUR',
    email: customer.email,
    financial_status: 'paid',
    fulfillment_status: null,
    total_price: '46.00',
    line_items: [
      { id: randomNumber(14), title: 'Harbour mug', sku: 'MUG-350', quantity: 2, price: '23.00' },
    ],
    customer,
  };
}

const product = (now) => ({
  id: 8812560000042,
  admin_graphql_api_id: 'gid://shopify/Product/8812560000042',
  title: 'Seed tin',
  body_html: '<p>Keeps seeds dry and <strong>labelled</strong>.</p>',
  handle: 'seed-tin',
  status: 'active',
  vendor: 'Harbour Press',
  updated_at: iso(now),
  variants: [{ id: 46120000000042, title: 'Default', price: '14.50', inventory_quantity: 31 }],
});

/** Webhooks of an app or a shop, in the family of headers that begins with `X-Shopify-`. */
export const shopify = {
  id: 'shopify',
  ...access.shopify,
  signsBody: true,
  events: {
    'orders/create': order,
    'products/update': product,
    'customers/update': (now) => ({ ...customer, updated_at: iso(now) }),
  },
  effects: { 'orders/create': 'The source passed it on to the receiver as order.created.' },

  request(eventName, { url, secret, now }) {
    const body = JSON.stringify(this.events[eventName](now));
    return {
      url,
      method: 'POST',
      headers: {
        Accept: '*/*',
        'Content-Type': 'application/json',
        'User-Agent': 'Shopify-Captain-Hook',
        'X-Shopify-API-Version': '2025-10',
        'X-Shopify-Event-Id': randomUUID(),
        'X-Shopify-Hmac-Sha256': createHmac('sha256', secret).update(body).digest('base64'),
        'X-Shopify-Shop-Domain': 'harbour-press.myshopify.com',
        'X-Shopify-Topic': eventName,
        'X-Shopify-Triggered-At': new Date(now).toISOString(),
        'X-Shopify-Webhook-Id': randomUUID(),
      },
      body,
    };
  },
};
