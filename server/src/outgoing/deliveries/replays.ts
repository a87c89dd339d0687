import { errors } from '@strapi/utils';

import type { Strapi } from '../../feature';
import type { Logger } from '../../logger';
import { FINAL_STATES, type FinalState, type QueueEngine } from '../../queue/engine';
import { validateInput } from '../../validate-input';
import type { Replay } from '../contracts';
import type { DeliveryStore } from './delivery-store';
import { replayInputSchema } from './delivery-input';
import type { Endpoints } from '../endpoints/endpoints';
import type { ReplayRow, ReplayStore } from './replay-store';

/** Small enough that the transaction of a batch keeps the database to itself for a few milliseconds only. */
const BATCH_SIZE = 200;
/** Between batches the site's own requests get their turn. */
const PAUSE_MS = 50;
const MAX_LISTED = 10;

interface Dependencies {
  strapi: Strapi;
  queue: QueueEngine;
  store: ReplayStore;
  deliveries: DeliveryStore;
  endpoints: Endpoints;
  wake: () => void;
  now: () => number;
  log: Logger;
}

/** Which finished deliveries an action takes up again. Those that still wait need no help. */
const STATES: Record<Replay['kind'], readonly FinalState[]> = {
  recover: ['failed', 'quarantined'],
  replay: FINAL_STATES,
};

/**
 * Sending many deliveries again. What is to be done is a row, worked off in batches, each in one transaction with its
 * progress: it goes on after a restart, and no delivery is taken up twice.
 */
export function createReplays(dependencies: Dependencies) {
  const { strapi, queue, store, deliveries, endpoints, wake, now, log } = dependencies;
  const underWay = new Map<number, Promise<void>>();
  let isStopped = false;

  async function measure(endpointId: number, input: unknown) {
    const { kind, from, to = now() } = validateInput(replayInputSchema, input);
    const measured = await deliveries.measure({ endpointId, from, to }, STATES[kind]);
    return { kind, from, to, ...measured };
  }

  async function find(id: number): Promise<ReplayRow> {
    const row = await store.findOne(id);
    if (row) return row;
    throw new errors.NotFoundError('There is no such replay.', { code: 'replay-not-found' });
  }

  /** Works off one batch. Returns false when nothing is left to do. */
  function workBatch(id: number): Promise<boolean> {
    return strapi.db.connection.transaction(async (trx) => {
      const replay = await store.lock(id, trx);
      if (!replay) return false;
      const { endpointId, kind, nextId: fromId, lastId, fromTime, toTime } = replay;
      if (!(await store.hasEndpoint(endpointId, trx))) {
        await store.advance(id, { ...replay, state: 'cancelled', finishedAt: now() }, trx);
        return false;
      }
      const states = STATES[kind];
      const ids = await deliveries.idsFrom(
        { endpointId, from: fromTime, to: toTime },
        states,
        { fromId, lastId, limit: BATCH_SIZE },
        trx,
      );
      await queue.restart(ids, { states, columns: { trigger: kind }, trx });
      const isFinished = ids.length < BATCH_SIZE;
      await store.advance(
        id,
        {
          nextId: (ids.at(-1) ?? lastId) + 1,
          done: replay.done + ids.length,
          state: isFinished ? 'finished' : 'running',
          finishedAt: isFinished ? now() : null,
        },
        trx,
      );
      return !isFinished;
    });
  }

  async function work(id: number): Promise<void> {
    try {
      while (!isStopped && (await workBatch(id))) {
        wake();
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
      wake();
    } catch (error) {
      // It stays `running` in the database, where `resume` finds it.
      log.error(`replay ${id} was interrupted and will be taken up again`, error);
    }
  }

  function takeUp(id: number): void {
    if (isStopped || underWay.has(id)) return;
    underWay.set(
      id,
      work(id).finally(() => underWay.delete(id)),
    );
  }

  return {
    /** How many deliveries the action would send again. */
    async preview(endpointId: number, input: unknown): Promise<{ count: number }> {
      await endpoints.find(endpointId);
      const { count } = await measure(endpointId, input);
      return { count };
    },

    /** @throws {errors.ValidationError | errors.ApplicationError} */
    async start(endpointId: number, input: unknown): Promise<Replay> {
      await endpoints.findActive(endpointId);
      const { kind, from, to, count, firstId, lastId } = await measure(endpointId, input);
      const replay = await store.create({
        endpointId,
        kind,
        state: 'running',
        nextId: firstId,
        lastId,
        fromTime: from,
        toTime: to,
        total: count,
        done: 0,
        createdAt: now(),
      });
      takeUp(replay.id);
      return toReplay(replay);
    },

    /** The newest first: a page that is opened again finds the one that still runs. */
    async findNewestOf(endpointId: number): Promise<Replay[]> {
      const { id } = await endpoints.find(endpointId);
      return (await store.findNewestOf(id, MAX_LISTED)).map(toReplay);
    },

    findOne: async (id: number): Promise<Replay> => toReplay(await find(id)),

    async cancel(id: number): Promise<Replay> {
      await store.cancel(id, now());
      return toReplay(await find(id));
    },

    /** Takes up what a stopped process, or a fault of the database, left unfinished. */
    async resume(): Promise<void> {
      for (const { id } of await store.findRunning()) takeUp(id);
    },

    /** Resolves when the batches that are under way are written. */
    async stop(): Promise<void> {
      isStopped = true;
      await Promise.all(underWay.values());
    },
  };
}

function toReplay(row: ReplayRow): Replay {
  return {
    id: row.id,
    endpointId: row.endpointId,
    kind: row.kind,
    state: row.state,
    total: row.total,
    done: row.done,
    createdAt: new Date(row.createdAt).toISOString(),
    finishedAt: row.finishedAt === null ? null : new Date(row.finishedAt).toISOString(),
  };
}
