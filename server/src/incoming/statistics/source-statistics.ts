import { type ChartRange, chartPoints } from '../../time-buckets';
import type { SourceStatisticsPoint } from '../contracts';
import type { SourceBucket, SourceCounts } from './source-statistics-store';

/** Folds stored buckets into the points of a chart. */
export function summariseSource(
  buckets: readonly SourceBucket[],
  range: ChartRange,
): SourceStatisticsPoint[] {
  return chartPoints(buckets, range).map(({ at, inside }) => {
    const sum = (counter: keyof SourceCounts) =>
      inside.reduce((total, bucket) => total + bucket[counter], 0);
    return { at, accepted: sum('accepted'), repeated: sum('repeated'), refused: sum('refused') };
  });
}
