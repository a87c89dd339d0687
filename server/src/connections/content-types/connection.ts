import type { Struct } from '@strapi/strapi';

import { hidden } from '../../hidden-content-type';

/** An account at a service. The credentials are an envelope of the vault. */
const schema = {
  kind: 'collectionType',
  modelType: 'contentType',
  collectionName: 'ib_connections',
  info: {
    singularName: 'connection',
    pluralName: 'connections',
    displayName: 'Connection',
  },
  options: { draftAndPublish: false },
  pluginOptions: hidden,
  attributes: {
    name: { type: 'string', required: true },
    provider: { type: 'string', required: true },
    auth: { type: 'string', required: true },
    settings: { type: 'json', required: true },
    /** Envelope of the JSON of `Credentials`; null once it is disconnected. */
    credentials: { type: 'text', private: true },
    /** What the service told with the tokens: `{ host: … }`. */
    facts: { type: 'json', required: true },
    /** Grows with every new token, so that of two refreshes one wins. */
    tokenVersion: { type: 'integer', required: true },
    /** Of the access token, in ms since 1970; null where it does not end. */
    expiresAt: { type: 'biginteger' },
    /** How long it was good for when it was given out. */
    tokenLifeMs: { type: 'biginteger' },
    isRenewable: { type: 'boolean', required: true },
    scopesAsked: { type: 'json' },
    scopesGranted: { type: 'json' },
    status: { type: 'string', required: true },
    statusReason: { type: 'text' },
    /** In ms since 1970, as the following. */
    statusSince: { type: 'biginteger', required: true },
    accountId: { type: 'string' },
    accountName: { type: 'string' },
    lastUsedAt: { type: 'biginteger' },
    lastTestedAt: { type: 'biginteger' },
    /** Until when a failed refresh is not tried again, and how many failed in a row. */
    refreshAfter: { type: 'biginteger' },
    refreshFailures: { type: 'integer', required: true },
    /** The `expiresAt` of which the administrators were told. */
    expiryNoticeFor: { type: 'biginteger' },
    /** Grows with every change, so that every instance notices. */
    revision: { type: 'integer', required: true },
  },
} as unknown as Struct.ContentTypeSchema;

export const connection = { schema };
