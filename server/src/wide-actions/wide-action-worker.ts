import type { Knex } from 'knex';

import type { Strapi } from '../feature';
import type { Logger } from '../logger';
import type { WideActionStore } from './wide-action-store';

/** Small enough that the transaction of a batch keeps the database to itself for a few milliseconds only. */
const BATCH_SIZE = 200;
/** Between batches the site's own requests get their turn. */
const PAUSE_MS = 50;

/** Points in time, in ms since 1970. */
export interface TimeRange {
  from: number;
  to: number;
}

export interface IdRange {
  fromId: number;
  lastId: number;
  limit: number;
}

export interface WideActionWorkerOptions<Kind extends string> {
  strapi: Strapi;
  store: WideActionStore<Kind>;
  /** The next ids of an action, from `fromId` upwards. */
  idsFrom(
    ownerId: number,
    kind: Kind,
    range: TimeRange,
    ids: IdRange,
    trx: Knex.Transaction,
  ): Promise<number[]>;
  /** Does it to a batch of rows. */
  apply(ids: number[], kind: Kind, trx: Knex.Transaction): Promise<unknown>;
  /** Tells the worker that something is due. */
  wake: () => void;
  now: () => number;
  log: Logger;
  /** What such an action is called in messages and codes: `replay`. */
  name: string;
}

/** Works off wide actions, batch by batch, in the background of this process. */
export function createWideActionWorker<Kind extends string>(
  options: WideActionWorkerOptions<Kind>,
) {
  const { strapi, store, idsFrom, apply, wake, now, log, name } = options;
  const underWay = new Map<number, Promise<void>>();
  let isStopped = false;

  /** Works off one batch. Returns false when nothing is left to do. */
  function workBatch(id: number): Promise<boolean> {
    return strapi.db.connection.transaction(async (trx) => {
      const action = await store.lock(id, trx);
      if (!action) return false;
      const { ownerId, kind, nextId: fromId, lastId, fromTime: from, toTime: to } = action;
      if (!(await store.hasOwner(ownerId, trx))) {
        await store.advance(id, { ...action, state: 'cancelled', finishedAt: now() }, trx);
        return false;
      }
      const range = { fromId, lastId, limit: BATCH_SIZE };
      const ids = await idsFrom(ownerId, kind, { from, to }, range, trx);
      await apply(ids, kind, trx);
      const isFinished = ids.length < BATCH_SIZE;
      await store.advance(
        id,
        {
          nextId: (ids.at(-1) ?? lastId) + 1,
          done: action.done + ids.length,
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
      log.error(`${name} ${id} was interrupted and will be taken up again`, error);
    }
  }

  /** Begins or goes on with an action, unless this process is at it already. */
  function takeUp(id: number): void {
    if (isStopped || underWay.has(id)) return;
    underWay.set(
      id,
      work(id).finally(() => underWay.delete(id)),
    );
  }

  return {
    takeUp,

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
