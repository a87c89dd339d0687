/** A value over a stretch of time, in two parts, one standing on the other. */
export interface TimePoint {
  at: string;
  lower: number;
  upper: number;
}

export interface TimeSeries {
  from: string;
  to: string;
  bucketMs: number;
  points: TimePoint[];
}

export interface Bar {
  x: number;
  width: number;
  lower: number;
  upper: number;
}

/** Where the bars of a chart stand, in units of its width and height; their gap is a fifth of a bar. */
export const barsOf = (
  { from, to, bucketMs, points }: TimeSeries,
  width: number,
  height: number,
): Bar[] => {
  const start = new Date(from).getTime();
  const span = Math.max(bucketMs, new Date(to).getTime() - start);
  const highest = Math.max(1, ...points.map(({ lower, upper }) => lower + upper));
  const step = (bucketMs / span) * width;
  return points.map(({ at, lower, upper }) => ({
    x: Math.min(width - step, Math.max(0, ((new Date(at).getTime() - start) / span) * width)),
    width: step * 0.8,
    lower: (lower / highest) * height,
    upper: (upper / highest) * height,
  }));
};
