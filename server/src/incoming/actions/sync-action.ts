import { valueAt } from '../../content/payload-path';
import type { SyncService } from '../../sync/sync-service';
import type { SyncAction } from '../contracts';
import { MappingError } from './mapping';
import type { ActionContext, ActionEffect } from './run-action';

/** Begins a run of the sync job that an action names: about one record, where it says where the event has its id. */
export function createSyncAction(ask: SyncService['ask']) {
  return async function beginSync(
    { jobId, recordPath = null }: SyncAction,
    { event, payload }: Pick<ActionContext, 'event' | 'payload'>,
  ): Promise<ActionEffect> {
    const externalId = recordPath === null ? null : recordIdAt(payload, recordPath);
    const { id: runId } = await ask({ jobId, externalId, traceId: event.traceId });
    return { effect: externalId === null ? 'sync-begun' : 'record-sync-begun', runId };
  };
}

export type BeginSync = ReturnType<typeof createSyncAction>;

/** @throws {MappingError} */
function recordIdAt(payload: unknown, path: string): string {
  const found = valueAt(payload, path);
  const id = typeof found === 'number' || typeof found === 'string' ? String(found) : '';
  if (id !== '') return id;
  throw new MappingError(`The event has no id at "${path}" to tell which record it is about.`);
}
