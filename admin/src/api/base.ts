import { adminApi } from '@strapi/strapi/admin';

import { PLUGIN_ID } from '../plugin-id';

/** Strapi's own store of server data, with the kinds of data that the plugin adds to it. */
export const integrationApi = adminApi.enhanceEndpoints({
  addTagTypes: [
    'IntegrationEndpoint',
    'IntegrationDelivery',
    'IntegrationReplay',
    'IntegrationSource',
    'IntegrationEvent',
    'IntegrationEventRun',
    'IntegrationConnection',
    'IntegrationCatalogue',
    'IntegrationEncryption',
    'IntegrationSyncJob',
    'IntegrationSyncRun',
    'IntegrationSyncConflict',
  ],
});

/** Address of the admin API of outgoing webhooks. */
export const OUTGOING = `/${PLUGIN_ID}/outgoing` as const;

/** Address of the admin API of incoming webhooks. */
export const INCOMING = `/${PLUGIN_ID}/incoming` as const;

/** Address of the admin API of connections. */
export const CONNECTIONS = `/${PLUGIN_ID}/connections` as const;

/** Address of the admin API of services that are described in the panel. */
export const BUILDER = `/${PLUGIN_ID}/builder` as const;

/** Address of the admin API of sync. */
export const SYNC = `/${PLUGIN_ID}/sync` as const;

/** The data of an answer, which the admin API wraps as `{ data }`. */
export const unwrap = <T>(response: { data: T }): T => response.data;
