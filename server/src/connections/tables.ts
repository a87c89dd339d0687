import type { TableModel } from '../feature';
import { leaseTable } from '../lease-store';
import { PLUGIN_UID } from '../plugin-id';
import { id, instant, integer, required, string, text } from '../table-attributes';
import * as table from './uids';

/** What is written often, or must not be carried to another site by `strapi transfer`. */
export const tables: TableModel[] = [
  {
    uid: `${PLUGIN_UID}.authorization`,
    singularName: 'authorization',
    tableName: table.AUTHORIZATIONS,
    attributes: {
      id,
      /** SHA-256 of what the service gives back: who reads the table can finish nothing. */
      stateDigest: required(string),
      /** The same of the cookie of the browser that began. */
      browserDigest: required(string),
      /** The same of what the panel finishes with; null until the service has answered. */
      ticketDigest: string,
      adminId: required(integer),
      /** Envelope of the vault: what was asked for, the verifier of PKCE, and the service's answer. */
      request: required(text),
      /** On the clock of the database. */
      expiresAt: required(instant),
    },
    indexes: [
      { name: 'ib_authorizations_state', columns: ['state_digest'], type: 'unique' },
      { name: 'ib_authorizations_ticket', columns: ['ticket_digest'], type: 'unique' },
      { name: 'ib_authorizations_age', columns: ['expires_at'] },
    ],
  },
  {
    uid: `${PLUGIN_UID}.connection-status-change`,
    singularName: 'connection-status-change',
    tableName: table.STATUS_CHANGES,
    attributes: {
      id,
      connectionId: required(integer),
      status: required(string),
      reason: text,
      createdAt: required(instant),
    },
    indexes: [
      { name: 'ib_status_changes_of', columns: ['connection_id', 'id'] },
      { name: 'ib_status_changes_age', columns: ['created_at'] },
    ],
  },
  {
    uid: `${PLUGIN_UID}.call`,
    singularName: 'call',
    tableName: table.CALLS,
    attributes: {
      id,
      connectionId: required(integer),
      /** `succeeded`, `failed` */
      state: required(string),
      method: required(string),
      host: required(string),
      path: required(text),
      status: integer,
      errorCode: string,
      errorMessage: text,
      durationMs: required(integer),
      /** JSON: `AttemptRecord[]`; null for one attempt that waited for nothing. */
      attempts: text,
      requestBytes: required(integer),
      responseBytes: required(integer),
      cache: string,
      /** How many calls the line stands for: the same one out of the cache, time after time. */
      count: required(integer),
      caller: required(string),
      createdAt: required(instant),
    },
    indexes: [{ name: 'ib_calls_log', columns: ['connection_id', 'state', 'id'] }],
  },
  {
    uid: `${PLUGIN_UID}.call-statistic`,
    singularName: 'call-statistic',
    tableName: table.CALL_STATISTICS,
    // No id: every upsert would use one up on PostgreSQL.
    attributes: {
      connectionId: required(integer),
      bucketAt: required(instant),
      succeeded: required(integer),
      failed: required(integer),
    },
    indexes: [
      { name: 'ib_call_statistics_of', columns: ['connection_id', 'bucket_at'], type: 'unique' },
      { name: 'ib_call_statistics_age', columns: ['bucket_at'] },
    ],
  },
  leaseTable,
];
