import type { Statistics } from '../../../server/src/outgoing/contracts';

export interface Bar {
  x: number;
  width: number;
  succeeded: number;
  failed: number;
}

/** Where the bars of a chart stand, in units of its width and height; their gap is a fifth of a bar. */
export const barsOf = (
  { from, to, bucketMs, points }: Pick<Statistics, 'from' | 'to' | 'bucketMs' | 'points'>,
  width: number,
  height: number,
): Bar[] => {
  const start = new Date(from).getTime();
  const span = Math.max(bucketMs, new Date(to).getTime() - start);
  const highest = Math.max(1, ...points.map(({ succeeded, failed }) => succeeded + failed));
  const step = (bucketMs / span) * width;
  return points.map(({ at, succeeded, failed }) => ({
    x: Math.min(width - step, Math.max(0, ((new Date(at).getTime() - start) / span) * width)),
    width: step * 0.8,
    succeeded: (succeeded / highest) * height,
    failed: (failed / highest) * height,
  }));
};
