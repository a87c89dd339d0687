import { errors } from '@strapi/utils';

import type { LeaseStore } from '../../lease-store';
import { type Logger, messageOf } from '../../logger';
import type { RunTally } from '../apply/apply-plan';
import { RunLostError } from './apply-ports-of';
import type { RunCause, RunRecord } from './run-record';
import type { RunStore } from './run-store';

/** As long as a lease of the queue. */
const LEASE_MS = 45_000;
const RENEW_EVERY_MS = 15_000;

interface Dependencies {
  store: RunStore;
  leases: LeaseStore;
  /** Of this process. */
  owner: string;
  /** Does the work of a run; rejects with what kept it from its end. */
  perform: (run: RunRecord, signal: AbortSignal) => Promise<RunTally>;
  now: () => number;
  log: Logger;
}

interface UnderWay {
  runId: number;
  abort: AbortController;
  ended: Promise<void>;
}

/** One run of a job at a time, over all instances; one that is cut short is taken up again. */
export function createRuns({ store, leases, owner, perform, now, log }: Dependencies) {
  const underWay = new Map<number, UnderWay>();
  /** Jobs whose lease is being asked for: a second caller would get it too, being the same process. */
  const asking = new Set<number>();
  let isStopping = false;
  const leaseOf = (jobId: number) => `sync:${jobId}`;

  async function find(id: number): Promise<RunRecord> {
    const run = await store.findOne(id);
    if (run) return run;
    throw new errors.NotFoundError('There is no such run.', { code: 'sync-run-not-found' });
  }

  /** Works on a run whose lease this process has. */
  function takeUp(run: RunRecord): void {
    const abort = new AbortController();
    const ended = work(run, abort).finally(() => underWay.delete(run.jobId));
    underWay.set(run.jobId, { runId: run.id, abort, ended });
  }

  async function work(run: RunRecord, abort: AbortController): Promise<void> {
    const timer = setInterval(() => {
      leases
        .renew(leaseOf(run.jobId), owner, LEASE_MS)
        .then((isOurs) => isOurs || abort.abort())
        .catch((error: unknown) => log.warn('a lease of a sync could not be renewed', error));
    }, RENEW_EVERY_MS);
    try {
      const { examined, hold } = await perform(run, abort.signal);
      const outcomes = { applied: 0, held: 0, outdated: 0, failed: 0 };
      await store.advance(run, { examined, outcomes, position: undefined });
      await store.finish(run, { state: 'completed', error: null, hold, at: now() });
    } catch (error) {
      await fail(run, error, abort.signal);
    } finally {
      clearInterval(timer);
      await leases.release(leaseOf(run.jobId), owner).catch((error: unknown) => {
        log.warn('a lease of a sync could not be given back, and ends by itself', error);
      });
    }
  }

  async function fail(run: RunRecord, error: unknown, signal: AbortSignal): Promise<void> {
    // Cancelled, or another instance's by now; or ours to go on with at the next start.
    if (error instanceof RunLostError || signal.aborted) return;
    log.error(`run ${run.id} of sync job ${run.jobId} has failed`, error);
    try {
      const message = error instanceof Error ? messageOf(error) : String(error);
      const end = { state: 'failed' as const, error: message, hold: null, at: now() };
      await store.finish(run, end);
    } catch (cause) {
      log.error(`that run ${run.id} has failed could not be written down; it goes on later`, cause);
    }
  }

  /** Begins or goes on with a run, if nobody works on its job. What `choose` resolves with is taken up; null is nothing. */
  async function takeTurn(
    jobId: number,
    choose: () => Promise<RunRecord | null>,
  ): Promise<RunRecord | null> {
    if (isStopping || underWay.has(jobId) || asking.has(jobId)) return null;
    asking.add(jobId);
    try {
      if (!(await leases.acquire(leaseOf(jobId), owner, LEASE_MS))) return null;
      const run = await choose();
      if (run) takeUp(run);
      else await leases.release(leaseOf(jobId), owner);
      return run;
    } finally {
      asking.delete(jobId);
    }
  }

  return {
    find,
    findNewestOf: (jobId: number): Promise<RunRecord[]> => store.findNewestOf(jobId, 20),

    /** @throws {errors.ApplicationError} `sync-job-running` */
    async start(jobId: number, cause: RunCause): Promise<RunRecord> {
      const run = await takeTurn(jobId, async () => {
        const [newest] = await store.findNewestOf(jobId, 1);
        // One that was cut short comes to its end first.
        const begun = newest?.state === 'running' ? await store.takeOver(newest.id) : null;
        return begun ?? store.create(jobId, cause, now());
      });
      if (run) return run;
      throw new errors.ApplicationError('This job is running already.', {
        code: 'sync-job-running',
      });
    },

    /** Resolves when a run of this process has ended. */
    async whenEnded(jobId: number): Promise<void> {
      await underWay.get(jobId)?.ended;
    },

    /** Ends it between two batches. What was done stays, and the next run goes on from there. */
    async cancel(id: number): Promise<RunRecord> {
      const run = await find(id);
      await store.finish(run, { state: 'cancelled', error: null, hold: null, at: now() });
      return find(id);
    },

    /** Takes up what another instance, or a fault, has left unfinished. */
    async resume(): Promise<void> {
      for (const { id, jobId } of await store.findRunning()) {
        await takeTurn(jobId, () => store.takeOver(id));
      }
    },

    /** Breaks off what is under way, to be gone on with by whoever comes next. */
    async stop(): Promise<void> {
      isStopping = true;
      for (const { abort } of underWay.values()) abort.abort();
      await Promise.all([...underWay.values()].map(({ ended }) => ended));
    },
  };
}

export type Runs = ReturnType<typeof createRuns>;
