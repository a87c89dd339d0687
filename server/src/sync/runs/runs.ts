import { errors } from '@strapi/utils';

import type { LeaseStore } from '../../lease-store';
import { type Logger, messageOf } from '../../logger';
import type { Outside } from '../../outside-transactions';
import { withinMs } from '../../queue/within-ms';
import type { Hold } from '../plan/change';
import { RunLostError } from './apply-ports-of';
import { TooManyFailuresError } from './failure-stop';
import { isPassing } from './passing-fault';
import type { RunExtent, RunOrder, RunRecord } from './run-record';
import type { RunStore } from './run-store';

/** With the half minute in which unfinished runs are looked for, less than the minute in which they are to go on. */
const LEASE_MS = 20_000;
const RENEW_EVERY_MS = 6_000;
/** A call to a service lasts longer at most by this; what it brings is then lost to the next process. */
const STOP_WITHIN_MS = 20_000;
/** Half a minute apart, and counted anew with every page: a service that is away for ten minutes costs no run. */
const MOST_INTERRUPTIONS = 20;
/** Runs of one process at a time; more wait until one of them has ended. */
const MOST_AT_ONCE = 4;

/** What a run that came to its end leaves to be known. */
export interface RunOutcome {
  hold: Hold | null;
  /** Null where nothing was listed. */
  extent: RunExtent | null;
}

