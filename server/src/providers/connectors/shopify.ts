import type { Paging } from '../../http/client/api-rules';
import type { ApiClient } from '../../http/client/api-client';
import type { CallOptions } from '../../http/client/api-request';
import { apiPath } from './api-path';
import { type Fields, recordsOf } from './records';

interface ShopifyRecord {
  id: number;
  /** ISO 8601. */
  created_at: string;
  updated_at: string;
  [field: string]: unknown;
}

export interface ShopifyProduct extends ShopifyRecord {
  title: string;
  handle: string;
  status: 'active' | 'archived' | 'draft';
  variants: ({ id: number; price: string; sku: string | null } & Fields)[];
}

export interface ShopifyCustomer extends ShopifyRecord {
  email: string | null;
  first_name: string | null;
  last_name: string | null;
}

export interface ShopifyOrder extends ShopifyRecord {
  name: string;
  total_price: string;
  currency: string;
  financial_status: string | null;
  fulfillment_status: string | null;
}

/** What lists are narrowed by: `{ updated_at_min: '2026-01-01T00:00:00Z', status: 'any' }`. */
type Filter = CallOptions['query'];

/** Products, customers and orders of a shop: <https://shopify.dev/docs/api/admin-rest>. */
export const shopifyConnector = (client: ApiClient) => ({
  products: resource<ShopifyProduct>(client, 'products', 'product'),
  customers: resource<ShopifyCustomer>(client, 'customers', 'customer'),
  /** Lists hold open ones alone, unless the filter says `status: 'any'`. */
  orders: resource<ShopifyOrder>(client, 'orders', 'order'),
});

/**
 * @param plural as in the path, and around the records of a list
 * @param singular around one record, in both directions
 */
function resource<T extends ShopifyRecord>(client: ApiClient, plural: string, singular: string) {
  const paging: Paging = { style: 'link', recordsPath: plural, sizeParam: 'limit', pageSize: 250 };
  const pathOf = (id: number | string) => apiPath`/${plural}/${id}` + '.json';

  return {
    list: (filter?: Filter, options?: CallOptions) => {
      const query = { ...options?.query, ...filter };
      return recordsOf(client.paginate<T>(`/${plural}.json`, { ...options, query, paging }));
    },
    async get(id: number | string, options?: CallOptions): Promise<T> {
      return recordIn<T>((await client.get<Record<string, T>>(pathOf(id), options)).data, singular);
    },
    async create(fields: Fields, options?: CallOptions): Promise<T> {
      const body = { [singular]: fields };
      const { data } = await client.post<Record<string, T>>(`/${plural}.json`, body, options);
      return recordIn(data, singular);
    },
    async update(id: number | string, fields: Fields, options?: CallOptions): Promise<T> {
      const body = { [singular]: { ...fields, id } };
      const { data } = await client.put<Record<string, T>>(pathOf(id), body, options);
      return recordIn(data, singular);
    },
  };
}

function recordIn<T>(data: Record<string, T>, name: string): T {
  const record = data[name];
  if (record === undefined) throw new TypeError(`Shopify's answer holds no ${name}.`);
  return record;
}
