/**
 * The part of the GraphQL Admin API, version 2026-07, that is asked for.
 *
 * @see https://shopify.dev/docs/api/admin-graphql/2026-07
 */
export const SHOPIFY_SCHEMA = /* GraphQL */ `
  scalar DateTime
  scalar Decimal
  scalar HTML
  scalar URL
  scalar UnsignedInt64

  enum ProductStatus {
    ACTIVE
    ARCHIVED
    DRAFT
  }
  enum ProductSortKeys {
    CREATED_AT
    ID
    TITLE
    UPDATED_AT
  }
  enum CustomerSortKeys {
    CREATED_AT
    ID
    UPDATED_AT
  }
  enum OrderSortKeys {
    CREATED_AT
    ID
    UPDATED_AT
  }

  type PageInfo {
    hasNextPage: Boolean!
    endCursor: String
  }
  type MoneyV2 {
    amount: Decimal!
    currencyCode: String!
  }
  type MoneyBag {
    shopMoney: MoneyV2!
  }
  type UserError {
    field: [String!]
    message: String!
  }

  type ProductPriceRangeV2 {
    minVariantPrice: MoneyV2!
    maxVariantPrice: MoneyV2!
  }
  type Image {
    url: URL!
    altText: String
  }
  type MediaPreviewImage {
    image: Image
  }
  type Media {
    preview: MediaPreviewImage
  }
  type Product {
    id: ID!
    title: String!
    handle: String!
    descriptionHtml: HTML!
    status: ProductStatus!
    vendor: String!
    productType: String!
    tags: [String!]!
    totalInventory: Int!
    createdAt: DateTime!
    updatedAt: DateTime!
    publishedAt: DateTime
    onlineStoreUrl: URL
    priceRangeV2: ProductPriceRangeV2!
    featuredMedia: Media
  }
  type ProductConnection {
    nodes: [Product!]!
    pageInfo: PageInfo!
  }

  type CustomerEmailAddress {
    emailAddress: String!
  }
  type CustomerPhoneNumber {
    phoneNumber: String!
  }
  type Customer {
    id: ID!
    firstName: String
    lastName: String
    displayName: String!
    note: String
    tags: [String!]!
    locale: String!
    state: String!
    verifiedEmail: Boolean!
    defaultEmailAddress: CustomerEmailAddress
    defaultPhoneNumber: CustomerPhoneNumber
    numberOfOrders: UnsignedInt64!
    amountSpent: MoneyV2!
    createdAt: DateTime!
    updatedAt: DateTime!
  }
  type CustomerConnection {
    nodes: [Customer!]!
    pageInfo: PageInfo!
  }

  type Order {
    id: ID!
    name: String!
    email: String
    note: String
    tags: [String!]!
    currencyCode: String!
    displayFinancialStatus: String
    displayFulfillmentStatus: String!
    totalPriceSet: MoneyBag!
    customer: Customer
    createdAt: DateTime!
    updatedAt: DateTime!
    processedAt: DateTime!
    cancelledAt: DateTime
    closedAt: DateTime
  }
  type OrderConnection {
    nodes: [Order!]!
    pageInfo: PageInfo!
  }

  type Query {
    product(id: ID!): Product
    products(first: Int, after: String, query: String, sortKey: ProductSortKeys): ProductConnection!
    customer(id: ID!): Customer
    customers(
      first: Int
      after: String
      query: String
      sortKey: CustomerSortKeys
    ): CustomerConnection!
    order(id: ID!): Order
    orders(first: Int, after: String, query: String, sortKey: OrderSortKeys): OrderConnection!
  }

  input ProductCreateInput {
    title: String
    handle: String
    descriptionHtml: String
    status: ProductStatus
    vendor: String
    productType: String
    tags: [String!]
  }
  input ProductUpdateInput {
    id: ID
    title: String
    handle: String
    descriptionHtml: String
    status: ProductStatus
    vendor: String
    productType: String
    tags: [String!]
  }
  input ProductDeleteInput {
    id: ID!
  }
  input CustomerInput {
    id: ID
    firstName: String
    lastName: String
    email: String
    phone: String
    note: String
    locale: String
    tags: [String!]
  }
  input CustomerDeleteInput {
    id: ID!
  }

  type ProductCreatePayload {
    product: Product
    userErrors: [UserError!]!
  }
  type ProductUpdatePayload {
    product: Product
    userErrors: [UserError!]!
  }
  type ProductDeletePayload {
    deletedProductId: ID
    userErrors: [UserError!]!
  }
  type CustomerCreatePayload {
    customer: Customer
    userErrors: [UserError!]!
  }
  type CustomerUpdatePayload {
    customer: Customer
    userErrors: [UserError!]!
  }
  type CustomerDeletePayload {
    deletedCustomerId: ID
    userErrors: [UserError!]!
  }

  type Mutation {
    productCreate(product: ProductCreateInput): ProductCreatePayload
    productUpdate(product: ProductUpdateInput): ProductUpdatePayload
    productDelete(input: ProductDeleteInput!): ProductDeletePayload
    customerCreate(input: CustomerInput!): CustomerCreatePayload
    customerUpdate(input: CustomerInput!): CustomerUpdatePayload
    customerDelete(input: CustomerDeleteInput!): CustomerDeletePayload
  }
`;
