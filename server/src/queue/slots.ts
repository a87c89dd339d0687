import { heldCap, inFlightCap, type LaneRequest } from './claim-plan';
import { isSuspect, type ClaimedJob } from './engine';

const STARTS_PER_TURN = 32;
/** A key that holds more than so many times what it may gives the rest back: below that, caps fall and rise all the time. */
const SURPLUS_FACTOR = 2;

/**
 * The slots of one process: which claimed jobs run and which wait for a slot, under the concurrency over all and the
 * cap of each key. `run` is called once for each job that gets a slot and must not reject.
 */
export function createSlots(options: {
  concurrency: number;
  run: (job: ClaimedJob) => Promise<void>;
}) {
  const { concurrency, run } = options;
  const running = new Set<ClaimedJob>();
  const runningByKey = new Map<number, number>();
  const heldByKey = new Map<number, number>();
  /** Keys of which a suspect runs; the next one waits, so that it is clear which of them ends the process. */
  const keysOnTrial = new Set<number>();
  const idleListeners: (() => void)[] = [];
  let waiting: ClaimedJob[] = [];
  let isMoreToCome = false;
  let caps = new Map<number, number>();
  let heldCaps = new Map<number, number>();

  /**
   * Starts as many as there are slots for, some at a time: to start one takes some 50 µs (signing, writing to a socket),
   * so that a whole claim of 300 at once would keep the event loop for 15 ms. The others wait for its next turn.
   */
  function startWhatFits() {
    if (isMoreToCome) return;
    const starting: ClaimedJob[] = [];
    for (let n = 0; n < waiting.length && running.size < concurrency;) {
      if (starting.length === STARTS_PER_TURN) {
        startInNextTurn();
        break;
      }
      const job = waiting[n];
      if (job && hasSlotFor(job)) {
        waiting.splice(n, 1);
        running.add(job);
        if (isSuspect(job)) keysOnTrial.add(job.key);
        count(runningByKey, job.key, 1);
        starting.push(job);
      } else {
        n += 1;
      }
    }
    starting.forEach((job) => void run(job));
  }

  function startInNextTurn() {
    if (isMoreToCome) return;
    isMoreToCome = true;
    setImmediate(() => {
      isMoreToCome = false;
      startWhatFits();
    });
  }

  function hasSlotFor(job: ClaimedJob): boolean {
    if (isSuspect(job) && keysOnTrial.has(job.key)) return false;
    return (runningByKey.get(job.key) ?? 0) < (caps.get(job.key) ?? 1);
  }

  function leave(job: ClaimedJob) {
    running.delete(job);
    if (isSuspect(job)) keysOnTrial.delete(job.key);
    count(runningByKey, job.key, -1);
    count(heldByKey, job.key, -1);
    if (running.size === 0) idleListeners.splice(0).forEach((listener) => listener());
  }

  return {
    heldByKey: heldByKey as ReadonlyMap<number, number>,
    /** Jobs that run or wait. */
    get held(): number {
      return running.size + waiting.length;
    },
    get ids(): number[] {
      return [...running, ...waiting].map(({ id }) => id);
    },
    setCaps(lanes: LaneRequest[]): void {
      caps = new Map(lanes.map((lane) => [lane.key, inFlightCap(lane, concurrency)]));
      heldCaps = new Map(lanes.map((lane) => [lane.key, heldCap(lane, concurrency)]));
    },
    /**
     * Takes out what waits of keys whose caps have fallen far below what was claimed for them, but for the first rows, which
     * they may hold. The others would wait for hours for a receiver that has stopped answering, in the room of other keys.
     */
    takeSurplus(): ClaimedJob[] {
      const remaining = new Map<number, number>();
      for (const [key, held] of heldByKey) {
        const mayHold = heldCaps.get(key) ?? held;
        if (held <= SURPLUS_FACTOR * mayHold) continue;
        remaining.set(key, mayHold - (runningByKey.get(key) ?? 0));
      }
      if (remaining.size === 0) return [];
      const taken = new Set<ClaimedJob>();
      for (const job of waiting) {
        const left = remaining.get(job.key);
        if (left === undefined) continue;
        if (left <= 0) taken.add(job);
        remaining.set(job.key, left - 1);
      }
      waiting = waiting.filter((job) => !taken.has(job));
      taken.forEach(({ key }) => count(heldByKey, key, -1));
      return [...taken];
    },
    add(jobs: ClaimedJob[]): void {
      jobs.forEach(({ key }) => count(heldByKey, key, 1));
      waiting.push(...jobs);
      startWhatFits();
    },
    /** Frees the job's slot; false if it had been taken away. */
    finish(job: ClaimedJob): boolean {
      if (!running.has(job)) return false;
      leave(job);
      // Answers come in bunches: to start one job for each within the turn that reads them would double its length.
      startInNextTurn();
      return true;
    },
    /** Whether no job of the key waits for a slot. */
    isOutOf(key: number): boolean {
      return (heldByKey.get(key) ?? 0) <= (runningByKey.get(key) ?? 0);
    },
    takeWaiting(): ClaimedJob[] {
      const taken = waiting;
      waiting = [];
      taken.forEach(({ key }) => count(heldByKey, key, -1));
      return taken;
    },
    takeRunning(): ClaimedJob[] {
      const taken = [...running];
      taken.forEach(leave);
      return taken;
    },
    /** Resolves as soon as no job runs. */
    whenIdle(): Promise<void> {
      if (running.size === 0) return Promise.resolve();
      return new Promise((resolve) => idleListeners.push(resolve));
    },
  };
}

function count(counts: Map<number, number>, key: number, change: number) {
  const next = (counts.get(key) ?? 0) + change;
  if (next > 0) counts.set(key, next);
  else counts.delete(key);
}
