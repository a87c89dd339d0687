import type { Struct } from '@strapi/strapi';

import { hidden } from '../../hidden-content-type';

/** Where incoming webhooks arrive. The secrets are an envelope of the vault. */
const schema = {
  kind: 'collectionType',
  modelType: 'contentType',
  collectionName: 'ib_webhook_sources',
  info: {
    singularName: 'webhook-source',
    pluralName: 'webhook-sources',
    displayName: 'Webhook source',
  },
  options: { draftAndPublish: false },
  pluginOptions: hidden,
  indexes: [{ name: 'ib_sources_slug', columns: ['slug'], type: 'unique' }],
  attributes: {
    name: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    provider: { type: 'string', required: true },
    settings: { type: 'json', required: true },
    /** Envelope of a JSON array of secrets, the current one first. */
    secrets: { type: 'text', required: true, private: true },
    /** `[{ createdAt, expiresAt }]` as ISO strings, in the order of the secrets. */
    secretPeriods: { type: 'json', required: true },
    publicUrl: { type: 'text' },
    isActive: { type: 'boolean', required: true },
    isOrdered: { type: 'boolean', required: true },
    rateLimit: { type: 'integer', required: true },
    actions: { type: 'json', required: true },
    /** Grows with every change, so that every instance notices. */
    revision: { type: 'integer', required: true },
  },
} as unknown as Struct.ContentTypeSchema;

export const webhookSource = { schema };
