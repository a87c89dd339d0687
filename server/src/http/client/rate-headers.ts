import type { RateLimit } from './api-rules';

/** What a service told of its limit. */
export interface RateState {
  remaining: number;
  /** Ms since 1970. */
  resetAt: number;
  /** Of how many calls it is the rest, where the service tells. */
  limit?: number;
}

const DAY_MS = 86_400_000;

/**
 * Reads what is left of a limit out of an answer.
 *
 * @param now ms since 1970
 * @returns null where the headers are missing, unreadable, or name a time that cannot be meant
 */
export function readRateHeaders(
  headers: Readonly<Record<string, string>>,
  names: NonNullable<RateLimit['headers']>,
  now: number,
): RateState | null {
  const remaining = numberOf(headers[names.remaining.toLowerCase()]);
  const reset = numberOf(headers[names.reset.toLowerCase()]);
  if (remaining === null || reset === null) return null;
  const resetAt = {
    'epoch-seconds': reset * 1000,
    'epoch-ms': reset,
    'delta-seconds': now + reset * 1000,
  }[names.resetAs];
  // A service whose clock is wrong is not to stop its calls for years.
  if (resetAt <= now || resetAt > now + DAY_MS) return null;
  const limit = names.limit ? numberOf(headers[names.limit.toLowerCase()]) : null;
  return { remaining, resetAt, ...(limit !== null && { limit }) };
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}
