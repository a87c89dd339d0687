import { DATABASE_CLOCK, type DatabaseClient } from './database-clock';
import type { Strapi, TableModel } from './feature';
import { PLUGIN_UID } from './plugin-id';
import { tableName } from './table-name';

const LEASES = 'ib_leases';
const required = (type: string) => ({ type, column: { notNullable: true } });

export const leaseTable: TableModel = {
  uid: `${PLUGIN_UID}.lease`,
  singularName: 'lease',
  tableName: LEASES,
  attributes: {
    id: { type: 'increments' },
    name: required('string'),
    groupName: required('string'),
    owner: required('string'),
    /** On the clock of the database. */
    expiresAt: required('biginteger'),
  },
  indexes: [
    { name: 'ib_leases_name', columns: ['name'], type: 'unique' },
    { name: 'ib_leases_group', columns: ['group_name'] },
  ],
};

/**
 * The rows of `ib_leases`: who may do a thing that only one of all instances may do at a time, until when on the clock of
 * the database. A lease that is not renewed is free again, so that a process that died holds nothing up for long.
 */
export function createLeaseStore(strapi: Strapi) {
  const clock = DATABASE_CLOCK[strapi.db.dialect.client as DatabaseClient];
  const table = () => strapi.db.connection(tableName(strapi, LEASES));
  const inMs = (ms: number) => strapi.db.connection.raw(`${clock} + ?`, [ms]);
  const now = () => strapi.db.connection.raw(clock);

  async function release(name: string, owner: string): Promise<void> {
    await table().where({ name, owner }).update({ expires_at: 0 });
  }

  return {
    /**
     * Takes a lease that is free, or is the owner's already. Returns whether it is his now.
     *
     * @param group for `countHeld`; a lease keeps the one that it was first taken with
     */
    async acquire(name: string, owner: string, ttlMs: number, group = ''): Promise<boolean> {
      const take = async () =>
        Number(
          await table()
            .where({ name })
            .andWhere((free) => void free.where({ owner }).orWhere('expires_at', '<=', now()))
            .update({ owner, expires_at: inMs(ttlMs) }),
        ) === 1;
      if (await take()) return true;
      // Only for a name that was never used, and by whichever instance comes first.
      await table()
        .insert({ name, group_name: group, owner: '', expires_at: 0 })
        .onConflict('name')
        .ignore();
      return take();
    },

    /** Whether somebody has it, or has let it run out. */
    async wasNotGivenBack(name: string): Promise<boolean> {
      const row: unknown = await table().where({ name }).whereNot({ expires_at: 0 }).first('id');
      return row !== undefined;
    },

    /** Returns whether the lease still is the owner's. */
    async renew(name: string, owner: string, ttlMs: number): Promise<boolean> {
      const renewed = await table()
        .where({ name, owner })
        .update({ expires_at: inMs(ttlMs) });
      return Number(renewed) === 1;
    },

    release,

    /** Takes a lease from whoever has it, who learns of it where he renews it. */
    async revoke(name: string): Promise<void> {
      await table().where({ name }).update({ owner: '', expires_at: 0 });
    },

    /** Who has it; null where it is free. */
    async holderOf(name: string): Promise<string | null> {
      const row: { owner: string } | undefined = await table()
        .where({ name })
        .where('expires_at', '>', now())
        .first('owner');
      return row?.owner ?? null;
    },

    /** Gives back the leases whose names begin so and whose owners are judged to be gone. */
    async reclaim(namePrefix: string, isGone: (owner: string) => boolean): Promise<void> {
      const held: { name: string; owner: string }[] = await table()
        .select('name', 'owner')
        .where('name', 'like', `${namePrefix}%`)
        .where('expires_at', '>', now());
      for (const { name, owner } of held) if (isGone(owner)) await release(name, owner);
    },

    /** How many leases of a group are held. */
    async countHeld(group: string): Promise<number> {
      const rows: { count: unknown }[] = await table()
        .where({ group_name: group })
        .where('expires_at', '>', now())
        .count({ count: '*' });
      return Number(rows[0]?.count ?? 0);
    },

    /** Removes the rows of leases that ended so long ago that nobody comes back for them. */
    async prune(olderThanMs: number): Promise<void> {
      await table().where('expires_at', '<', inMs(-olderThanMs)).delete();
    },
  };
}

export type LeaseStore = ReturnType<typeof createLeaseStore>;
