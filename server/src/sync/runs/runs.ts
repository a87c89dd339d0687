import { errors } from '@strapi/utils';

import type { LeaseStore } from '../../lease-store';
import { type Logger, messageOf } from '../../logger';
import type { Outside } from '../../outside-transactions';
import { withinMs } from '../../queue/within-ms';
import type { RunTally } from '../apply/apply-plan';
import { RunLostError } from './apply-ports-of';
import { isPassing } from './passing-fault';
import type { RunCause, RunRecord } from './run-record';
import type { RunStore } from './run-store';

/** With the half minute in which unfinished runs are looked for, less than the minute in which they are to go on. */
const LEASE_MS = 20_000;
const RENEW_EVERY_MS = 6_000;
/** A call to a service lasts longer at most by this; what it brings is then lost to the next process. */
const STOP_WITHIN_MS = 20_000;
/** Half a minute apart, and counted anew with every page: a service that is away for ten minutes costs no run. */
const MOST_INTERRUPTIONS = 20;

interface Dependencies {
  store: RunStore;
  leases: LeaseStore;
  /** Of this process. */
  owner: string;
  /** Whether this process works on runs; otherwise it only writes down that one is to be. */
  isWorker: boolean;
  /** Does the work of a run; rejects with what kept it from its end. */
  perform: (run: RunRecord, signal: AbortSignal) => Promise<RunTally>;
  outside: Outside;
  now: () => number;
  log: Logger;
}

interface UnderWay {
  runId: number;
  abort: AbortController;
  ended: Promise<void>;
}

/** One run of a job at a time, over all instances; one that is cut short is taken up again. */
export function createRuns(dependencies: Dependencies) {
  const { store, leases, owner, isWorker, perform, outside, now, log } = dependencies;
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

  /** Works on a run whose lease this process has, whoever has asked for it. */
  function takeUp(run: RunRecord): void {
    const abort = new AbortController();
    const ended = outside(() => work(run, abort)).finally(() => underWay.delete(run.jobId));
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
      await end(run, error, abort.signal);
    } finally {
      clearInterval(timer);
      await leases.release(leaseOf(run.jobId), owner).catch((error: unknown) => {
        log.warn('a lease of a sync could not be given back, and ends by itself', error);
      });
    }
  }

  async function end(run: RunRecord, error: unknown, signal: AbortSignal): Promise<void> {
    // Called off, or another instance's by now; or ours to go on with at the next start.
    if (error instanceof RunLostError || signal.aborted) return;
    const message = error instanceof Error ? messageOf(error) : String(error);
    try {
      if (isPassing(error) && (await store.interrupt(run, message)) <= MOST_INTERRUPTIONS) {
        log.warn(`run ${run.id} of sync job ${run.jobId} was broken off and goes on later`, error);
        return;
      }
      log.error(`run ${run.id} of sync job ${run.jobId} has failed`, error);
      await store.finish(run, { state: 'failed', error: message, hold: null, at: now() });
    } catch (cause) {
      log.error(`how run ${run.id} has ended could not be written down; it goes on later`, cause);
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
      if (run && isWorker && !isStopping) takeUp(run);
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
        const begun = newest?.state === 'running' ? await store.takeOver(newest) : null;
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

    /** Ends it after what is being written. What was done stays. */
    async cancel(id: number): Promise<RunRecord> {
      const run = await find(id);
      await store.cancelAll(run.jobId, now());
      underWay.get(run.jobId)?.abort.abort();
      return find(id);
    },

    /** Ends whatever a job does here, and keeps others from going on with it. */
    async endAll(jobId: number): Promise<void> {
      await store.cancelAll(jobId, now());
      const mine = underWay.get(jobId);
      mine?.abort.abort();
      await mine?.ended;
    },

    /** Takes up what another instance, or a fault, has left unfinished. */
    async resume(): Promise<void> {
      for (const run of await store.findRunning()) {
        await takeTurn(run.jobId, () => store.takeOver(run));
      }
    },

    /** Breaks off what is under way, to be gone on with by whoever comes next. */
    async stop(): Promise<void> {
      isStopping = true;
      for (const { abort } of underWay.values()) abort.abort();
      await withinMs(Promise.all([...underWay.values()].map(({ ended }) => ended)), STOP_WITHIN_MS);
    },
  };
}

export type Runs = ReturnType<typeof createRuns>;
