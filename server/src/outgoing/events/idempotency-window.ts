import { nextRetryDelayMs, type RetryPolicy } from '../../queue/retry-schedule';

/** How long a repeated idempotency key returns the first message, in ms. */
export const IDEMPOTENCY_WINDOW_MS = 24 * 60 * 60 * 1000;

/**
 * The same for what is sent because of an event of a service, in timers of its handler too: as long as that may be done
 * once more. An action or a handler is tried for the whole schedule, and can be recovered for as long as the event is kept
 * after that.
 *
 * @param retentionMs how long an event is kept after its end: `webhooks.eventRetention`
 */
export function idempotencyWindowOfCausedMs(retry: RetryPolicy, retentionMs: number): number {
  return Math.max(IDEMPOTENCY_WINDOW_MS, longestScheduleMs(retry) + retentionMs);
}

/** From the first attempt to the last, where chance makes every wait as long as it can be. */
function longestScheduleMs(retry: RetryPolicy): number {
  let sum = 0;
  for (let attempt = 1; ; attempt += 1) {
    const delayMs = nextRetryDelayMs(retry, { attempt, retryAfterMs: null, random: 1 });
    if (delayMs === null) return sum;
    sum += delayMs;
  }
}
