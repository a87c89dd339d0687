/** Values over a stretch of time, one standing on the other, the lowest first. */
export interface TimePoint {
  at: string;
  values: number[];
}

export interface TimeSeries {
  from: string;
  to: string;
  bucketMs: number;
  points: TimePoint[];
}

interface Bar {
  x: number;
  width: number;
  /** The lowest first: how far up each part begins, and how high it is. */
  parts: { bottom: number; height: number }[];
}

/** What the parts of a point are together. */
export const sumOf = (values: number[]): number =>
  values.reduce((total, value) => total + value, 0);

/** Where the bars of a chart stand, in units of its width and height; their gap is a fifth of a bar. */
export const barsOf = (
  { from, to, bucketMs, points }: TimeSeries,
  width: number,
  height: number,
): Bar[] => {
  const start = new Date(from).getTime();
  const span = Math.max(bucketMs, new Date(to).getTime() - start);
  const highest = Math.max(1, ...points.map(({ values }) => sumOf(values)));
  const step = (bucketMs / span) * width;
  return points.map(({ at, values }) => ({
    x: Math.min(width - step, Math.max(0, ((new Date(at).getTime() - start) / span) * width)),
    width: step * 0.8,
    parts: values.map((value, index) => ({
      bottom: (sumOf(values.slice(0, index)) / highest) * height,
      height: (value / highest) * height,
    })),
  }));
};
