import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import { RATE_LIMITS } from '../uids';

/** The rows of `ib_rate_limits`: one clock a limited thing, shared by all instances. */
export function createRateLimitStore(strapi: Strapi) {
  const table = tableName(strapi, RATE_LIMITS);

  return {
    /**
     * Takes the next free slot of `name`, where slots are `1000 / perSecond` ms apart.
     *
     * @param now milliseconds since 1970
     * @returns when the slot begins, in milliseconds since 1970; never before `now`
     */
    async takeSlot(name: string, perSecond: number, now: number): Promise<number> {
      // Kept in microseconds: in whole milliseconds 600 a second would come out as 500.
      const intervalUs = Math.round(1_000_000 / perSecond);
      // A transaction of its own: the caller's, if any, may last, and would hold the row meanwhile.
      return strapi.db.connection.transaction(async (trx) => {
        const read = () => trx(table).first('free_at').where({ name }).forUpdate();
        let row: { free_at: unknown } | undefined = await read();
        if (!row) {
          // Only for the first slot ever, and by whichever instance comes first.
          await trx(table).insert({ name, free_at: 0 }).onConflict('name').ignore();
          row = await read();
        }
        const slotUs = Math.max(now * 1000, Number(row?.free_at ?? 0));
        await trx(table)
          .where({ name })
          .update({ free_at: slotUs + intervalUs });
        return slotUs / 1000;
      });
    },

    /** Removes the clocks whose last slot was before, in milliseconds since 1970: they no longer hold anything up. */
    async prune(before: number): Promise<void> {
      await strapi.db
        .connection(table)
        .where('free_at', '<', before * 1000)
        .delete();
    },
  };
}

export type RateLimitStore = ReturnType<typeof createRateLimitStore>;
