import { getConfig } from '../config';
import type { Strapi } from '../feature';
import { createAddressPolicy } from '../http/address-guard';
import { createDownloader } from '../http/download-file';
import { createLeaseStore } from '../lease-store';
import { loggerOf } from '../logger';
import { outsideTransactions } from '../outside-transactions';
import { createOwnerId } from '../queue/owner';
import { getService } from '../services';
import { inTransaction } from '../transaction';
import { createUpkeep } from '../upkeep';
import { createConflictStore } from './conflicts/conflict-store';
import { createConflicts } from './conflicts/conflicts';
import { fitAnswer } from './conflicts/fit-answer';
import { createTellerOfMade } from './entries/tell-of-made';
import { createExpressionEvaluator } from './expressions/expression-evaluator';
import { createFieldModel } from './fields/field-model';
import { createJobStore } from './jobs/job-store';
import { createJobs } from './jobs/jobs';
import { createJobRowsStore } from './jobs/job-rows-store';
import { prepareRichText } from './rich-text/rich-text';
import { createRunEvents } from './runs/run-events';
import { createChangeStore } from './runs/change-store';
import { performRun } from './runs/perform-run';
import type { RunCause, RunRecord } from './runs/run-record';
import { createRunRetention } from './runs/run-retention';
import { createRunRequests } from './runs/run-requests';
import { sinceOf } from './runs/run-scope';
import { createRunStore } from './runs/run-store';
import { createRuns } from './runs/runs';
import { createScheduler } from './schedule/scheduler';
import { createJobSetup } from './setup/job-setup';
import { captureChanges, createChangeNotes } from './triggers/capture-changes';
import { createContentTrigger } from './triggers/content-trigger';
import { createEventTrigger } from './triggers/event-trigger';
import { createFollowers } from './triggers/followers';
import { createPendingChangesStore } from './triggers/pending-changes-store';
import { createJobView } from './views/job-view';
import { createPanelViews } from './views/panel-views';

const MOST_CHANGES = 500;
const MOST_RUNS = 20;

