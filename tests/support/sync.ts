import type { ChangeRow } from '../../server/src/sync/runs/change-store';
import type { RunRecord } from '../../server/src/sync/runs/run-record';
import type { SyncService } from '../../server/src/sync/sync-service';
import type { RunningStrapi } from './strapi';

export function syncOf({ strapi }: Pick<RunningStrapi, 'strapi'>): SyncService {
  return strapi.plugin('integration-builder').service('sync');
}

/** What a site sets up to keep notes and the products of the stand-in alike. */
export function aNoteJob(connectionId: number, job: object = {}): object {
  return {
    name: 'Products as notes',
    connectionId,
    resource: 'products',
    contentType: 'api::note.note',
    direction: 'two-way',
    mapping: [
      { field: 'text', path: 'name', flow: 'both' },
      { field: 'number', path: 'stock', flow: 'both' },
    ],
    matchField: 'text',
    ...job,
  };
}

export interface EndedRun extends RunRecord {
  changes: ChangeRow[];
}

/** Runs a job to its end, with what it has come to. */
export async function ran(running: RunningStrapi, jobId: number): Promise<EndedRun> {
  const { run, runs } = syncOf(running);
  const { id } = await run(jobId);
  await runs.whenEnded(jobId);
  return { ...(await runs.find(id)), changes: await runs.changes(id) };
}
