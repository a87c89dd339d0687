import type { Cron } from 'croner';

import type { Logger } from '../../logger';
import { type CronTimes, lastTime, nextTimes, readCron } from './cron';

/** A job with its schedule. */
export interface ScheduledJob extends CronTimes {
  id: number;
  missed: 'run-once' | 'skip';
  /** Since when it runs by this schedule: what was due before is none of its. In milliseconds since 1970. */
  since: number;
}

interface Dependencies {
  /** Jobs that are to run by themselves. */
  findJobs: () => Promise<ScheduledJob[]>;
  /** The newest slot of each job that was taken. */
  findLastSlots: () => Promise<ReadonlyMap<number, number>>;
  /** Begins the run of a slot, unless another instance has. */
  start: (jobId: number, slot: number) => Promise<void>;
  /** Writes down that a slot was missed. */
  skip: (jobId: number, slot: number) => Promise<void>;
  now: () => number;
  log: Logger;
}

/** How often jobs are looked at anew, since other instances change them too. */
const LOOK_EVERY_MS = 15_000;
/** A slot that is later than this was missed: Strapi was down, or busy beyond measure. */
const LATE_AFTER_MS = 60_000;
/** A timer may fire a little early, and the slot would be waited for once more. */
const SLACK_MS = 20;

/**
 * Begins runs when they fall due. Every instance has its timer, and none of them is trusted: a slot is the row of its run,
 * of which there can be one alone.
 */
export function createScheduler(dependencies: Dependencies) {
  const { findJobs, findLastSlots, start, skip, now, log } = dependencies;
  /** Of the schedules that there were at the last look: they are not read anew at each. */
  let known = new Map<string, Cron>();
  let timer: NodeJS.Timeout | undefined;
  let isStopped = true;
  let looking: Promise<void> = Promise.resolve();

  /** Begins what has fallen due. Returns when something falls due next. */
  async function tick(): Promise<number> {
    // What falls due at once is not late for being many.
    const at = now();
    const [jobs, lastSlots] = await Promise.all([findJobs(), findLastSlots()]);
    const current = new Map<string, Cron>();
    let next = now() + LOOK_EVERY_MS;
    for (const job of jobs) {
      const { cron, timeZone } = job;
      const key = `${timeZone} ${cron}`;
      try {
        const times = current.get(key) ?? known.get(key) ?? readCron({ cron, timeZone });
        current.set(key, times);
        await takeSlot(job, times, { at, taken: lastSlots.get(job.id) ?? -Infinity });
        next = Math.min(next, nextTimes(times, now(), 1)[0] ?? next);
      } catch (error) {
        log.error(`the schedule of sync job ${job.id} could not be followed`, error);
      }
    }
    known = current;
    return next;
  }

  async function takeSlot(
    job: ScheduledJob,
    times: Cron,
    { at, taken }: { at: number; taken: number },
  ): Promise<void> {
    const slot = lastTime(times, at);
    // A slot in the future was taken by an instance whose clock was wrong.
    const last = taken > at ? -Infinity : taken;
    if (slot === null || slot <= Math.max(last, job.since)) return;
    const isMissed = at - slot > LATE_AFTER_MS;
    if (isMissed && job.missed === 'skip') await skip(job.id, slot);
    else await start(job.id, slot);
  }

  async function look(): Promise<void> {
    let next = now() + LOOK_EVERY_MS;
    try {
      next = await tick();
    } catch (error) {
      log.warn('schedules could not be looked at; they are again in a while', error);
    }
    plan(next - now() + SLACK_MS);
  }

  function plan(inMs: number): void {
    if (isStopped) return;
    clearTimeout(timer);
    timer = setTimeout(
      () => {
        looking = look();
      },
      Math.max(inMs, 0),
    );
    timer.unref();
  }

  return {
    tick,

    start(): void {
      isStopped = false;
      plan(0);
    },

    /** Looks at once: a job was changed. */
    wake: () => plan(0),

    async stop(): Promise<void> {
      isStopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

export type Scheduler = ReturnType<typeof createScheduler>;
