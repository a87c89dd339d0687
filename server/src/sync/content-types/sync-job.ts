import type { Struct } from '@strapi/strapi';

import { hidden } from '../../hidden-content-type';

/** What is kept alike with what, and by which rules. */
const schema = {
  kind: 'collectionType',
  modelType: 'contentType',
  collectionName: 'ib_sync_jobs',
  info: { singularName: 'sync-job', pluralName: 'sync-jobs', displayName: 'Sync job' },
  options: { draftAndPublish: false },
  pluginOptions: hidden,
  attributes: {
    name: { type: 'string', required: true },
    connectionId: { type: 'integer', required: true },
    /** The id of a resource of the connection's provider. */
    resource: { type: 'string', required: true },
    contentType: { type: 'string', required: true },
    locale: { type: 'string' },
    direction: { type: 'string', required: true },
    mapping: { type: 'json', required: true },
    matchField: { type: 'string' },
    strategy: { type: 'string', required: true },
    deletes: { type: 'json', required: true },
    brake: { type: 'json', required: true },
    /** How the listing of the service is narrowed, in its own words. */
    filter: { type: 'json', required: true },
    batchSize: { type: 'integer', required: true },
    publication: { type: 'string' },
    writing: { type: 'string' },
    /** Null for a job that runs by hand only. */
    schedule: { type: 'json' },
    /** Null where every run lists all records; otherwise at most so many hours lie between two that do. */
    wholeEveryHours: { type: 'integer' },
    /** How much may fail before a run stops. */
    failureStop: { type: 'json', required: true },
    /** Whether a change of an entry begins a run about it. */
    followsChanges: { type: 'boolean', required: true, default: false },
    isActive: { type: 'boolean', required: true },
  },
} as unknown as Struct.ContentTypeSchema;

export const syncJob = { schema };
