import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import { STATISTICS_BUCKET_MS } from '../../time-buckets';
import { SOURCE_STATISTICS } from '../uids';

const COUNTERS = ['accepted', 'repeated', 'refused'] as const;
export type SourceCounts = Record<(typeof COUNTERS)[number], number>;

export interface SourceBucket extends SourceCounts {
  sourceId: number;
  at: number;
}

/** The rows of `ib_webhook_source_statistics`. */
export function createSourceStatisticsStore(strapi: Strapi) {
  const knex = strapi.db.connection;
  const table = tableName(strapi, SOURCE_STATISTICS);
  const isMysql = strapi.db.dialect.client === 'mysql';
  const additions = Object.fromEntries(
    COUNTERS.map((column) => [
      column,
      knex.raw(
        isMysql
          ? `${column} + VALUES(${column})`
          : `${SOURCE_STATISTICS}.${column} + excluded.${column}`,
      ),
    ]),
  );

  return {
    /** Adds counts to the bucket of a moment, one row a source. */
    async add(counts: Map<number, SourceCounts>, at: number): Promise<void> {
      // In one order everywhere: two instances that update the same rows in two orders would block each other.
      const rows = [...counts]
        .sort(([a], [b]) => a - b)
        .map(([sourceId, of]) => ({
          source_id: sourceId,
          bucket_at: at - (at % STATISTICS_BUCKET_MS),
          ...of,
        }));
      if (rows.length === 0) return;
      await knex(table).insert(rows).onConflict(['source_id', 'bucket_at']).merge(additions);
    },

    /** Buckets that begin within a range of ms since 1970. */
    async find(sourceIds: number[], from: number, to: number): Promise<SourceBucket[]> {
      const rows: Record<string, unknown>[] = await knex(table)
        .whereIn('source_id', sourceIds)
        .whereBetween('bucket_at', [from, to])
        .orderBy('bucket_at');
      return rows.map((row) => ({
        sourceId: Number(row.source_id),
        at: Number(row.bucket_at),
        accepted: Number(row.accepted),
        repeated: Number(row.repeated),
        refused: Number(row.refused),
      }));
    },

    /** Removes what began before. A year of a busy source is 100,000 rows, a batch of the retention some dozens. */
    async prune(before: number): Promise<void> {
      await knex(table).where('bucket_at', '<', before).delete();
    },
  };
}

export type SourceStatisticsStore = ReturnType<typeof createSourceStatisticsStore>;
