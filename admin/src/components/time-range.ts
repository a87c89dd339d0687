/** The times that a log can be narrowed to and a wide action can reach back, in milliseconds. */
export const TIME_RANGES = { '1h': 3_600_000, '24h': 86_400_000, '7d': 7 * 86_400_000 } as const;
export type TimeRange = keyof typeof TIME_RANGES;

export const isTimeRange = (text: string | null): text is TimeRange =>
  text !== null && text in TIME_RANGES;

export const TIME_RANGE_NAMES = Object.keys(TIME_RANGES).filter(isTimeRange);
