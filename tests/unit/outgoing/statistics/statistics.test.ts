import fc from 'fast-check';

import {
  LATENCY_BUCKET_COUNT,
  latencyBucketOf,
  percentileOf,
} from '../../../../server/src/outgoing/statistics/latency-histogram';
import { summariseStatistics } from '../../../../server/src/outgoing/statistics/statistics';
import type { StatisticsBucket } from '../../../../server/src/outgoing/statistics/statistics-store';
import { STATISTICS_BUCKET_MS } from '../../../../server/src/time-buckets';

const HOUR = 60 * 60 * 1000;
const countsOf = (durations: number[]) => {
  const counts = Array.from({ length: LATENCY_BUCKET_COUNT }, () => 0);
  for (const duration of durations) {
    const bucket = latencyBucketOf(duration);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
};
const aBucket = (at: number, succeeded = 1, failed = 0): StatisticsBucket => ({
  endpointId: 1,
  at,
  succeeded,
  failed,
  latencies: countsOf(Array.from({ length: succeeded }, () => 15)),
});

describe('percentiles', () => {
  it('are unknown where nothing was counted', () => {
    expect(percentileOf(countsOf([]), 0.5)).toBeNull();
  });

  it.each([
    [[3, 3, 3], 0.5, 0, 5],
    [[8, 8, 900], 0.99, 500, 1000],
    [[8, 8, 900], 0.5, 5, 10],
    [[60_000], 0.5, 10_000, 20_000],
  ])('of %j at %p lie in the bucket of the duration', (durations, share, from, to) => {
    const found = percentileOf(countsOf(durations), share);
    expect(found).toBeGreaterThanOrEqual(from);
    expect(found).toBeLessThanOrEqual(to);
  });

  it('grow with the share and stay within the bucket of the true value', () => {
    const durations = fc.array(fc.double({ min: 0, max: 9999, noNaN: true }), {
      minLength: 1,
      maxLength: 200,
    });
    fc.assert(
      fc.property(durations, fc.constantFrom(0.01, 0.5, 0.95, 0.99, 1), (values, share) => {
        const counts = countsOf(values);
        const found = percentileOf(counts, share) ?? NaN;
        const sorted = [...values].sort((a, b) => a - b);
        const exact = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
        const neighbours = [latencyBucketOf(found), latencyBucketOf(found + 1)];
        expect(neighbours).toContain(latencyBucketOf(exact));
        expect(percentileOf(counts, 1)).toBeGreaterThanOrEqual(found);
      }),
    );
  });
});

describe('statistics', () => {
  it('fill in the times in which nothing happened', () => {
    const from = 100 * HOUR;
    const { points, totals } = summariseStatistics(
      [aBucket(from + STATISTICS_BUCKET_MS, 2, 1), aBucket(from + 3 * HOUR, 1)],
      { from, to: from + 4 * HOUR, bucketMs: HOUR },
    );
    expect(points.map(({ succeeded, failed }) => [succeeded, failed])).toEqual([
      [2, 1],
      [0, 0],
      [0, 0],
      [1, 0],
    ]);
    expect(points[1]).toMatchObject({ latencyP50Ms: null, latencyP95Ms: null });
    expect(totals).toMatchObject({ succeeded: 3, failed: 1 });
  });

  it('lose and double nothing, whatever the range', () => {
    const range = fc.record({
      from: fc.integer({ min: 0, max: 1000 * HOUR }),
      length: fc.integer({ min: 1, max: 100 * HOUR }),
      steps: fc.integer({ min: 1, max: 300 }),
    });
    const offsets = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(range, offsets, ({ from, length, steps }, places) => {
        const to = from + length;
        const buckets = places
          .map((place) => from + place * length)
          .map((at) => aBucket(Math.ceil(at / STATISTICS_BUCKET_MS) * STATISTICS_BUCKET_MS, 1, 2))
          .filter(({ at }) => at >= from && at < to);
        const bucketMs = steps * STATISTICS_BUCKET_MS;
        const { points, totals } = summariseStatistics(buckets, { from, to, bucketMs });
        const sum = (key: 'succeeded' | 'failed') =>
          points.reduce((all, point) => all + point[key], 0);
        expect([sum('succeeded'), sum('failed')]).toEqual([buckets.length, 2 * buckets.length]);
        expect(totals).toMatchObject({ succeeded: buckets.length, failed: 2 * buckets.length });
      }),
    );
  });
});
