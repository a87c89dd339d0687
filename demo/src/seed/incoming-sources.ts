import vendors from './vendors.json';

const PRODUCT = 'api::product.product';
const ARTICLE = 'api::article.article';

/** What happens with the events of a vendor; those of the others are only kept. */
const actions: { [Vendor in keyof typeof vendors]?: object[] } = {
  stripe: [
    {
      kind: 'upsert',
      eventTypes: ['product.created', 'product.updated'],
      contentType: PRODUCT,
      match: { field: 'stripeId', path: 'data.object.id' },
      // The price is the editors' own: a field that is not mapped keeps its value.
      mapping: [
        { field: 'name', from: { path: 'data.object.name' } },
        { field: 'description', from: { path: 'data.object.description' } },
        { field: 'active', from: { path: 'data.object.active' } },
      ],
    },
    {
      kind: 'delete',
      eventTypes: ['product.deleted'],
      contentType: PRODUCT,
      match: { field: 'stripeId', path: 'data.object.id' },
    },
  ],
  github: [
    {
      kind: 'upsert',
      eventTypes: ['release.published'],
      contentType: ARTICLE,
      match: { field: 'externalId', path: 'release.id' },
      mapping: [
        { field: 'title', from: { path: 'release.name' } },
        { field: 'slug', from: { path: 'release.tag_name' } },
        { field: 'body', from: { path: 'release.body' } },
        { field: 'editorialNote', from: { path: 'release.html_url' } },
      ],
      locale: 'en',
      status: 'draft',
    },
  ],
  shopify: [{ kind: 'forward', eventTypes: ['orders/create'], messageType: 'order.created' }],
  slack: [{ kind: 'forward', eventTypes: ['app_mention'] }],
};

/** A product that is deleted just after a change must not come back by it. */
const IN_ORDER = ['stripe'];

/** A source of every provider, under the provider's id as its slug. */
export const incomingSources = Object.entries(vendors).map(([id, vendor]) => ({
  ...vendor,
  slug: id,
  provider: id,
  isOrdered: IN_ORDER.includes(id),
  actions: actions[id as keyof typeof vendors] ?? [],
}));
