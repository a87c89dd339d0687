import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { insertRow } from '../../insert-row';
import { tableName } from '../../table-name';
import type { Replay } from '../contracts';
import { ENDPOINTS, REPLAYS } from '../uids';

export interface ReplayRow {
  id: number;
  endpointId: number;
  kind: Replay['kind'];
  state: Replay['state'];
  nextId: number;
  lastId: number;
  /** The range of times that was asked for, in ms. */
  fromTime: number;
  toTime: number;
  total: number;
  done: number;
  createdAt: number;
  finishedAt: number | null;
}

/** The rows of `ib_webhook_replays`. */
export function createReplayStore(strapi: Strapi) {
  const table = () => strapi.db.connection(tableName(strapi, REPLAYS));

  return {
    async create(replay: Omit<ReplayRow, 'id' | 'finishedAt'>): Promise<ReplayRow> {
      const id = await insertRow(strapi, REPLAYS, {
        endpoint_id: replay.endpointId,
        kind: replay.kind,
        state: replay.state,
        next_id: replay.nextId,
        last_id: replay.lastId,
        from_time: replay.fromTime,
        to_time: replay.toTime,
        total: replay.total,
        done: replay.done,
        created_at: replay.createdAt,
      });
      return { ...replay, id, finishedAt: null };
    },

    async findOne(id: number): Promise<ReplayRow | null> {
      const row = await table().where({ id }).first();
      return row ? toReplayRow(row) : null;
    },

    async findNewestOf(endpointId: number, limit: number): Promise<ReplayRow[]> {
      const rows: Record<string, unknown>[] = await table()
        .where({ endpoint_id: endpointId })
        .orderBy('id', 'desc')
        .limit(limit);
      return rows.map(toReplayRow);
    },

    /** Unfinished ones, the oldest first. */
    async findRunning(): Promise<{ id: number }[]> {
      return table().select('id').where({ state: 'running' }).orderBy('id');
    },

    /** Reads a replay and keeps other instances from working on it until the transaction ends. */
    async lock(id: number, trx: Knex.Transaction): Promise<ReplayRow | null> {
      const row = await table()
        .where({ id, state: 'running' })
        .forUpdate()
        .first()
        .transacting(trx);
      return row ? toReplayRow(row) : null;
    },

    /** Whether the endpoint has not been deleted meanwhile. */
    async hasEndpoint(endpointId: number, trx: Knex.Transaction): Promise<boolean> {
      const row: unknown = await trx(tableName(strapi, ENDPOINTS))
        .where({ id: endpointId })
        .first('id');
      return row !== undefined;
    },

    async advance(
      id: number,
      progress: Pick<ReplayRow, 'nextId' | 'done' | 'state' | 'finishedAt'>,
      trx: Knex.Transaction,
    ): Promise<void> {
      await table()
        .where({ id })
        .update({
          next_id: progress.nextId,
          done: progress.done,
          state: progress.state,
          finished_at: progress.finishedAt,
        })
        .transacting(trx);
    },

    async prune(before: number): Promise<void> {
      await table().whereNot({ state: 'running' }).where('finished_at', '<', before).delete();
    },

    async cancel(id: number, now: number): Promise<void> {
      await table()
        .where({ id, state: 'running' })
        .update({ state: 'cancelled', finished_at: now });
    },
  };
}

export type ReplayStore = ReturnType<typeof createReplayStore>;

function toReplayRow(row: Record<string, unknown>): ReplayRow {
  return {
    id: Number(row.id),
    endpointId: Number(row.endpoint_id),
    kind: row.kind as ReplayRow['kind'],
    state: row.state as ReplayRow['state'],
    nextId: Number(row.next_id),
    lastId: Number(row.last_id),
    fromTime: Number(row.from_time),
    toTime: Number(row.to_time),
    total: Number(row.total),
    done: Number(row.done),
    createdAt: Number(row.created_at),
    finishedAt: row.finished_at === null ? null : Number(row.finished_at),
  };
}
