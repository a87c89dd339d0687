import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Knex } from 'knex';

import type { Logger } from '../logger';
import { createBacklog } from './backlog';
import { createBell } from './bell';
import { claimInShares } from './claim-in-shares';
import { planClaim, ROWS_PER_CLAIM, type LaneRequest } from './claim-plan';
import { isSuspect, type ClaimedJob, type QueueEngine } from './engine';
import { createFailureSeries } from './failure-series';
import { LEASE_TIMING, startLeaseKeeper, type LeaseTiming } from './lease-keeper';
import { createSettleWriter, type JobResult, type SettledJob } from './settle-writer';
import { createSlots } from './slots';
import { withinMs } from './within-ms';

export interface QueueConsumerOptions<R> {
  engine: QueueEngine;
  /** Unique to this process; see `createOwnerId`. */
  owner: string;
  log: Logger;
  /** Jobs that run at once in this process. */
  concurrency: number;
  /**
   * Rows that this process may hold, running and waiting; by default twice the concurrency. More where little runs at once:
   * every claim is a commit.
   */
  maxHeld?: number;
  /** The keys that may be worked on now. Asked before every claim, so it should answer from memory. */
  lanes: () => LaneRequest[] | Promise<LaneRequest[]>;
  /**
   * Does one job. `signal` aborts when the process has to stop. A rejection is a programming error: it is logged and
   * the job tried again in a minute (or given back, if it was aborted).
   */
  handle: (job: ClaimedJob, signal: AbortSignal) => Promise<JobResult<R>>;
  /** Stores what belongs to results, within the transaction that writes them; see `SettleOptions.afterWrite`. */
  onSettled?: (trx: Knex.Transaction, settled: SettledJob<R>[]) => Promise<void>;
  /** Whether a job that does not end in time at shutdown counts as tried; by default it is given back uncharged. */
  isCutShortCharged?: boolean;
  /** Resolves when this process has time for the queue, and after `atMostMs` in any case. */
  whenQuiet?: (atMostMs: number) => Promise<void>;
  timing?: Partial<LeaseTiming>;
}

export interface QueueConsumer {
  start(): void;
  /** Claims now instead of at the next poll. Call it after the commit of what was enqueued. */
  wake(): void;
  /**
   * Claims no more, lets running jobs finish for `graceMs`, then aborts them, gives back what did not finish and
   * writes all results.
   */
  stop(options?: { graceMs?: number }): Promise<void>;
}

/** Between claims that find nothing, doubling from the first to the longest. */
const POLL_MS = { first: 100, longest: 1_000 };
/** Rings closer together than this share a claim. */
const CLAIM_GAP_MS = 5;
/**
 * New work so soon after a claim waits for more of it; the first after a silence is claimed at once. While content is
 * saved again and again every claim, and every write of its results, costs the site a commit, on SQLite with its event
 * loop stopped.
 */
const NEW_WORK_GAP_MS = 50;
/**
 * How long new work gives way to requests that are being answered. What has waited for so long is worked off to its end,
 * so that a site that is never quiet delivers as much as any other, a little later. Measured with 400 creates in a row, 10
 * deliveries each: without it 0.42 (PostgreSQL) and 0.58 (SQLite) of the pace of a site without the plugin, with it 0.74
 * and 0.75, which is what recording the deliveries costs alone.
 */
const GIVE_WAY_MS = 5_000;
/** How long a free slot of a key that has more rows waits for others, so that rows are claimed in batches. */
const REFILL_AFTER_MS = 50;
const UNEXPECTED_RETRY_MS = 60_000;
/** Unwritten results that may pile up before claims are held back. */
const UNWRITTEN_ALLOWANCE = 600;
const ABORT_GRACE_MS = 1_000;
const LAST_WRITES_MS = 5_000;

