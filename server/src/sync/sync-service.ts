import { errors } from '@strapi/utils';

import { getConfig } from '../config';
import { createContentModel } from '../content/content-model';
import type { Strapi } from '../feature';
import { createLeaseStore } from '../lease-store';
import { loggerOf } from '../logger';
import { outsideTransactions } from '../outside-transactions';
import { createOwnerId } from '../queue/owner';
import { getService } from '../services';
import { inTransaction } from '../transaction';
import { createUpkeep } from '../upkeep';
import { createJobStore } from './jobs/job-store';
import { createJobs } from './jobs/jobs';
import { createJobRowsStore } from './jobs/job-rows-store';
import { createChangeStore } from './runs/change-store';
import { performRun } from './runs/perform-run';
import type { RunCause, RunRecord } from './runs/run-record';
import { createRunStore } from './runs/run-store';
import { createRuns } from './runs/runs';

const MOST_CHANGES = 500;

/** `service('sync')`: content types and the records of services, kept alike. */
export function syncService({ strapi }: { strapi: Strapi }) {
  const config = getConfig(strapi);
  const log = loggerOf(strapi, 'sync');
  const now = Date.now;
  const model = createContentModel(strapi);
  const runStore = createRunStore(strapi);
  const changes = createChangeStore(strapi);
  const rows = createJobRowsStore(strapi);
  const jobStore = createJobStore(strapi);
  const connections = () => getService(strapi, 'connections');

  const jobs = createJobs({
    store: jobStore,
    model,
    providers: getService(strapi, 'providers'),
    findConnection: (id) => connections().accounts.find(id),
    config: config.sync,
    async onDelete(id) {
      await runs.endAll(id);
      await inTransaction(strapi, async ({ trx }) => {
        await rows.deleteAll(id, trx);
        await jobStore.delete(id);
      });
    },
  });
  const runs = createRuns({
    store: runStore,
    leases: createLeaseStore(strapi),
    owner: createOwnerId(),
    isWorker: config.workers,
    perform,
    outside: outsideTransactions(),
    now,
    log,
  });
  const upkeep = createUpkeep({ tasks: { 'going on with syncs': runs.resume }, log });

  async function perform(run: RunRecord, signal: AbortSignal) {
    const { job, resource } = await jobs.findRunnable(run.jobId);
    const [client, last] = await Promise.all([
      connections().client(job.connectionId, 'sync'),
      runStore.findLastCompleted(job.id),
    ]);
    // Nothing is asked of the service any more once the run is over.
    client.use({ beforeRequest: () => signal.throwIfAborted() });
    const equipment = { strapi, model, runs: runStore, changes, now };
    return performRun(equipment, { job, run, client, resource, last, signal });
  }

  return {
    jobs: {
      findAll: jobs.findAll,
      find: jobs.find,
      create: jobs.create,
      update: jobs.update,
      delete: jobs.delete,
    },

    /**
     * Begins a run of a job; it goes on in the background, also after a restart.
     *
     * @throws {errors.NotFoundError} `sync-job-not-found`
     * @throws {errors.ApplicationError} `sync-job-running`; `sync-in-transaction` within a transaction, which it would wait for
     */
    async run(jobId: number, cause: RunCause = 'code'): Promise<RunRecord> {
      if (strapi.db.inTransaction()) {
        throw new errors.ApplicationError('Begin a sync when the transaction is over.', {
          code: 'sync-in-transaction',
        });
      }
      await jobs.find(jobId);
      return runs.start(jobId, cause);
    },

    runs: {
      find: runs.find,
      findNewestOf: runs.findNewestOf,
      cancel: runs.cancel,
      /** What a run has come to, change by change, after the one with this id. */
      changes: (runId: number, after = 0) =>
        changes.findByRun(runId, { after, limit: MOST_CHANGES }),
      whenEnded: runs.whenEnded,
      resume: runs.resume,
    },

    start(): void {
      connections().registerUses(async (connectionId) =>
        (await jobStore.findAll())
          .filter((job) => job.connectionId === connectionId)
          .map(({ id, name }) => ({ kind: 'sync-job', id, name })),
      );
      if (!config.workers) return;
      upkeep.start();
      // What the process before has left need not wait for the first half minute.
      void upkeep.run();
    },

    async stop(): Promise<void> {
      await upkeep.stop();
      await runs.stop();
    },
  };
}

export type SyncService = ReturnType<typeof syncService>;
