import { PLUGIN_UID } from '../plugin-id';

export const SOURCE_UID = `${PLUGIN_UID}.webhook-source` as const;

/** Table names. Only `*-store.ts` files speak SQL; the worker's queue shares the table of events. */
export const SOURCES = 'ib_webhook_sources';
export const EVENTS = 'ib_webhook_events';
export const ACTION_RESULTS = 'ib_webhook_action_results';
export const EVENT_RUNS = 'ib_webhook_event_runs';
export const SOURCE_STATISTICS = 'ib_webhook_source_statistics';
export const ENTRY_LOCKS = 'ib_entry_locks';
