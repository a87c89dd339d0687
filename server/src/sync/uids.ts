import { PLUGIN_UID } from '../plugin-id';

export const SYNC_JOB_UID = `${PLUGIN_UID}.sync-job` as const;

/** Models of tables, for queries that may be part of a transaction. */
export const SYNC_LINK_UID = `${PLUGIN_UID}.sync-link` as const;
export const SYNC_FILE_UID = `${PLUGIN_UID}.sync-file` as const;
export const SYNC_RUN_UID = `${PLUGIN_UID}.sync-run` as const;

/** Table names. Only `*-store.ts` files speak SQL. */
export const SYNC_JOBS = 'ib_sync_jobs';
export const SYNC_LINKS = 'ib_sync_links';
export const SYNC_CREATIONS = 'ib_sync_creations';
export const SYNC_RUNS = 'ib_sync_runs';
export const SYNC_CHANGES = 'ib_sync_changes';
export const SYNC_CONFLICTS = 'ib_sync_conflicts';
export const SYNC_PENDING_CHANGES = 'ib_sync_pending_changes';
export const SYNC_FILES = 'ib_sync_files';
