import type { Struct } from '@strapi/strapi';

import { hidden } from '../../hidden-content-type';

/** A service that an administrator has described in the panel. There are no credentials in it. */
const schema = {
  kind: 'collectionType',
  modelType: 'contentType',
  collectionName: 'ib_custom_providers',
  info: {
    singularName: 'custom-provider',
    pluralName: 'custom-providers',
    displayName: 'Custom provider',
  },
  options: { draftAndPublish: false },
  pluginOptions: hidden,
  indexes: [{ name: 'ib_custom_providers_provider', columns: ['provider'], type: 'unique' }],
  attributes: {
    /** By which connections name it: `custom-harbour`. It stays the same. */
    provider: { type: 'string', required: true },
    /** The provider as data, see `ProviderDefinition`. */
    definition: { type: 'json', required: true },
    /** Grows with every change, so that every instance notices. */
    revision: { type: 'integer', required: true },
  },
} as unknown as Struct.ContentTypeSchema;

export const customProvider = { schema };