interface Dependencies {
  store: RunStore;
  leases: LeaseStore;
  /** Of this process. */
  owner: string;
  /** Whether this process works on runs; otherwise it only writes down that one is to be. */
  isWorker: boolean;
  /** Does the work of a run; rejects with what kept it from its end. */
  perform: (run: RunRecord, signal: AbortSignal) => Promise<RunOutcome>;
  /** A run has ended, in whichever way, on this process. */
  onEnded: (run: RunRecord) => Promise<void>;
  /** A run will not come to its end. */
  onGivenUp: (run: RunRecord) => Promise<void>;
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
  const { onEnded, onGivenUp } = dependencies;
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
    const ended = outside(() => work(run, abort)).finally(() => {
      underWay.delete(run.jobId);
      void outside(() => tell(run.id));
      // What has waited for its turn need not wait for the next half minute.
      outside(() => takeUpUnfinished(isWaiting)).catch((error: unknown) => {
        log.warn('what waits for its turn could not be looked for; it is tried again later', error);
      });
    });
    underWay.set(run.jobId, { runId: run.id, abort, ended });
  }

  async function tell(id: number): Promise<void> {
    try {
      const run = await store.findOne(id);
      if (run && run.state !== 'running') await onEnded(run);
    } catch (error) {
      log.warn(`nobody could be told how run ${id} has ended`, error);
    }
  }

  async function work(run: RunRecord, abort: AbortController): Promise<void> {
    const timer = setInterval(() => {
      leases
        .renew(leaseOf(run.jobId), owner, LEASE_MS)
        .then((isOurs) => isOurs || abort.abort())
        .catch((error: unknown) => log.warn('a lease of a sync could not be renewed', error));
    }, RENEW_EVERY_MS);
    try {
      const outcome = await perform(run, abort.signal);
      await store.finish(run, { ...outcome, state: 'completed', error: null, at: now() });
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
      const state = error instanceof TooManyFailuresError ? 'stopped' : 'failed';
      log.error(`run ${run.id} of sync job ${run.jobId} has ${state}`, error);
      const isOurs = await store.finish(run, { state, error: message, at: now() });
      if (isOurs) await onGivenUp(run);
    } catch (cause) {
      log.error(`how run ${run.id} has ended could not be written down; it goes on later`, cause);
    }
  }

  /**
   * Begins or goes on with a run, if nobody works on its job. What `choose` resolves with is taken up, now or, where this
   * process has enough to do, by whoever has room for it first.
   *
   * @returns null if somebody works on the job
   */
  async function takeTurn(
    jobId: number,
    choose: () => Promise<RunRecord | null>,
    canWork = isWorker,
  ): Promise<RunRecord | null> {
    if (isStopping || underWay.has(jobId) || asking.has(jobId)) return null;
    asking.add(jobId);
    try {
      if (!(await leases.acquire(leaseOf(jobId), owner, LEASE_MS))) return null;
      const run = await choose();
      if (run && canWork && !isStopping && underWay.size < MOST_AT_ONCE) takeUp(run);
      else await leases.release(leaseOf(jobId), owner);
      return run;
    } finally {
      asking.delete(jobId);
    }
  }

  /** Works on a run that was written down, now or when its turn comes. */
  async function takeUpOne(run: RunRecord): Promise<void> {
    await takeTurn(run.jobId, () => store.takeOver(run));
  }

  /** Works on what nobody works on, the oldest first. */
  async function takeUpUnfinished(isWanted: (run: RunRecord) => boolean): Promise<void> {
    if (!isWorker || isStopping) return;
    for (const run of (await store.findRunning()).filter(isWanted)) {
      if (isStopping || underWay.size >= MOST_AT_ONCE) return;
      await takeUpOne(run);
    }
  }

  /** Whether a run only waits for its turn, and not for a fault to pass. */
  const isWaiting = ({ error }: RunRecord) => error === null;

  return {
    find,

    /**
     * @param isHere whether this process is to work on it, also where it otherwise works on none
     * @throws {errors.ApplicationError} `sync-job-running`
     */
    async start(order: RunOrder, isHere = false): Promise<RunRecord> {
      let isOther = false;
      const choose = async () => {
        // One that was cut short comes to its end first.
        const unfinished = await store.findUnfinished(order.jobId);
        const begun = unfinished && (await store.takeOver(unfinished));
        isOther = begun !== null && (begun.kind !== order.kind || order.kind !== 'full');
        return begun ?? store.create(order, now());
      };
      const run = await takeTurn(order.jobId, choose, isWorker || isHere);
      if (run && !isOther) return run;
      throw new errors.ApplicationError('This job is running already.', {
        code: 'sync-job-running',
      });
    },

    /**
     * Begins the run of a slot of a schedule, on whichever instance asks first. One that falls due while the one before is
     * still under way is left out; behind anything else it waits for its turn.
     */
    async startSlot(order: RunOrder, slot: number): Promise<void> {
      const run = await store.createForSlot(order, { slot, state: 'running', at: now() });
      if (!run) return;
      const unfinished = await store.findUnfinished(order.jobId);
      if (unfinished && unfinished.id !== run.id && unfinished.kind === 'full') {
        const error = 'The run before was still under way.';
        await store.finish(run, { state: 'skipped', error, at: now() });
        return;
      }
      await takeUpOne(run);
    },

    takeUpOne,

    /** Writes down that a slot was missed and is not made up for. */
    async skipSlot(order: RunOrder, slot: number): Promise<void> {
      await store.createForSlot(order, { slot, state: 'skipped', at: now() });
    },

    /** Resolves when a run of this process has ended. */
    async whenEnded(jobId: number): Promise<void> {
      await underWay.get(jobId)?.ended;
    },

    /** Ends it after what is being written. What was done stays; one that has ended is left as it is. */
    async cancel(id: number): Promise<RunRecord> {
      const run = await find(id);
      if (!(await store.cancel(id, now()))) return run;
      const mine = underWay.get(run.jobId);
      if (mine?.runId === id) mine.abort.abort();
      await onGivenUp(run);
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
    resume: () => takeUpUnfinished(() => true),

    /** Breaks off what is under way, to be gone on with by whoever comes next. */
    async stop(): Promise<void> {
      isStopping = true;
      for (const { abort } of underWay.values()) abort.abort();
      await withinMs(Promise.all([...underWay.values()].map(({ ended }) => ended)), STOP_WITHIN_MS);
    },
  };
}

export type Runs = ReturnType<typeof createRuns>;
