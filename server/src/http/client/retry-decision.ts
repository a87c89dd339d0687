import { MAX_RETRY_AFTER_MS } from '../retry-after';

/** How one attempt of a call ended. */
export interface AttemptEnd {
  /** Null where there was no answer. */
  status: number | null;
  /** A code where there was no answer. */
  error: string | null;
  /** What the service asked for; null if nothing. */
  retryAfterMs: number | null;
}

export interface RetryRules {
  /** How many attempts there may be after the first. */
  retries: number;
  /** False for writes without an idempotency key, which are never repeated. */
  isRepeatable: boolean;
}

const RETRIED_STATUSES = new Set([408, 425, 429]);
/** What a moment later may be different. */
const RETRIED_ERRORS = new Set([
  'timeout',
  'dns',
  'connection-refused',
  'connection-reset',
  'unreachable',
  'proxy',
]);
const FIRST_CAP_MS = 500;
const LARGEST_CAP_MS = 30_000;

/** Whether an attempt ended in a way that may be different a moment later. */
export function isTransient({ status, error, retryAfterMs }: AttemptEnd): boolean {
  if (status === null) return error !== null && RETRIED_ERRORS.has(error);
  // Of too many calls at once, some services (GitHub) say 403 and when to come back.
  return RETRIED_STATUSES.has(status) || status >= 500 || (status === 403 && retryAfterMs !== null);
}

/**
 * How long to wait before the next attempt, in ms; null when there is none. The wait is drawn from the whole range up to a
 * cap that doubles ("full jitter"), so that callers that failed together do not come back together.
 *
 * @param attempt 1 for the first
 * @param random from 0 to below 1
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelayMs(
  end: AttemptEnd,
  attempt: number,
  { retries, isRepeatable }: RetryRules,
  random: number,
): number | null {
  if (!isRepeatable || attempt > retries || !isTransient(end)) return null;
  const cap = Math.min(FIRST_CAP_MS * 2 ** (attempt - 1), LARGEST_CAP_MS);
  const drawn = Math.round(cap * random);
  if (end.retryAfterMs === null) return drawn;
  // A little after the moment that everybody was told.
  return Math.min(end.retryAfterMs + Math.round(FIRST_CAP_MS * random), MAX_RETRY_AFTER_MS);
}
