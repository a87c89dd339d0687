import { fieldsOf, READ_ONLY, REQUIRED } from './fields-of';
import type { ResourceField } from './resource';

/** A kind of record in Shopify's schema. */
export interface ShopifyKind {
  /** In the names of queries and mutations: `product`, `productCreate`. Its plural is with an `s`. */
  singular: 'product' | 'customer' | 'order';
  name: string;
  /** What is asked for of each. */
  selection: string;
  fields: ResourceField[];
  /** The argument of the mutations and its type; without it records are only read. */
  input?: { argument: 'product' | 'input'; create: string; update: string; delete: string };
  /** The record that is made of an answer. Default: the answer. */
  recordOf?(node: ShopifyNode): object;
}

/** What Shopify answers for one record. */
export type ShopifyNode = Record<string, unknown>;

const products: ShopifyKind = {
  singular: 'product',
  name: 'Products',
  selection: `id title handle descriptionHtml status vendor productType tags totalInventory
    createdAt updatedAt publishedAt onlineStoreUrl
    priceRangeV2 { minVariantPrice { amount currencyCode } maxVariantPrice { amount currencyCode } }
    featuredMedia { preview { image { url altText } } }`,
  fields: [
    ...fieldsOf({ text: ['title'] }, REQUIRED),
    ...fieldsOf({
      text: ['handle', 'descriptionHtml', 'status', 'vendor', 'productType'],
      list: ['tags'],
    }),
    ...fieldsOf(
      {
        text: [
          'id',
          'onlineStoreUrl',
          'priceRangeV2.minVariantPrice.currencyCode',
          'featuredMedia.preview.image.url',
        ],
        number: [
          'totalInventory',
          'priceRangeV2.minVariantPrice.amount',
          'priceRangeV2.maxVariantPrice.amount',
        ],
        datetime: ['createdAt', 'updatedAt', 'publishedAt'],
      },
      READ_ONLY,
    ),
  ],
  input: {
    argument: 'product',
    create: 'ProductCreateInput!',
    update: 'ProductUpdateInput!',
    delete: 'ProductDeleteInput!',
  },
};

const customers: ShopifyKind = {
  singular: 'customer',
  name: 'Customers',
  selection: `id firstName lastName displayName note tags locale state verifiedEmail
    defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber }
    numberOfOrders amountSpent { amount currencyCode } createdAt updatedAt`,
  fields: [
    ...fieldsOf({
      text: ['firstName', 'lastName', 'email', 'phone', 'note', 'locale'],
      list: ['tags'],
    }),
    ...fieldsOf(
      {
        text: ['id', 'displayName', 'state', 'amountSpent.currencyCode'],
        number: ['numberOfOrders', 'amountSpent.amount'],
        boolean: ['verifiedEmail'],
        datetime: ['createdAt', 'updatedAt'],
      },
      READ_ONLY,
    ),
  ],
  input: {
    argument: 'input',
    create: 'CustomerInput!',
    update: 'CustomerInput!',
    delete: 'CustomerDeleteInput!',
  },
  // They are read as objects and written as texts.
  recordOf({ defaultEmailAddress, defaultPhoneNumber, ...customer }) {
    const email = (defaultEmailAddress as { emailAddress?: string } | null)?.emailAddress ?? null;
    const phone = (defaultPhoneNumber as { phoneNumber?: string } | null)?.phoneNumber ?? null;
    return { ...customer, email, phone };
  },
};

/** Only read. Those older than 60 days take the scope `read_all_orders`. */
const orders: ShopifyKind = {
  singular: 'order',
  name: 'Orders',
  selection: `id name email note tags currencyCode displayFinancialStatus displayFulfillmentStatus
    totalPriceSet { shopMoney { amount currencyCode } } customer { id }
    createdAt updatedAt processedAt cancelledAt closedAt`,
  fields: fieldsOf(
    {
      text: [
        'id',
        'name',
        'email',
        'note',
        'currencyCode',
        'displayFinancialStatus',
        'displayFulfillmentStatus',
        'customer.id',
      ],
      number: ['totalPriceSet.shopMoney.amount'],
      list: ['tags'],
      datetime: ['createdAt', 'updatedAt', 'processedAt', 'cancelledAt', 'closedAt'],
    },
    READ_ONLY,
  ),
};

export const SHOPIFY_KINDS = [products, customers, orders];
