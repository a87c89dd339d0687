/** Counts are kept by five minutes: a day is 288 rows a key, and a chart needs no log. */
export const STATISTICS_BUCKET_MS = 5 * 60 * 1000;

const CHART_POINTS = 48;

/** Times in ms since 1970. */
export interface ChartRange {
  from: number;
  to: number;
  bucketMs: number;
}

/** A range as a chart shows it: some 48 points, each of whole stored buckets. */
export function chartRange(from: number, to: number): ChartRange {
  const step = (to - from) / CHART_POINTS;
  const bucketMs = Math.max(1, Math.ceil(step / STATISTICS_BUCKET_MS)) * STATISTICS_BUCKET_MS;
  return { from, to, bucketMs };
}

/** The stored buckets of each point of a chart, the empty points among them. */
export function chartPoints<Bucket extends { at: number }>(
  buckets: readonly Bucket[],
  { from, to, bucketMs }: ChartRange,
): { at: string; inside: Bucket[] }[] {
  const start = from - (from % bucketMs);
  const count = Math.max(1, Math.ceil((to - start) / bucketMs));
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * bucketMs;
    const inside = buckets.filter((bucket) => bucket.at >= at && bucket.at < at + bucketMs);
    return { at: new Date(at).toISOString(), inside };
  });
}
