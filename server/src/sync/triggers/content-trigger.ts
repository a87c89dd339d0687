import type { Strapi } from '../../feature';
import type { Logger } from '../../logger';
import type { Outside } from '../../outside-transactions';
import { inTransaction } from '../../transaction';
import type { JobStore } from '../jobs/job-store';
import type { Runs } from '../runs/runs';
import type { RunStore } from '../runs/run-store';
import { ChangesTakenError, type PendingChangesStore } from './pending-changes-store';

interface Dependencies {
  strapi: Strapi;
  pending: PendingChangesStore;
  jobs: Pick<JobStore, 'findOne'>;
  runStore: Pick<RunStore, 'create' | 'findUnfinished'>;
  runs: Pick<Runs, 'takeUpOne'>;
  /** Whether this process works on runs; otherwise it only writes down what was changed. */
  isWorker: boolean;
  outside: Outside;
  now: () => number;
  log: Logger;
}

/** Several changes, one after the other, are one run: it begins when nobody has changed anything for so long. */
const QUIET_MS = 3_000;
/** Where changes do not cease, it begins so long after the first. */
const MOST_MS = 30_000;
/** Changes that one run takes up; more wait for the next. */
const MOST_AT_ONCE = 1_000;

/** Begins runs for entries that were changed. What waits is in the database, so that a restart forgets nothing. */
export function createContentTrigger(dependencies: Dependencies) {
  const { strapi, pending, jobs, runStore, runs, isWorker, outside, now, log } = dependencies;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function beginDue(): Promise<void> {
    for (const jobId of await pending.findDue({ quietMs: QUIET_MS, mostMs: MOST_MS })) {
      const job = await jobs.findOne(jobId);
      if (job?.isActive && job.followsChanges) await begin(jobId).catch(unlessTaken);
      // Paused, or not to follow them any more: its next run finds what there is.
      else await pending.forget(jobId);
    }
  }

  async function begin(jobId: number): Promise<void> {
    // What is under way may have looked at these entries before they were changed.
    if (await runStore.findUnfinished(jobId)) return;
    const changes = await pending.findOldest(jobId, MOST_AT_ONCE);
    const documentIds = [...new Set(changes.map(({ documentId }) => documentId))];
    const targets = { externalIds: [], documentIds };
    const order = { jobId, kind: 'named', cause: 'content', planId: null, targets } as const;
    const run = await inTransaction(strapi, async ({ trx }) => {
      await pending.take(changes, trx);
      return runStore.create(order, now(), trx);
    });
    await runs.takeUpOne(run);
  }

  async function look(): Promise<void> {
    try {
      await beginDue();
      if (await pending.isAnyLeft()) wake();
    } catch (error) {
      log.warn('changed entries could not be looked at; they are again in a while', error);
    }
  }

  function wake(): void {
    if (!isWorker || isStopped || timer) return;
    timer = setTimeout(() => {
      timer = null;
      looking = look();
    }, QUIET_MS + 100);
    timer.unref();
  }

  return {
    /** An entry was changed: a run begins in a few seconds. */
    wake: () => outside(wake),

    /** Takes up what another instance, or a process before, has written down. */
    resume: async (): Promise<void> => {
      if (await pending.isAnyLeft()) wake();
    },

    async stop(): Promise<void> {
      isStopped = true;
      if (timer) clearTimeout(timer);
      await looking;
    },
  };
}

function unlessTaken(error: unknown): void {
  if (!(error instanceof ChangesTakenError)) throw error;
}

export type ContentTrigger = ReturnType<typeof createContentTrigger>;
