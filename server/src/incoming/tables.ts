import type { TableModel } from '../feature';
import { PLUGIN_UID } from '../plugin-id';
import { queueColumns } from '../queue/engine';
import { wideActionColumns } from '../wide-actions/wide-action-store';
import { counter, id, instant, integer, required, string, text } from '../table-attributes';
import * as table from './uids';

/**
 * Log and queue tables are plain tables rather than content types, as those of outgoing webhooks are: they take the writes
 * of every request, and `strapi transfer` must not copy waiting events to a second site that would then act on them.
 */
export const tables: TableModel[] = [
  {
    uid: `${PLUGIN_UID}.webhook-event`,
    singularName: 'webhook-event',
    tableName: table.EVENTS,
    attributes: {
      id,
      /** `evt_` and the trace id. */
      uid: required(string),
      sourceId: required(integer),
      /** What makes a repeat known: see `dedupe-key.ts`. Null for what was refused, and where its window is over. */
      dedupeKey: string,
      /** The service's own id of the event. */
      eventId: string,
      eventType: string,
      /** The states of the queue, and `refused`. */
      ...queueColumns,
      repeatCount: counter,
      replayCount: counter,
      recoverCount: counter,
      url: required(text),
      /** JSON: `[name, value]` pairs; credentials are masked before they get here. */
      headers: required(text),
      body: required(text),
      bodyEncoding: required(string),
      bodySize: required(integer),
      /** 0 or 1. */
      isBodyCut: counter,
      isPart: counter,
      /** JSON: the steps of the verification. */
      verification: required(text),
      lastError: text,
      durationMs: integer,
      createdAt: required(instant),
      occurredAt: instant,
    },
    indexes: [
      { name: 'ib_events_uid', columns: ['uid'], type: 'unique' },
      { name: 'ib_events_dedupe', columns: ['source_id', 'dedupe_key'], type: 'unique' },
      { name: 'ib_events_claim', columns: ['source_id', 'state', 'due_at', 'id'] },
      { name: 'ib_events_log', columns: ['source_id', 'state', 'id'] },
      { name: 'ib_events_type', columns: ['source_id', 'event_type', 'id'] },
      { name: 'ib_events_lease', columns: ['lease_until'] },
      { name: 'ib_events_created', columns: ['created_at'] },
    ],
  },
  {
    uid: `${PLUGIN_UID}.webhook-action-result`,
    singularName: 'webhook-action-result',
    tableName: table.ACTION_RESULTS,
    attributes: {
      id,
      eventId: required(integer),
      actionId: required(string),
      kind: required(string),
      state: required(string),
      attempt: required(integer),
      replay: required(integer),
      error: text,
      effect: string,
      contentType: string,
      entryDocumentId: string,
      locale: string,
      /** JSON: ids of outgoing messages. */
      messageIds: required(text),
      /** Of a sync job. */
      runId: integer,
      startedAt: required(instant),
      durationMs: required(integer),
    },
    indexes: [{ name: 'ib_action_results_event', columns: ['event_id'] }],
  },
  {
    uid: `${PLUGIN_UID}.webhook-source-statistic`,
    singularName: 'webhook-source-statistic',
    tableName: table.SOURCE_STATISTICS,
    // No id: every upsert would use one up on PostgreSQL, and a busy site would run out of them within a year.
    attributes: {
      sourceId: required(integer),
      bucketAt: required(instant),
      accepted: required(integer),
      repeated: required(integer),
      refused: required(integer),
    },
    indexes: [
      { name: 'ib_source_statistics_bucket', columns: ['source_id', 'bucket_at'], type: 'unique' },
      { name: 'ib_source_statistics_age', columns: ['bucket_at'] },
    ],
  },
  {
    uid: `${PLUGIN_UID}.webhook-event-run`,
    singularName: 'webhook-event-run',
    tableName: table.EVENT_RUNS,
    attributes: {
      id,
      sourceId: required(integer),
      ...wideActionColumns,
    },
    indexes: [{ name: 'ib_event_runs_state', columns: ['state'] }],
  },
  {
    uid: `${PLUGIN_UID}.entry-lock`,
    singularName: 'entry-lock',
    tableName: table.ENTRY_LOCKS,
    attributes: { id, name: required(string) },
    indexes: [{ name: 'ib_entry_locks_name', columns: ['name'], type: 'unique' }],
  },
];
