import { DATABASE_CLOCK, type DatabaseClient } from '../../database-clock';
import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import { RATE_LIMITS } from '../uids';

/** Every instance has a second's worth of deliveries under way. */
const FURTHEST_US = 60_000_000;

/**
 * The rows of `ib_rate_limits`: one clock a limited thing, shared by all instances.
 *
 * @param clock SQL for milliseconds since 1970; the database's, since those of two instances may be minutes apart
 */
export function createRateLimitStore(
  strapi: Strapi,
  clock: string = DATABASE_CLOCK[strapi.db.dialect.client as DatabaseClient],
) {
  const table = tableName(strapi, RATE_LIMITS);

  return {
    /**
     * Takes the next free slot of `name`, where slots are `1000 / perSecond` ms apart.
     *
     * @returns in how many milliseconds the slot begins
     */
    async takeSlot(name: string, perSecond: number): Promise<number> {
      // Kept in microseconds: in whole milliseconds 600 a second would come out as 500.
      const intervalUs = Math.round(1_000_000 / perSecond);
      // A transaction of its own: the caller's, if any, may last, and would hold the row meanwhile.
      return strapi.db.connection.transaction(async (trx) => {
        const read = (): Promise<{ free_at: unknown; now: unknown } | undefined> =>
          trx(table)
            .first('free_at', trx.raw(`${clock} AS ??`, ['now']))
            .where({ name })
            .forUpdate();
        let row = await read();
        if (!row) {
          // Only for the first slot ever, and by whichever instance comes first.
          await trx(table).insert({ name, free_at: 0 }).onConflict('name').ignore();
          row = await read();
        }
        const nowUs = Number(row?.now ?? 0) * 1000;
        const freeUs = Number(row?.free_at ?? 0);
        // Further ahead than a waiting delivery ever is, it was written before the clock was set back.
        const slotUs = freeUs > nowUs + FURTHEST_US ? nowUs : Math.max(nowUs, freeUs);
        await trx(table)
          .where({ name })
          .update({ free_at: slotUs + intervalUs });
        return (slotUs - nowUs) / 1000;
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