/** `service('sync')`: content types and the records of services, kept alike. */
export function syncService({ strapi }: { strapi: Strapi }) {
  const config = getConfig(strapi);
  const log = loggerOf(strapi, 'sync');
  const now = Date.now;
  const model = createFieldModel(strapi);
  const providers = getService(strapi, 'providers');
  const runStore = createRunStore(strapi);
  const changes = createChangeStore(strapi);
  const rows = createJobRowsStore(strapi);
  const jobStore = createJobStore(strapi);
  const conflictStore = createConflictStore(strapi);
  const events = createRunEvents(log);
  const connections = () => getService(strapi, 'connections');
  const findConnection = (id: number) => connections().accounts.find(id);
  const findConnections = () => connections().accounts.findAll();
  const clientOf = (connectionId: number) => connections().client(connectionId, 'sync');

  const followers = createFollowers(strapi, now);
  const evaluator = createExpressionEvaluator();
  const downloader = createDownloader({
    // Not those that administrators may aim at: who can write a record at a service may name any address.
    policy: createAddressPolicy(config.sync.mediaAllow),
    ...(config.network.proxy && { proxy: config.network.proxy }),
    idleTimeoutMs: config.api.defaultTimeout,
  });

  const jobs = createJobs({
    store: jobStore,
    model,
    providers,
    findConnection,
    config: config.sync,
    expressions: config.sync.expressions ? evaluator : null,
    onChange: () => {
      followers.forget();
      if (config.workers) scheduler.wake();
    },
    async onDelete(id) {
      await runs.endAll(id);
      await inTransaction(strapi, async ({ trx }) => {
        await rows.deleteAll(id, trx);
        await jobStore.delete(id);
      });
      followers.forget();
    },
    now,
  });
  const runs = createRuns({
    store: runStore,
    leases: createLeaseStore(strapi),
    owner: createOwnerId(),
    isWorker: config.workers,
    perform,
    async onGivenUp({ targets }) {
      const answer = targets?.answer;
      if (answer) await conflictStore.giveUp(answer.conflictId, answer.before);
    },
    onEnded: events.emit,
    outside: outsideTransactions(),
    now,
    log,
  });
  const requests = createRunRequests({
    store: runStore,
    changes,
    runs,
    findJob: jobs.find,
    async abilitiesOf(jobId) {
      const job = await jobs.find(jobId);
      const connection = (await findConnections()).find(({ id }) => id === job.connectionId);
      const resource = connection && (await jobs.resourceOf(job));
      return {
        canFindRecords: resource?.get !== undefined,
        isIdempotent: resource?.isIdempotent === true,
      };
    },
    isInTransaction: () => strapi.db.inTransaction(),
  });
  const conflicts = createConflicts({
    store: conflictStore,
    begin: requests.begin,
    whenEnded: runs.whenEnded,
    findRun: runs.find,
    findRunning: runStore.findRunning,
    async fit(jobId, answer) {
      const { contentType } = await jobs.find(jobId);
      return fitAnswer(answer, (field) => model.attribute(contentType, field));
    },
    async faultIn(runId) {
      const [failed] = await changes.findByRun(runId, { after: 0, limit: 1, countedAs: 'failed' });
      return failed?.error ?? null;
    },
    now,
  });
  const orderOf = (jobId: number) =>
    ({ jobId, kind: 'full', cause: 'schedule', planId: null, targets: null }) as const;
  const scheduler = createScheduler({
    async findJobs() {
      const scheduled = (await jobStore.findAll()).filter(({ isActive }) => isActive);
      return scheduled.flatMap(({ id, schedule }) => (schedule ? [{ ...schedule, id }] : []));
    },
    findLastSlots: runStore.findLastSlots,
    start: (jobId, slot) => runs.startSlot(orderOf(jobId), slot),
    skip: (jobId, slot) => runs.skipSlot(orderOf(jobId), slot),
    now,
    log,
  });
  const toJob = createJobView({ jobs, model, providers, now });
  const pending = createPendingChangesStore(strapi);
  const contentTrigger = createContentTrigger({
    strapi,
    pending,
    jobs: jobStore,
    runStore,
    runs,
    isWorker: config.workers,
    outside: outsideTransactions(),
    now,
    log,
  });
  const noteChange = createChangeNotes({ followers, pending, onChanged: contentTrigger.wake });
  const tellOfMade = createTellerOfMade(strapi, {
    announce: (uid, entries) => getService(strapi, 'outgoing').announceMade(uid, entries),
    note: noteChange,
    log,
  });
  const eventTrigger = createEventTrigger({
    strapi,
    findJob: jobs.find,
    runStore,
    runs,
    outside: outsideTransactions(),
    now,
    log,
  });
  const upkeep = createUpkeep({
    tasks: {
      'going on with syncs': runs.resume,
      'looking for changed entries': contentTrigger.resume,
      'opening forsaken conflicts': conflicts.reopenForsaken,
    },
    log,
  });

  async function perform(run: RunRecord, signal: AbortSignal) {
    const { job, resource } = await jobs.findRunnable(run.jobId);
    const [client, last, lastWhole, holding] = await Promise.all([
      clientOf(job.connectionId),
      runStore.findLastListed(job.id, ['complete', 'since']),
      runStore.findLastListed(job.id, ['complete']),
      runStore.findLastThatMayHold(job.id),
    ]);
    await prepareRichText(job.mapping);
    // Nothing is asked of the service any more once the run is over.
    client.use({ beforeRequest: () => signal.throwIfAborted() });
    const equipment = {
      strapi,
      model,
      runs: runStore,
      changes,
      conflicts: conflictStore,
      tellOfMade,
      evaluate: evaluator.evaluate,
      files: { downloader, maxBytes: config.sync.mediaLimit },
      now,
    };
    const isHolding = holding?.hold != null && holding.decision === null;
    // What was begun stays what it is.
    const since = run.listedAt === null ? sinceOf(job, { last, lastWhole }, now()) : run.since;
    return performRun(equipment, { job, run, client, resource, last, since, isHolding, signal });
  }

  return {
    jobs: {
      findAll: jobs.findAll,
      find: jobs.find,
      create: jobs.create,
      update: jobs.update,
      delete: jobs.delete,
    },
    conflicts,
    requests,
    setup: createJobSetup({
      strapi,
      model,
      providers,
      jobs,
      findConnections,
      clientOf,
      evaluate: evaluator.evaluate,
      config: config.sync,
      now,
    }),
    views: createPanelViews({
      jobStore,
      jobs,
      rows,
      runStore,
      runs,
      requests,
      changes,
      conflicts: conflictStore,
      findConnections,
      toJob,
    }),

    /**
     * Begins a run of a job; it goes on in the background, also after a restart.
     *
     * @throws {errors.NotFoundError} `sync-job-not-found`
     * @throws {errors.ApplicationError} `sync-job-running`; `sync-in-transaction` within a transaction, which it would wait for
     */
    run: (jobId: number, cause: RunCause = 'code'): Promise<RunRecord> =>
      requests.begin({ jobId, kind: 'full', cause }),

    /** Begins a run that only says what it would do. Its changes can be read, and applied, when it has ended. */
    preview: (jobId: number, cause: RunCause = 'code'): Promise<RunRecord> =>
      requests.begin({ jobId, kind: 'preview', cause }),

    /** The same for a process that otherwise works on no runs, such as a command: it works on this one. */
    runHere: (jobId: number, kind: 'full' | 'preview'): Promise<RunRecord> =>
      requests.begin({ jobId, kind, cause: 'code' }, true),

    ask: eventTrigger.ask,

    retention: createRunRetention({
      runs: runStore,
      changes,
      conflicts: conflictStore,
      retentionMs: config.webhooks.eventRetention,
      now,
      log,
    }),

    /** Calls a function for every run that ends in this process. Returns what ends that. */
    on: events.on,

    runs: {
      find: runs.find,
      findByIds: runStore.findByIds,
      findNewestOf: (jobId: number): Promise<RunRecord[]> =>
        runStore.findOfJob(jobId, { before: null, limit: MOST_RUNS }),
      cancel: runs.cancel,
      /** What a run has come to, change by change, after the one with this id. */
      changes: (runId: number, after = 0) =>
        changes.findByRun(runId, { after, limit: MOST_CHANGES }),
      whenEnded: runs.whenEnded,
      resume: runs.resume,
    },

    start(): void {
      connections().registerUses(async (connectionId) => {
        const used = (await jobStore.findAll()).filter((job) => job.connectionId === connectionId);
        const running = await runStore.findJobsUnderWay();
        return used.map(({ id, name }) => ({
          kind: 'sync-job',
          id,
          name,
          ...(running.has(id) && { isUnderWay: true }),
        }));
      });
      captureChanges(strapi, noteChange);
      if (!config.workers) return;
      upkeep.start();
      scheduler.start();
      // What the process before has left need not wait for the first half minute.
      void upkeep.run();
    },

    async stop(): Promise<void> {
      await scheduler.stop();
      await contentTrigger.stop();
      eventTrigger.stop();
      await upkeep.stop();
      await runs.stop();
      evaluator.stop();
      await downloader.close();
    },
  };
}

export type SyncService = ReturnType<typeof syncService>;
