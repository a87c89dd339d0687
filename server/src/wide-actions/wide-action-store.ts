import type { Knex } from 'knex';

import type { Strapi } from '../feature';
import { insertRow } from '../insert-row';
import { tableName } from '../table-name';

/**
 * The columns of a table of wide actions, as attributes of a table model. It has an `id` and the id of the owner
 * besides, and an index by `state`.
 */
export const wideActionColumns = {
  kind: { type: 'string', column: { notNullable: true } },
  state: { type: 'string', column: { notNullable: true } },
  /** The rows from `nextId` to `lastId` are still to be looked at. */
  nextId: { type: 'integer', column: { notNullable: true } },
  lastId: { type: 'integer', column: { notNullable: true } },
  fromTime: { type: 'biginteger', column: { notNullable: true } },
  toTime: { type: 'biginteger', column: { notNullable: true } },
  total: { type: 'integer', column: { notNullable: true } },
  done: { type: 'integer', column: { notNullable: true } },
  createdAt: { type: 'biginteger', column: { notNullable: true } },
  finishedAt: { type: 'biginteger' },
} as const;

export type WideActionState = 'running' | 'finished' | 'cancelled';

export interface WideActionRow<Kind extends string = string> {
  id: number;
  ownerId: number;
  kind: Kind;
  state: WideActionState;
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

export interface WideActionTable {
  table: string;
  /** Whose rows an action is about. */
  ownerColumn: string;
  ownerTable: string;
}

/** The rows of a table of wide actions. */
export function createWideActionStore<Kind extends string>(
  strapi: Strapi,
  { table: name, ownerColumn, ownerTable }: WideActionTable,
) {
  const table = () => strapi.db.connection(tableName(strapi, name));

  function toRow(row: Record<string, unknown>): WideActionRow<Kind> {
    return {
      id: Number(row.id),
      ownerId: Number(row[ownerColumn]),
      kind: row.kind as Kind,
      state: row.state as WideActionState,
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

  return {
    async create(
      action: Omit<WideActionRow<Kind>, 'id' | 'finishedAt'>,
    ): Promise<WideActionRow<Kind>> {
      const id = await insertRow(strapi, name, {
        [ownerColumn]: action.ownerId,
        kind: action.kind,
        state: action.state,
        next_id: action.nextId,
        last_id: action.lastId,
        from_time: action.fromTime,
        to_time: action.toTime,
        total: action.total,
        done: action.done,
        created_at: action.createdAt,
      });
      return { ...action, id, finishedAt: null };
    },

    async findOne(id: number): Promise<WideActionRow<Kind> | null> {
      const row = await table().where({ id }).first();
      return row ? toRow(row) : null;
    },

    async findNewestOf(ownerId: number, limit: number): Promise<WideActionRow<Kind>[]> {
      const rows: Record<string, unknown>[] = await table()
        .where({ [ownerColumn]: ownerId })
        .orderBy('id', 'desc')
        .limit(limit);
      return rows.map(toRow);
    },

    /** Unfinished ones, the oldest first. */
    async findRunning(): Promise<{ id: number }[]> {
      return table().select('id').where({ state: 'running' }).orderBy('id');
    },

    /** Reads an action and keeps other instances from working on it until the transaction ends. */
    async lock(id: number, trx: Knex.Transaction): Promise<WideActionRow<Kind> | null> {
      const row = await table()
        .where({ id, state: 'running' })
        .forUpdate()
        .first()
        .transacting(trx);
      return row ? toRow(row) : null;
    },

    /** Whether the owner has not been deleted meanwhile. */
    async hasOwner(ownerId: number, trx: Knex.Transaction): Promise<boolean> {
      const row: unknown = await trx(tableName(strapi, ownerTable))
        .where({ id: ownerId })
        .first('id');
      return row !== undefined;
    },

    async advance(
      id: number,
      progress: Pick<WideActionRow, 'nextId' | 'done' | 'state' | 'finishedAt'>,
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

export type WideActionStore<Kind extends string> = ReturnType<typeof createWideActionStore<Kind>>;
