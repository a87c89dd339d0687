import { createHash } from 'node:crypto';

import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { fixedSelect } from '../../fixed-select';
import { tableName } from '../../table-name';
import { ENTRY_LOCKS } from '../uids';

/**
 * Names share these rows, one for every value of a byte. They are made at the start and stay: InnoDB undoes one of two
 * transactions that wait to make the same row.
 */
const ROWS = 256;

/** The rows of `ib_entry_locks`. */
export function createEntryLocks(strapi: Strapi) {
  const table = tableName(strapi, ENTRY_LOCKS);
  const locks = Array.from({ length: ROWS }, (_, place) =>
    fixedSelect<{ id: number }>(strapi, () =>
      strapi.db
        .connection(table)
        .select('id')
        .where({ name: nameOf(place) })
        .forUpdate(),
    ),
  );
  // One transaction at a time is all that SQLite has.
  const isNeeded = strapi.db.dialect.client !== 'sqlite';

  return {
    /** Makes the rows; call it before the first `hold`. Several instances may do so at once. */
    async prepare(): Promise<void> {
      if (!isNeeded) return;
      const names = Array.from({ length: ROWS }, (_, place) => ({ name: nameOf(place) }));
      await strapi.db.connection(table).insert(names).onConflict('name').ignore();
    },

    /**
     * Waits until nobody else, on any instance, holds the name, and holds it until the transaction ends: two events of one
     * thing would otherwise both find no entry, and both create it.
     *
     * @throws {Error} if somebody has emptied the table: without its row there is nothing to wait for
     */
    async hold(name: string, trx: Knex.Transaction): Promise<void> {
      if (!isNeeded) return;
      const place = createHash('sha256').update(name).digest().readUInt8(0);
      const rows = await locks[place]?.(trx);
      if (!rows?.length)
        throw new Error(`"${table}" lacks rows, which are made when Strapi starts`);
    },
  };
}

export type EntryLocks = ReturnType<typeof createEntryLocks>;

const nameOf = (place: number) => `entry-${place}`;
