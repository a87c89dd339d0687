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
    uid: table.SYNC_LINK_UID,
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
      /** JSON: what the pair still lacks on one side, and why; null for nothing. */
      awaited: text,
      /** How much that is; null for nothing. */
      awaitedCount: integer,
    },
    indexes: [
      { name: 'ib_sync_links_external', columns: ['job_id', 'external_key'], type: 'unique' },
      { name: 'ib_sync_links_document', columns: ['job_id', 'document_id'], type: 'unique' },
      { name: 'ib_sync_links_page', columns: ['job_id', 'id'] },
      { name: 'ib_sync_links_awaited', columns: ['job_id', 'awaited_count'] },
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
      kind: required(string),
      state: required(string),
      /** Who or what has begun it. */
      cause: required(string),
      /** The moment of the schedule that it was due at. */
      slot: instant,
      /** The preview that is applied, or the run whose deletions are decided about. */
      planId: integer,
      /** JSON: the records and entries that it looks at; null for all. */
      targets: text,
      /** Of what has begun it: what it changes and sends carries the same. */
      traceId: string,
      phase: required(string),
      /** From when on changes are listed, on the clock of the service; null for everything. */
      since: instant,
      /** When its listing began, on the clock of the service: the next one goes on from there. */
      listedAt: instant,
      /** What its listing has been, once it is over. */
      extent: string,
      /** Where the listing of the service goes on; null before its first page and after its last. */
      position: text,
      /** Raised whenever another process takes the run over: what the one before still writes is refused. */
      epoch: counter,
      /** How often it was broken off by what passes; a run that gets on begins to count anew. */
      interruptions: counter,
      examined: counter,
      created: counter,
      updated: counter,
      deleted: counter,
      conflicts: counter,
      held: counter,
      outdated: counter,
      failed: counter,
      /** JSON: why deletions wait. */
      hold: text,
      /** What a person has decided about them. */
      decision: string,
      error: text,
      startedAt: required(instant),
      finishedAt: instant,
    },
    indexes: [
      { name: 'ib_sync_runs_job', columns: ['job_id', 'id'] },
      { name: 'ib_sync_runs_state', columns: ['state'] },
      // Whichever instance comes first begins the run of a slot.
      { name: 'ib_sync_runs_slot', columns: ['job_id', 'slot'], type: 'unique' },
      { name: 'ib_sync_runs_plan', columns: ['plan_id'] },
    ],
  },
  {
    uid: `${PLUGIN_UID}.sync-pending-change`,
    singularName: 'sync-pending-change',
    tableName: table.SYNC_PENDING_CHANGES,
    attributes: {
      id,
      jobId: required(integer),
      documentId: required(string),
      /** On the clock of the database. */
      changedAt: required(instant),
    },
    indexes: [{ name: 'ib_sync_pending_changes_job', columns: ['job_id', 'id'] }],
  },
  {
    uid: table.SYNC_FILE_UID,
    singularName: 'sync-file',
    tableName: table.SYNC_FILES,
    attributes: {
      id,
      jobId: required(integer),
      /** A digest of the URL, which is longer than what databases index. */
      urlKey: required(string),
      url: required(text),
      /** Of the Media Library, where somebody may have deleted it since. */
      fileId: required(integer),
    },
    indexes: [
      { name: 'ib_sync_files_url', columns: ['job_id', 'url_key'], type: 'unique' },
      { name: 'ib_sync_files_file', columns: ['job_id', 'file_id'] },
      { name: 'ib_sync_files_any', columns: ['file_id'] },
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
      /** As what it is counted in its run; null for what only concerns the book-keeping. */
      countedAs: string,
      /** The same for a change that says the same. */
      digest: required(string),
      externalId: text,
      documentId: string,
      /** JSON: what changes where, field by field. */
      detail: text,
      error: text,
    },
    indexes: [
      { name: 'ib_sync_changes_run', columns: ['run_id', 'id'] },
      { name: 'ib_sync_changes_count', columns: ['run_id', 'counted_as', 'id'] },
      { name: 'ib_sync_changes_digest', columns: ['run_id', 'digest'] },
    ],
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
      state: required(string),
      /** JSON: what a person has said. */
      answer: text,
      /** His name, as it was then. */
      answeredBy: string,
      answeredAt: instant,
      createdAt: required(instant),
    },
    indexes: [
      { name: 'ib_sync_conflicts_key', columns: ['job_id', 'conflict_key'], type: 'unique' },
      { name: 'ib_sync_conflicts_state', columns: ['job_id', 'state', 'id'] },
      { name: 'ib_sync_conflicts_newest', columns: ['state', 'id'] },
      { name: 'ib_sync_conflicts_entry', columns: ['job_id', 'document_id'] },
    ],
  },
];
