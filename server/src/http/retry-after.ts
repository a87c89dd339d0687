const HOUR_MS = 3_600_000;
/** A service that asks for more is misconfigured; nothing is to wait for years on its word. */
export const MAX_RETRY_AFTER_MS = 24 * HOUR_MS;

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
  // Whole seconds by the standard; Shopify writes `2.0`.
  const delayMs = /^\d{1,20}(\.\d{1,6})?$/.test(text)
    ? Math.ceil(Number(text) * 1000)
    : HTTP_DATE.test(text)
      ? Date.parse(text) - nowMs
      : NaN;
  return delayMs > 0 ? Math.min(delayMs, MAX_RETRY_AFTER_MS) : null;
}
