import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import { STATISTICS_BUCKET_MS } from '../../time-buckets';
import { LATENCY_BUCKET_COUNT, latencyBucketOf } from './latency-histogram';
import { STATISTICS } from '../uids';

export interface AttemptSample {
  endpointId: number;
  isSuccess: boolean;
  durationMs: number;
  at: number;
}

export interface StatisticsBucket {
  endpointId: number;
  at: number;
  succeeded: number;
  failed: number;
  /** By the bounds of `latency-histogram.ts`. */
  latencies: number[];
}

const latencyColumns = Array.from({ length: LATENCY_BUCKET_COUNT }, (_, i) => `latency_${i}`);
const counters = ['succeeded', 'failed', ...latencyColumns];

/** The rows of `ib_webhook_statistics`. */
export function createStatisticsStore(strapi: Strapi) {
  const knex = strapi.db.connection;
  const table = tableName(strapi, STATISTICS);

  return {
    /** Adds the samples to their buckets: one row an endpoint and five minutes, whatever the number of samples. */
    async add(samples: AttemptSample[], trx: Knex.Transaction): Promise<void> {
      // In one order everywhere: two instances that update the same rows in two orders would block each other.
      const rows = [...toBuckets(samples).values()]
        .sort((a, b) => a.endpointId - b.endpointId || a.at - b.at)
        .map(toRow);
      if (rows.length === 0) return;
      await trx(table)
        .insert(rows)
        .onConflict(['endpoint_id', 'bucket_at'])
        .merge(
          Object.fromEntries(
            counters.map((column) => [column, knex.raw(addition(strapi, column))]),
          ),
        );
    },

    async find(endpointIds: number[], from: number, to: number): Promise<StatisticsBucket[]> {
      const rows: Record<string, unknown>[] = await knex(table)
        .whereIn('endpoint_id', endpointIds)
        .whereBetween('bucket_at', [from, to])
        .orderBy('bucket_at');
      return rows.map((row) => ({
        endpointId: Number(row.endpoint_id),
        at: Number(row.bucket_at),
        succeeded: Number(row.succeeded),
        failed: Number(row.failed),
        latencies: latencyColumns.map((column) => Number(row[column])),
      }));
    },

    /**
     * Whether an attempt has succeeded since. Counts are of five minutes: one of the five minutes in which `since` lies counts
     * as well, whenever it was.
     */
    async hasSuccessSince(endpointId: number, since: number): Promise<boolean> {
      const row = await knex(table)
        .where({ endpoint_id: endpointId })
        .where('bucket_at', '>', since - STATISTICS_BUCKET_MS)
        .where('succeeded', '>', 0)
        .first('bucket_at');
      return row !== undefined;
    },

    /** Removes the oldest five minutes if they began before; returns whether there were such. */
    async pruneOldest(before: number): Promise<boolean> {
      const oldest: { bucket_at: unknown } | undefined = await knex(table)
        .first('bucket_at')
        .where('bucket_at', '<', before)
        .orderBy('bucket_at');
      if (!oldest) return false;
      await knex(table).where({ bucket_at: oldest.bucket_at }).delete();
      return true;
    },
  };
}

export type StatisticsStore = ReturnType<typeof createStatisticsStore>;

function addition(strapi: Strapi, column: string): string {
  return strapi.db.dialect.client === 'mysql'
    ? `${column} + VALUES(${column})`
    : `${STATISTICS}.${column} + excluded.${column}`;
}

function toBuckets(samples: AttemptSample[]): Map<string, StatisticsBucket> {
  const buckets = new Map<string, StatisticsBucket>();
  for (const { endpointId, isSuccess, durationMs, at } of samples) {
    const bucketAt = at - (at % STATISTICS_BUCKET_MS);
    const key = `${endpointId}:${bucketAt}`;
    const bucket = buckets.get(key) ?? {
      endpointId,
      at: bucketAt,
      succeeded: 0,
      failed: 0,
      latencies: latencyColumns.map(() => 0),
    };
    buckets.set(key, bucket);
    if (isSuccess) {
      const index = latencyBucketOf(durationMs);
      bucket.succeeded += 1;
      bucket.latencies[index] = (bucket.latencies[index] ?? 0) + 1;
    } else {
      bucket.failed += 1;
    }
  }
  return buckets;
}

function toRow({ endpointId, at, succeeded, failed, latencies }: StatisticsBucket) {
  return {
    endpoint_id: endpointId,
    bucket_at: at,
    succeeded,
    failed,
    ...Object.fromEntries(latencies.map((count, index) => [`latency_${index}`, count])),
  };
}
