import type { Strapi } from '../../feature';
import type { Logger } from '../../logger';
import type { Outside } from '../../outside-transactions';
import { inTransaction } from '../../transaction';
import type { RunOrder, RunRecord } from '../runs/run-record';
import type { Runs } from '../runs/runs';
import type { RunStore } from '../runs/run-store';

interface Dependencies {
  strapi: Strapi;
  /** @throws {errors.NotFoundError} */
  findJob: (id: number) => Promise<unknown>;
  runStore: Pick<RunStore, 'create' | 'holdWaiting' | 'retarget'>;
  runs: Pick<Runs, 'takeUpOne'>;
  outside: Outside;
  now: () => number;
  log: Logger;
}

/** What an event asks for. */
export interface AskedByEvent {
  jobId: number;
  /** The record that it is about; null for a run of the whole job. */
  externalId: string | null;
  traceId: string;
}

/** A run of the whole job waits so long for further events of the same kind. */
const GATHER_MS = 5_000;
/** Records that one run looks at; more are another run. */
const MOST_RECORDS = 1_000;

/** Begins runs for events of services. */
export function createEventTrigger(dependencies: Dependencies) {
  const { strapi, findJob, runStore, runs, outside, now, log } = dependencies;
  const timers = new Set<NodeJS.Timeout>();

  /** A run that waits already and has room, or another one that is written down. */
  async function joinOrCreate({ jobId, externalId, traceId }: AskedByEvent): Promise<RunRecord> {
    const kind = externalId === null ? 'full' : 'named';
    const order: RunOrder = { jobId, kind, cause: 'event', planId: null, targets: null, traceId };
    return inTransaction(strapi, async ({ trx }) => {
      const waiting = await runStore.holdWaiting(order, trx);
      if (externalId === null) return waiting ?? runStore.create(order, now(), trx);
      const known = waiting?.targets?.externalIds ?? [];
      if (waiting && known.length < MOST_RECORDS) {
        const externalIds = [...new Set([...known, externalId])];
        await runStore.retarget(waiting.id, { externalIds, documentIds: [] }, trx);
        return waiting;
      }
      const targets = { externalIds: [externalId], documentIds: [] };
      return runStore.create({ ...order, targets }, now(), trx);
    });
  }

  function takeUp(run: RunRecord): void {
    runs.takeUpOne(run).catch((error: unknown) => {
      log.warn(`run ${run.id} could not be begun; it is again in a while`, error);
    });
  }

  function takeUpLater(run: RunRecord): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      takeUp(run);
    }, GATHER_MS);
    timers.add(timer.unref());
  }

  return {
    /**
     * Begins a run for an event: about one record at once, of a whole job in a few seconds. Where one waits for its turn, the
     * event joins it. What is written down is begun by the next process, should this one end.
     *
     * @throws {errors.NotFoundError} `sync-job-not-found`
     */
    async ask(asked: AskedByEvent): Promise<RunRecord> {
      await findJob(asked.jobId);
      const run = await joinOrCreate(asked);
      outside(() => (asked.externalId === null ? takeUpLater(run) : takeUp(run)));
      return run;
    },

    stop(): void {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

export type EventTrigger = ReturnType<typeof createEventTrigger>;
