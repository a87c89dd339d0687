import { MAX_RETRY_AFTER_MS } from '../http/retry-after';

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
