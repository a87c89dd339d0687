export interface RetryPolicy {
  /** The wait after each failed attempt, in ms; the last one repeats where `retryAttempts` is larger. */
  scheduleMs: number[];
  /** How many times to try again after the first attempt. */
  retryAttempts: number;
  /** 0.2 spreads every wait by ±20 %, so that what failed together does not come back together. */
  jitter: number;
}

export interface FailedAttempt {
  /** 1 for the first attempt. */
  attempt: number;
  /** What the receiver asked for; null if nothing. */
  retryAfterMs: number | null;
  /** From 0 to below 1. */
  random: number;
}

const HOUR_MS = 3_600_000;
/** A receiver that asks for more is misconfigured; nothing is to wait for years on its word. */
export const MAX_RETRY_AFTER_MS = 24 * HOUR_MS;

/** How long to wait before the next attempt, in ms; null when there is none. `Retry-After` can only lengthen the wait. */
export function nextRetryDelayMs(
  { scheduleMs, retryAttempts, jitter }: RetryPolicy,
  { attempt, retryAfterMs, random }: FailedAttempt,
): number | null {
  const base = scheduleMs[attempt - 1] ?? scheduleMs.at(-1);
  if (attempt > retryAttempts || base === undefined) return null;
  const scheduled = Math.max(0, Math.round(base * (1 + jitter * (2 * random - 1))));
  if (retryAfterMs === null || retryAfterMs <= scheduled) return scheduled;
  // Spread upwards only: a receiver that names a time to everybody would get everybody at that time.
  const spread = Math.round(retryAfterMs * (1 + jitter * random));
  return Math.max(scheduled, Math.min(spread, MAX_RETRY_AFTER_MS));
}

const DAYS = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const MONTHS = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
/** The one format that servers may send (RFC 9110, 5.6.7). `Date.parse` alone would read all sorts of text. */
const HTTP_DATE = new RegExp(`^${DAYS}, \\d{2} ${MONTHS} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT$`);

/**
 * Reads a `Retry-After` header (RFC 9110, 10.2.3), seconds or a date, capped at 24 hours.
 *
 * @param nowMs the time a date is measured from
 * @returns null when it is absent, in the past, or no valid value
 */
export function parseRetryAfterMs(value: string | undefined, nowMs: number): number | null {
  const text = value?.trim() ?? '';
  const delayMs = /^\d{1,20}$/.test(text)
    ? Number(text) * 1000
    : HTTP_DATE.test(text)
      ? Date.parse(text) - nowMs
      : NaN;
  return delayMs > 0 ? Math.min(delayMs, MAX_RETRY_AFTER_MS) : null;
}
