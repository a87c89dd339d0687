import type { ApiClient } from '../../http/client/api-client';
import type { CallOptions } from '../../http/client/api-request';
import { apiPath } from './api-path';
import { type Fields, recordsOf } from './records';

export interface StripeObject {
  id: string;
  object: string;
  [field: string]: unknown;
}

export interface StripeCustomer extends StripeObject {
  email: string | null;
  name: string | null;
  /** Seconds since 1970. */
  created: number;
  metadata: Record<string, string>;
}

export interface StripePaymentIntent extends StripeObject {
  /** In the smallest unit of the currency. */
  amount: number;
  currency: string;
  status: string;
  /** For the browser that pays; whoever has it can complete the payment. */
  client_secret: string | null;
}

export interface StripeSubscription extends StripeObject {
  customer: string;
  status: string;
  items: { data: StripeObject[] };
}

export interface StripeDeleted {
  id: string;
  object: string;
  deleted: true;
}

/** What lists are narrowed by: `{ customer: 'cus_1', 'created[gte]': 1735689600 }`. */
type Filter = CallOptions['query'];

/**
 * Stripe's API by its own names: <https://docs.stripe.com/api>. A resource is named as in its path: `customers`,
 * `checkout/sessions`. Give writes an `idempotencyKey`, above all those that move money: then a repetition has one effect.
 */
export const stripeConnector = (client: ApiClient) => {
  function list<T extends StripeObject>(resource: string, filter?: Filter, options?: CallOptions) {
    const query = { ...options?.query, ...filter };
    return recordsOf(client.paginate<T>(pathOf(resource), { ...options, query }));
  }

  async function retrieve<T extends StripeObject>(
    resource: string,
    id: string,
    options?: CallOptions,
  ): Promise<T> {
    return (await client.get<T>(pathOf(resource, id), options)).data;
  }

  async function create<T extends StripeObject>(
    resource: string,
    fields: Fields,
    options?: CallOptions,
  ): Promise<T> {
    return (await client.post<T>(pathOf(resource), fields, options)).data;
  }

  async function update<T extends StripeObject>(
    resource: string,
    id: string,
    fields: Fields,
    options?: CallOptions,
  ): Promise<T> {
    return (await client.post<T>(pathOf(resource, id), fields, options)).data;
  }

  return {
    list,
    retrieve,
    create,
    update,
    async delete(resource: string, id: string, options?: CallOptions): Promise<StripeDeleted> {
      return (await client.delete<StripeDeleted>(pathOf(resource, id), options)).data;
    },

    createCustomer: (fields: Fields, options?: CallOptions) =>
      create<StripeCustomer>('customers', fields, options),
    updateCustomer: (id: string, fields: Fields, options?: CallOptions) =>
      update<StripeCustomer>('customers', id, fields, options),
    createPaymentIntent: (
      fields: Fields & { amount: number; currency: string },
      options?: CallOptions,
    ) => create<StripePaymentIntent>('payment_intents', fields, options),
    listSubscriptions: (filter?: Filter, options?: CallOptions) =>
      list<StripeSubscription>('subscriptions', filter, options),
  };
};

function pathOf(resource: string, ...ids: string[]): string {
  if (!/^[a-z_]+(\/[\w]+)*$/.test(resource)) {
    throw new TypeError(
      `"${resource}" names no resource of Stripe: expected one like "customers".`,
    );
  }
  return `/${resource}${ids.map((id) => apiPath`/${id}`).join('')}`;
}
