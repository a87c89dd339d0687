import { isTimeRange, TIME_RANGES, type TimeRange } from './time-range';

/** The time that a log is narrowed to: one that ends now, or one between two points; null for any. */
export type LogRange = { name: TimeRange } | { name: 'custom'; from: Date; to: Date } | null;

const MINUTE_MS = 60_000;

const instantOf = (text: string | null): Date | null => {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? null : date;
};

/** The time that stands in an address; null where none does, or nonsense. */
export const readLogRange = (params: URLSearchParams): LogRange => {
  const name = params.get('range');
  if (isTimeRange(name)) return { name };
  const [from, to] = [instantOf(params.get('from')), instantOf(params.get('to'))];
  return name === 'custom' && from && to ? { name, from, to } : null;
};

/** What of an address says it. */
export const logRangeParams = (
  range: LogRange,
): Record<'range' | 'from' | 'to', string | undefined> =>
  range?.name === 'custom'
    ? { range: range.name, from: range.from.toISOString(), to: range.to.toISOString() }
    : { range: range?.name, from: undefined, to: undefined };

/**
 * The ends that the server is asked for, in ISO 8601.
 *
 * @param now in ms since 1970; a beginning that moved with every second would be a new question every time, so it is taken
 * to the minute
 */
export const logRangeQuery = (range: LogRange, now: number): { from?: string; to?: string } => {
  if (range === null) return {};
  if (range.name === 'custom') {
    return { from: range.from.toISOString(), to: range.to.toISOString() };
  }
  const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  return { from: new Date(minute - TIME_RANGES[range.name]).toISOString() };
};
