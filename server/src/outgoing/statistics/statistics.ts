import { type ChartRange, chartPoints } from '../../time-buckets';
import type { Statistics } from '../contracts';
import { LATENCY_BUCKET_COUNT, percentileOf } from './latency-histogram';
import type { StatisticsBucket } from './statistics-store';

/** Folds stored buckets into the points of a chart, a point every `bucketMs` with the empty ones filled in. */
export function summariseStatistics(buckets: StatisticsBucket[], range: ChartRange): Statistics {
  const { from, to, bucketMs } = range;
  const points = chartPoints(buckets, range).map(({ at, inside }) => {
    const { succeeded, failed, latencies } = sum(inside);
    return {
      at,
      succeeded,
      failed,
      latencyP50Ms: percentileOf(latencies, 0.5),
      latencyP95Ms: percentileOf(latencies, 0.95),
    };
  });

  const total = sum(buckets);
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    bucketMs,
    points,
    totals: {
      succeeded: total.succeeded,
      failed: total.failed,
      latencyP50Ms: percentileOf(total.latencies, 0.5),
      latencyP95Ms: percentileOf(total.latencies, 0.95),
      latencyP99Ms: percentileOf(total.latencies, 0.99),
    },
  };
}

function sum(buckets: StatisticsBucket[]) {
  const latencies = new Array<number>(LATENCY_BUCKET_COUNT).fill(0);
  let succeeded = 0;
  let failed = 0;
  for (const bucket of buckets) {
    succeeded += bucket.succeeded;
    failed += bucket.failed;
    bucket.latencies.forEach((count, index) => {
      latencies[index] = (latencies[index] ?? 0) + count;
    });
  }
  return { succeeded, failed, latencies };
}
