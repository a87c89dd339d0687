import type { TableModel } from '../feature';
import { PLUGIN_UID } from '../plugin-id';
import { counter, id, instant, integer, required, string, text } from '../table-attributes';
import * as table from './uids';

/**
 * Plain tables rather than content types: they are written for every record, and `strapi transfer` must not tell a second site
 * that its entries belong to records which it has never seen.
 */
export const tables: TableModel[] = [
  {
    uid: `${PLUGIN_UID}.sync-link`,
    singularName: 'sync-link',
    tableName: table.SYNC_LINKS,
    attributes: {
      id,
      jobId: required(integer),
      /** A digest of the id: MySQL takes texts that differ in case alone for the same. */
      externalKey: required(string),
      externalId: required(text),
      documentId: required(string),
      /** JSON: what each side had when both were last brought together. */
      externalBase: required(text),
      documentBase: required(text),
      gone: string,
      openConflict: string,
    },
    indexes: [
      { name: 'ib_sync_links_external', columns: ['job_id', 'external_key'], type: 'unique' },
      { name: 'ib_sync_links_document', columns: ['job_id', 'document_id'], type: 'unique' },
      { name: 'ib_sync_links_page', columns: ['job_id', 'id'] },
    ],
  },
  {
    uid: `${PLUGIN_UID}.sync-creation`,
    singularName: 'sync-creation',
    tableName: table.SYNC_CREATIONS,
    attributes: {
      id,
      jobId: required(integer),
      creationKey: required(string),
      documentId: required(string),
      values: required(text),
      documentBase: required(text),
    },
    indexes: [
      { name: 'ib_sync_creations_key', columns: ['creation_key'], type: 'unique' },
      { name: 'ib_sync_creations_job', columns: ['job_id'] },
    ],
  },
  {
    uid: `${PLUGIN_UID}.sync-run`,
    singularName: 'sync-run',
    tableName: table.SYNC_RUNS,
    attributes: {
      id,
      jobId: required(integer),
      state: required(string),
      /** Who or what has begun it. */
      cause: required(string),
      /** Where the listing of the service goes on; null before its first page and after its last. */
      position: text,
      /** Raised whenever another process takes the run over: what the one before still writes is refused. */
      epoch: counter,
      /** How often it was broken off by what passes; a run that gets on begins to count anew. */
      interruptions: counter,
      examined: counter,
      applied: counter,
      held: counter,
      outdated: counter,
      failed: counter,
      /** JSON: why deletions wait. */
      hold: text,
      error: text,
      startedAt: required(instant),
      finishedAt: instant,
    },
    indexes: [
      { name: 'ib_sync_runs_job', columns: ['job_id', 'id'] },
      { name: 'ib_sync_runs_state', columns: ['state'] },
    ],
  },
  {
    uid: `${PLUGIN_UID}.sync-change`,
    singularName: 'sync-change',
    tableName: table.SYNC_CHANGES,
    attributes: {
      id,
      runId: required(integer),
      kind: required(string),
      outcome: required(string),
      externalId: text,
      documentId: string,
      /** JSON: what changes where, field by field. */
      detail: text,
      error: text,
    },
    indexes: [{ name: 'ib_sync_changes_run', columns: ['run_id', 'id'] }],
  },
  {
    uid: `${PLUGIN_UID}.sync-conflict`,
    singularName: 'sync-conflict',
    tableName: table.SYNC_CONFLICTS,
    attributes: {
      id,
      jobId: required(integer),
      conflictKey: required(string),
      externalId: required(text),
      documentId: required(string),
      /** JSON: the fields with what both sides have, what they had, and who has won. */
      fields: required(text),
      gone: string,
      /** `open` waits for a person, `decided` was decided by the job's rules, `closed` is over. */
      state: required(string),
      createdAt: required(instant),
    },
    indexes: [
      { name: 'ib_sync_conflicts_key', columns: ['job_id', 'conflict_key'], type: 'unique' },
      { name: 'ib_sync_conflicts_state', columns: ['job_id', 'state', 'id'] },
      { name: 'ib_sync_conflicts_entry', columns: ['job_id', 'document_id'] },
    ],
  },
];
