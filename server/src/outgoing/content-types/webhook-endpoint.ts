import type { Struct } from '@strapi/strapi';

import { hidden } from '../../hidden-content-type';

/** Where outgoing webhooks go. Secrets and header values are envelopes of the vault. */
const schema = {
  kind: 'collectionType',
  modelType: 'contentType',
  collectionName: 'ib_webhook_endpoints',
  info: {
    singularName: 'webhook-endpoint',
    pluralName: 'webhook-endpoints',
    displayName: 'Webhook endpoint',
  },
  options: { draftAndPublish: false },
  pluginOptions: hidden,
  attributes: {
    description: { type: 'text' },
    url: { type: 'text', required: true },
    eventTypes: { type: 'json', required: true },
    filter: { type: 'json' },
    payloadMode: { type: 'string', required: true },
    populate: { type: 'json' },
    /** Envelope of a JSON object name → value; the Authorization header of a URL with credentials among them. */
    headers: { type: 'text', private: true },
    headerNames: { type: 'json' },
    rateLimit: { type: 'integer' },
    isOrdered: { type: 'boolean', required: true },
    isActive: { type: 'boolean', required: true },
    signatureKind: { type: 'string', required: true },
    signatureHeaders: { type: 'string', required: true },
    publicKey: { type: 'string' },
    /** Envelope of a JSON array of secrets, the current one first. */
    secrets: { type: 'text', required: true, private: true },
    /** `[{ createdAt, expiresAt }]` as ISO strings, in the order of the secrets. */
    secretPeriods: { type: 'json', required: true },
    disabledReason: { type: 'string' },
    disabledAt: { type: 'datetime' },
    /** JSON of the failure streak (see `failure-streak.ts`); null while deliveries succeed. */
    failureStreak: { type: 'json' },
    /** Grows with every change of the configuration, so that every instance notices. */
    revision: { type: 'integer', required: true },
  },
} as unknown as Struct.ContentTypeSchema;

export const webhookEndpoint = { schema };
