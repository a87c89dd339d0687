import type { Struct } from '@strapi/strapi';

import { hidden } from '../../hidden-content-type';

/** The app that the site registered with a service, where it is entered in the panel and not in the configuration. */
const schema = {
  kind: 'collectionType',
  modelType: 'contentType',
  collectionName: 'ib_oauth_clients',
  info: {
    singularName: 'oauth-client',
    pluralName: 'oauth-clients',
    displayName: 'OAuth client',
  },
  options: { draftAndPublish: false },
  pluginOptions: hidden,
  indexes: [{ name: 'ib_oauth_clients_provider', columns: ['provider'], type: 'unique' }],
  attributes: {
    provider: { type: 'string', required: true },
    clientId: { type: 'text', required: true },
    /** Envelope of the vault. */
    clientSecret: { type: 'text', required: true, private: true },
    /** Null for the provider's own. */
    scopes: { type: 'json' },
  },
} as unknown as Struct.ContentTypeSchema;

export const oauthClient = { schema };
