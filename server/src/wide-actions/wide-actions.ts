import { errors } from '@strapi/utils';

import type { WideActionRow, WideActionState } from './wide-action-store';
import {
  createWideActionWorker,
  type TimeRange,
  type WideActionWorkerOptions,
} from './wide-action-worker';

const MAX_LISTED = 10;

/** An action as the panel is shown it. */
export interface WideAction<Kind extends string> {
  id: number;
  ownerId: number;
  kind: Kind;
  state: WideActionState;
  total: number;
  done: number;
  createdAt: string;
  finishedAt: string | null;
}

interface Dependencies<Kind extends string> extends WideActionWorkerOptions<Kind> {
  /** How many rows of the owner an action would touch, and between which ids they lie. */
  measure(
    ownerId: number,
    kind: Kind,
    range: TimeRange,
  ): Promise<{ count: number; firstId: number; lastId: number }>;
}

/**
 * Doing one thing to many rows of an owner. What is to be done is a row, worked off in batches, each in one transaction
 * with its progress: it goes on after a restart, and no row is taken up twice.
 */
export function createWideActions<Kind extends string>(dependencies: Dependencies<Kind>) {
  const { store, measure, now, name } = dependencies;
  const worker = createWideActionWorker(dependencies);

  async function find(id: number): Promise<WideActionRow<Kind>> {
    const row = await store.findOne(id);
    if (row) return row;
    throw new errors.NotFoundError(`There is no such ${name}.`, { code: `${name}-not-found` });
  }

  return {
    /** How many rows the action would touch. */
    async preview(
      ownerId: number,
      { kind, ...range }: { kind: Kind } & TimeRange,
    ): Promise<{ count: number }> {
      const { count } = await measure(ownerId, kind, range);
      return { count };
    },

    async start(
      ownerId: number,
      { kind, from, to }: { kind: Kind } & TimeRange,
    ): Promise<WideAction<Kind>> {
      const { count, firstId, lastId } = await measure(ownerId, kind, { from, to });
      const action = await store.create({
        ownerId,
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
      worker.takeUp(action.id);
      return toWideAction(action);
    },

    /** The newest first: a page that is opened again finds the one that still runs. */
    async findNewestOf(ownerId: number): Promise<WideAction<Kind>[]> {
      return (await store.findNewestOf(ownerId, MAX_LISTED)).map(toWideAction);
    },

    /** @throws {errors.NotFoundError} `<name>-not-found` */
    findOne: async (id: number): Promise<WideAction<Kind>> => toWideAction(await find(id)),

    async cancel(id: number): Promise<WideAction<Kind>> {
      await store.cancel(id, now());
      return toWideAction(await find(id));
    },

    resume: worker.resume,
    stop: worker.stop,
  };
}

function toWideAction<Kind extends string>(row: WideActionRow<Kind>): WideAction<Kind> {
  return {
    id: row.id,
    ownerId: row.ownerId,
    kind: row.kind,
    state: row.state,
    total: row.total,
    done: row.done,
    createdAt: new Date(row.createdAt).toISOString(),
    finishedAt: row.finishedAt === null ? null : new Date(row.finishedAt).toISOString(),
  };
}
