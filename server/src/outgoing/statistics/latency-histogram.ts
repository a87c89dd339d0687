/** Upper bounds in ms of all buckets but the last, which is open. About a third of a power of ten each. */
const BOUNDS_MS = [5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] as const;

export const LATENCY_BUCKET_COUNT = BOUNDS_MS.length + 1;

/** The bucket that a duration falls into. */
export function latencyBucketOf(durationMs: number): number {
  const bucket = BOUNDS_MS.findIndex((bound) => durationMs <= bound);
  return bucket === -1 ? BOUNDS_MS.length : bucket;
}

/**
 * The duration below which the given share of the counted durations lies, interpolated within its bucket.
 *
 * @param counts one count a bucket
 * @param share 0 to 1, e.g. 0.95
 * @returns milliseconds, or null if nothing was counted
 */
export function percentileOf(counts: number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;

  let before = 0;
  for (const [bucket, count] of counts.entries()) {
    if (count > 0 && before + count >= share * total) {
      const lower = BOUNDS_MS[bucket - 1] ?? 0;
      const upper = BOUNDS_MS[bucket] ?? lower * 2;
      return Math.round(lower + ((upper - lower) * (share * total - before)) / count);
    }
    before += count;
  }
  return BOUNDS_MS[BOUNDS_MS.length - 1] ?? null;
}
