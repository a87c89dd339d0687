import type { TableModel } from '../feature';
import { PLUGIN_UID } from '../plugin-id';
import { queueColumns } from '../queue/engine';
import { wideActionColumns } from '../wide-actions/wide-action-store';
import { id, instant, integer, required, string, text } from '../table-attributes';
import { LATENCY_BUCKET_COUNT } from './statistics/latency-histogram';
import * as table from './uids';

/**
 * Log and queue tables are plain tables rather than content types: they take the writes of every event, so they carry
 * no index that no query uses, and `strapi transfer` must not copy waiting deliveries to a second site that would then
 * send them again.
 */
export const tables: TableModel[] = [
  {
    uid: `${PLUGIN_UID}.webhook-message`,
    singularName: 'webhook-message',
    tableName: table.MESSAGES,
    attributes: {
      id,
      /** The `webhook-id` of every delivery of this message. */
      uid: required(string),
      eventType: required(string),
      contentType: string,
      entryDocumentId: string,
      locale: string,
      traceId: required(string),
      /** SHA-256 in hexadecimal digits of the key that the site gave. */
      idempotencyKey: string,
      /** JSON: payload variant → the exact body that is sent. */
      bodies: required(text),
      createdAt: required(instant),
    },
    indexes: [
      { name: 'ib_messages_uid', columns: ['uid'], type: 'unique' },
      { name: 'ib_messages_idempotency', columns: ['idempotency_key'], type: 'unique' },
      { name: 'ib_messages_entry', columns: ['entry_document_id', 'id'] },
    ],
  },
  {
    uid: `${PLUGIN_UID}.webhook-delivery`,
    singularName: 'webhook-delivery',
    tableName: table.DELIVERIES,
    attributes: {
      id,
      messageId: required(integer),
      endpointId: required(integer),
      eventType: required(string),
      variant: required(string),
      trigger: required(string),
      ...queueColumns,
      lastStatusCode: integer,
      lastError: text,
      durationMs: integer,
      createdAt: required(instant),
    },
    // Every index has a page or a worker's query that needs it at a million rows. Measured on SQLite without each in turn:
    // 20,000 rows are recorded, claimed and settled 2 to 12 % faster, and the commit of one message to 10 endpoints, 9 ms
    // on a busy disk, takes 2 to 3 ms less without all of them together.
    indexes: [
      { name: 'ib_deliveries_claim', columns: ['endpoint_id', 'state', 'due_at', 'id'] },
      { name: 'ib_deliveries_log', columns: ['endpoint_id', 'state', 'id'] },
      { name: 'ib_deliveries_event', columns: ['endpoint_id', 'event_type', 'id'] },
      { name: 'ib_deliveries_message', columns: ['message_id'] },
      { name: 'ib_deliveries_lease', columns: ['lease_until'] },
      { name: 'ib_deliveries_created', columns: ['created_at'] },
    ],
  },
  {
    uid: `${PLUGIN_UID}.webhook-attempt`,
    singularName: 'webhook-attempt',
    tableName: table.ATTEMPTS,
    attributes: {
      id,
      deliveryId: required(integer),
      /** Where it went; the endpoint may have moved since. */
      url: required(text),
      startedAt: required(instant),
      durationMs: required(integer),
      outcome: required(string),
      statusCode: integer,
      errorCode: string,
      errorMessage: text,
      /** JSON objects; values of secret headers are masked before they get here. */
      requestHeaders: required(text),
      responseHeaders: required(text),
      responseBody: required(text),
      responseBodyEncoding: required(string),
      /** 0 or 1. */
      isResponseTruncated: required(integer),
    },
    indexes: [{ name: 'ib_attempts_delivery', columns: ['delivery_id'] }],
  },
  {
    uid: `${PLUGIN_UID}.webhook-statistic`,
    singularName: 'webhook-statistic',
    tableName: table.STATISTICS,
    // No id: every upsert would use one up on PostgreSQL, and a busy site would run out of them within a year.
    attributes: {
      endpointId: required(integer),
      bucketAt: required(instant),
      succeeded: required(integer),
      failed: required(integer),
      /** How many successful attempts took how long, by the bounds of `latency-histogram.ts`. */
      ...Object.fromEntries(
        Array.from({ length: LATENCY_BUCKET_COUNT }, (_, bucket) => [
          `latency${bucket}`,
          {
            ...integer,
            columnName: `latency_${bucket}`,
            column: { notNullable: true, defaultTo: 0 },
          },
        ]),
      ),
    },
    indexes: [
      { name: 'ib_statistics_bucket', columns: ['endpoint_id', 'bucket_at'], type: 'unique' },
      { name: 'ib_statistics_age', columns: ['bucket_at'] },
    ],
  },
  {
    uid: `${PLUGIN_UID}.webhook-replay`,
    singularName: 'webhook-replay',
    tableName: table.REPLAYS,
    attributes: {
      id,
      endpointId: required(integer),
      ...wideActionColumns,
    },
    indexes: [{ name: 'ib_replays_state', columns: ['state'] }],
  },
  {
    uid: `${PLUGIN_UID}.rate-limit`,
    singularName: 'rate-limit',
    tableName: table.RATE_LIMITS,
    attributes: {
      name: required(string),
      /** When the next slot is free. */
      freeAt: required(instant),
    },
    indexes: [{ name: 'ib_rate_limits_name', columns: ['name'], type: 'unique' }],
  },
];
