import type { Checked } from './verification';

/** What Stripe, Slack and Standard Webhooks all allow; five minutes. */
export const DEFAULT_TOLERANCE_MS = 300_000;

/** The end of what a Date can be, in milliseconds since 1970. */
const LAST_MOMENT_MS = 8.64e15;

const DATE_FORMATS = [
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/i,
  /^([a-z]{3}, )?\d{1,2} [a-z]{3} \d{4} \d\d:\d\d:\d\d (GMT|[+-]\d{4})$/i,
];

export interface TimestampRules {
  unit?: 'seconds' | 'milliseconds';
  /** How far the sender's clock may be off, in either direction. */
  toleranceMs?: number;
}

/**
 * Checks that a signed timestamp is of now, in whole seconds as the senders' own libraries do. One from the future is
 * refused like an old one: it would stay valid for as long as it is ahead.
 *
 * @param text the decimal digits that were sent
 * @param now milliseconds since 1970
 */
export function currentTimestamp(
  text: string,
  now: number,
  { unit = 'seconds', toleranceMs = DEFAULT_TOLERANCE_MS }: TimestampRules = {},
): Checked<true> {
  if (!/^\d{1,15}$/.test(text)) return { problem: { code: 'timestamp-malformed' } };
  const sentAt = unit === 'seconds' ? Number(text) : Math.floor(Number(text) / 1000);
  const age = Math.floor(now / 1000) - sentAt;
  const tolerance = toleranceMs / 1000;
  if (age > tolerance) return { problem: { code: 'timestamp-old', values: { seconds: age } } };
  if (-age > tolerance) return { problem: { code: 'timestamp-future', values: { seconds: -age } } };
  return { value: true };
}

/**
 * A moment of a payload in milliseconds since 1970: a number counts seconds, a text is a date with its zone (RFC 3339 or
 * RFC 2822). Null for anything else, of which Date.parse would guess some moment, and another one in every time zone.
 */
export function momentOf(value: unknown): number | null {
  const moment = typeof value === 'number' ? Math.floor(value * 1000) : dateOf(value);
  return Math.abs(moment) <= LAST_MOMENT_MS ? moment : null;
}

function dateOf(value: unknown): number {
  const isDate = typeof value === 'string' && DATE_FORMATS.some((format) => format.test(value));
  return isDate ? Date.parse(value) : NaN;
}