/** Works a queue off: claims rows as slots fall free, hands them to `handle`, writes their results in batches. */
export function createQueueConsumer<R = unknown>(options: QueueConsumerOptions<R>): QueueConsumer {
  const { engine, owner, log, concurrency, maxHeld = 2 * concurrency } = options;
  const timing = { ...LEASE_TIMING, ...options.timing };
  const failures = createFailureSeries(log, 'Claiming jobs');
  const bell = createBell();
  const abort = new AbortController();
  // Every running job listens; Node would take more than ten for a leak and warn in the site's log.
  setMaxListeners(0, abort.signal);
  /** Half of the rows in hand may be worked off before more are claimed. */
  const batchRows = Math.min(ROWS_PER_CLAIM, maxHeld / 4);
  const backlog = createBacklog({
    threshold: batchRows,
    // Where rows in hand keep the slots busy there is no hurry.
    afterMs: maxHeld > 2 * concurrency ? null : REFILL_AFTER_MS,
    ring: () => bell.ring(),
  });
  let isStopping = false;
  let isWoken = false;
  let wakeTimer: NodeJS.Timeout | undefined;
  let lastClaimAt = -Infinity;
  /** Whether unwritten results kept the last claim short. */
  let isHeldBack = false;
  let loop: Promise<void> | undefined;
  let leaseKeeper: ReturnType<typeof startLeaseKeeper> | undefined;

  const writer = createSettleWriter<R>({
    engine,
    log,
    ...(options.onSettled && { onSettled: options.onSettled }),
    onWritten(settled) {
      settled.forEach(({ job }) => backlog.written(job.key));
      if (isHeldBack) bell.ring();
    },
  });
  const slots = createSlots({ concurrency, run });

  function ringForNewWork() {
    wakeTimer = undefined;
    bell.ring();
  }

  async function run(job: ClaimedJob): Promise<void> {
    const result = await resultOf(job);
    if (!slots.finish(job)) return; // Given back while it ran: the row may already be somebody else's.
    writer.add({ job, result });
    backlog.finished(job.key, slots.isOutOf(job.key));
    if (slots.held === 0) writer.hurry();
  }

  async function resultOf(job: ClaimedJob): Promise<JobResult<R>> {
    if (isSuspect(job) && !(await beginTrial(job))) return RELEASE_SOON;
    try {
      return await options.handle(job, abort.signal);
    } catch (error) {
      if (abort.signal.aborted) return RELEASE;
      log.error(`Job ${job.id} broke its handler, trying again in a minute`, error);
      return { outcome: { kind: 'retry', delayMs: UNEXPECTED_RETRY_MS } };
    }
  }

  async function beginTrial(job: ClaimedJob): Promise<boolean> {
    try {
      return await engine.beginTrial(job);
    } catch (error) {
      log.warn(`The trial of job ${job.id} could not be written down, so it waits`, error);
      return false;
    }
  }

  async function claimUntilStopped(): Promise<void> {
    let offset = 0;
    let pollMs = POLL_MS.first;
    while (!isStopping) {
      try {
        if (!backlog.hasMore) await options.whenQuiet?.(GIVE_WAY_MS);
        const pass = await claimFromAllLanes(offset);
        offset = pass.offset;
        failures.succeeded();
        if (pass.claimed > 0 || isWoken) pollMs = POLL_MS.first;
        isWoken = false;
        if (pass.claimed > 0) lastClaimAt = performance.now();
        await sleep(CLAIM_GAP_MS);
        await bell.wait(pollMs);
        pollMs = Math.min(POLL_MS.longest, pollMs * 2);
      } catch (error) {
        await bell.wait(failures.failed(error));
      }
    }
  }

  /** Claims window by window until every lane was asked or there is no room left. */
  async function claimFromAllLanes(start: number): Promise<{ offset: number; claimed: number }> {
    const lanes = await options.lanes();
    slots.setCaps(lanes);
    giveBack(slots.takeSurplus());
    let offset = start;
    let claimed = 0;
    for (let asked = 0; !isStopping;) {
      const free = maxHeld - slots.held;
      const room = Math.min(free, free + UNWRITTEN_ALLOWANCE - writer.size);
      isHeldBack = room < free;
      const plan = planClaim({ lanes, heldByKey: slots.heldByKey, room, concurrency, offset });
      if (plan.lanes.length === 0) break;
      const { lanes: asking, limit } = plan;
      const jobs = await claimInShares(engine, {
        owner,
        lanes: asking,
        limit,
        leaseMs: timing.leaseMs,
      });
      if (isStopping) {
        giveBack(jobs);
        break;
      }
      slots.add(jobs);
      backlog.claimed(asking, jobs, limit);
      offset = plan.nextOffset;
      claimed += jobs.length;
      asked += asking.length;
      const hasLeftLanes = !plan.isComplete && asked < lanes.length;
      // A little room that fell free meanwhile waits for more: claims cost the least by the row where they are large.
      const isRoomWorthAClaim = maxHeld - slots.held >= batchRows;
      if (!hasLeftLanes && (jobs.length < limit || !isRoomWorthAClaim)) break;
    }
    return { offset, claimed };
  }

  return {
    start() {
      if (loop) return;
      loop = claimUntilStopped();
      leaseKeeper = startLeaseKeeper({
        engine,
        owner,
        log,
        timing,
        heldIds: () => [...slots.ids, ...writer.ids],
        onReturned: () => bell.ring(),
      });
    },

    wake() {
      isWoken = true;
      const waitMs = lastClaimAt + NEW_WORK_GAP_MS - performance.now();
      if (waitMs <= 0) bell.ring();
      else wakeTimer ??= setTimeout(ringForNewWork, waitMs);
    },

    async stop({ graceMs = 20_000 } = {}) {
      isStopping = true;
      bell.ring();
      giveBack(slots.takeWaiting());
      // A claim that is on its way may still bring rows, which the loop gives back.
      await withinMs(Promise.all([loop, slots.whenIdle()]), graceMs);
      abort.abort();
      await withinMs(slots.whenIdle(), ABORT_GRACE_MS);
      // A job that may have had effects is charged where its handler has to know that it may have run before.
      const cutShort = options.isCutShortCharged ? RETRY_AT_ONCE : RELEASE;
      for (const job of slots.takeRunning()) writer.add({ job, result: cutShort });
      const unwritten = await writer.drain(LAST_WRITES_MS);
      if (unwritten > 0)
        log.error(`${unwritten} results could not be written; their jobs run again`);
      leaseKeeper?.stop();
      backlog.stop();
      clearTimeout(wakeTimer);
    },
  };

  function giveBack(jobs: ClaimedJob[]) {
    for (const job of jobs) writer.add({ job, result: RELEASE });
  }
}

const RETRY_AT_ONCE = { outcome: { kind: 'retry', delayMs: 0 } } as const;
const RELEASE = { outcome: { kind: 'release', delayMs: 0 } } as const;
const RELEASE_SOON = { outcome: { kind: 'release', delayMs: 1_000 } } as const;
