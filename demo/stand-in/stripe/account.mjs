import { randomBytes } from 'node:crypto';

const FIRST = Date.parse('2026-01-01T08:00:00Z') / 1000;
const PEOPLE = ['Mara Lindqvist', 'Tomas Okafor', 'Inês Duarte', 'Juno Brandt', 'Ada Moreau'];
const CUSTOMER_COUNT = 25;
const SUBSCRIPTION_COUNT = 14;

const randomId = (prefix) => `${prefix}_${randomBytes(10).toString('hex')}`;
const numbered = (prefix, number) => `${prefix}_demo${String(number).padStart(10, '0')}`;

export const newCustomer = (fields) => ({
  object: 'customer',
  address: null,
  balance: 0,
  currency: null,
  delinquent: false,
  description: null,
  email: null,
  invoice_prefix: 'HARBOUR',
  livemode: false,
  metadata: {},
  name: null,
  phone: null,
  ...fields,
});

const subscription = (number) => ({
  id: numbered('sub', number),
  object: 'subscription',
  created: FIRST + number * 3600,
  currency: 'eur',
  customer: numbered('cus', number),
  items: { object: 'list', data: [], has_more: false, url: '/v1/subscription_items' },
  livemode: false,
  metadata: {},
  status: number % 4 === 0 ? 'canceled' : 'active',
});

/** What the Stripe account of the demo holds, the newest first. */
export function createStripe(now) {
  const seconds = () => Math.floor(now() / 1000);
  const customers = Array.from({ length: CUSTOMER_COUNT }, (_, index) =>
    newCustomer({
      id: numbered('cus', index + 1),
      created: FIRST + (index + 1) * 60,
      name: PEOPLE[index % PEOPLE.length],
      email: `customer-${index + 1}@example.com`,
    }),
  ).reverse();
  const subscriptions = Array.from({ length: SUBSCRIPTION_COUNT }, (_, index) =>
    subscription(index + 1),
  ).reverse();

  return {
    /** Every `Stripe-Version` that a client has sent. */
    versions: new Set(),
    account: {
      id: 'acct_demoharbour00001',
      object: 'account',
      business_profile: { name: 'Harbour Press' },
      charges_enabled: true,
      country: 'SE',
      default_currency: 'eur',
      email: 'till@example.com',
      type: 'standard',
    },
    customers,
    subscriptions,
    paymentIntents: [],

    /** Puts a new one at the head of a list, with an id and a time. */
    add(list, prefix, fields) {
      const record = { id: randomId(prefix), created: seconds(), ...fields };
      list.unshift(record);
      return record;
    },
  };
}
