import type { Core } from '@strapi/strapi';

/** What it sells, described as data. */
const products = {
  id: 'products',
  name: 'Products',
  fields: [
    { path: 'sku', type: 'text', label: 'Article number', isRequired: true },
    { path: 'name', type: 'text', label: 'Name', isRequired: true },
    { path: 'price.amount', type: 'number', label: 'Price in cents' },
    { path: 'price.currency', type: 'text', label: 'Currency' },
    { path: 'stock', type: 'number', label: 'In stock' },
  ],
  idPath: 'id',
  changedAtPath: 'updated_at',
  isIdempotent: true,
  list: { path: '/products' },
  get: { method: 'GET', path: '/products/{id}' },
  create: { method: 'POST', path: '/products' },
  update: { method: 'PATCH', path: '/products/{id}' },
  delete: { method: 'DELETE', path: '/products/{id}' },
};

/**
 * The wholesaler of the demo (demo/stand-in), described as a site describes a service that the plugin does not know. Its
 * client id and secret stand in config/plugins.ts.
 */
export function registerHarbour(strapi: Core.Strapi): void {
  const url = `http://127.0.0.1:${process.env.STAND_IN_PORT ?? 4500}`;
  strapi
    .plugin('integration-builder')
    .service('providers')
    .register({
      id: 'harbour',
      name: 'Harbour',
      access: {
        category: 'commerce',
        setUpUrl: url,
        auth: [
          {
            kind: 'oauth2',
            authorizeUrl: `${url}/oauth/authorize`,
            tokenUrl: `${url}/oauth/token`,
            revoke: { url: `${url}/oauth/revoke` },
            scopes: ['account:read', 'products:read', 'products:write'],
            issuer: url,
            alwaysNamesIssuer: true,
          },
        ],
        api: {
          baseUrl: `${url}/api`,
          idempotencyHeader: 'Idempotency-Key',
          errorMessage: (body: { error?: { message?: string } } | null) =>
            body?.error?.message ?? null,
          paging: {
            style: 'cursor',
            recordsPath: 'data',
            cursorParam: 'cursor',
            cursorPath: 'page.next_cursor',
            sizeParam: 'limit',
            pageSize: 50,
          },
        },
        probe: {
          path: '/me',
          account: ({ id, name }: { id: string; name: string }) => ({ id, name }),
        },
      },
      resources: [products],
    });
}
