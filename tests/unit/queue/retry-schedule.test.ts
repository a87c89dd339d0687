import fc from 'fast-check';

import { MAX_RETRY_AFTER_MS } from '../../../server/src/http/retry-after';
import { nextRetryDelayMs } from '../../../server/src/queue/retry-schedule';

const HOUR = 3_600_000;
const policy = { scheduleMs: [5000, 300_000, 1_800_000], retryAttempts: 3, jitter: 0.2 };
const failed = (attempt: number, more = {}) => ({
  attempt,
  retryAfterMs: null,
  random: 0.5,
  ...more,
});

describe('the wait before the next attempt', () => {
  test('follows the schedule and ends with it', () => {
    expect([1, 2, 3, 4].map((attempt) => nextRetryDelayMs(policy, failed(attempt)))).toEqual([
      5000,
      300_000,
      1_800_000,
      null,
    ]);
  });

  test('repeats the last one where more attempts are configured, and stops earlier where fewer are', () => {
    expect(nextRetryDelayMs({ ...policy, retryAttempts: 9 }, failed(9))).toBe(1_800_000);
    expect(nextRetryDelayMs({ ...policy, retryAttempts: 9 }, failed(10))).toBeNull();
    expect(nextRetryDelayMs({ ...policy, retryAttempts: 1 }, failed(2))).toBeNull();
    expect(nextRetryDelayMs({ ...policy, retryAttempts: 0 }, failed(1))).toBeNull();
    expect(nextRetryDelayMs({ ...policy, scheduleMs: [] }, failed(1))).toBeNull();
  });

  test('is spread by the jitter to both sides', () => {
    expect(nextRetryDelayMs(policy, failed(1, { random: 0 }))).toBe(4000);
    expect(nextRetryDelayMs(policy, failed(1, { random: 0.9999999 }))).toBe(6000);
    expect(nextRetryDelayMs({ ...policy, jitter: 0 }, failed(1, { random: 0 }))).toBe(5000);
    expect(nextRetryDelayMs({ ...policy, jitter: 1 }, failed(1, { random: 0 }))).toBe(0);
  });

  test('is lengthened by what the receiver asks for, never shortened', () => {
    expect(nextRetryDelayMs(policy, failed(1, { retryAfterMs: 60_000 }))).toBe(66_000);
    expect(nextRetryDelayMs(policy, failed(2, { retryAfterMs: 60_000 }))).toBe(300_000);
  });

  test('does not grow beyond a day on the word of a receiver, but may by configuration', () => {
    const asked = failed(1, { retryAfterMs: MAX_RETRY_AFTER_MS });
    expect(nextRetryDelayMs(policy, asked)).toBe(MAX_RETRY_AFTER_MS);
    const slow = { ...policy, scheduleMs: [48 * HOUR] };
    expect(nextRetryDelayMs(slow, asked)).toBe(48 * HOUR);
  });

  test('is not allowed by what the receiver asks for once the attempts are used up', () => {
    expect(nextRetryDelayMs(policy, failed(4, { retryAfterMs: 60_000 }))).toBeNull();
  });

  test('stays within its bounds for every random number and every wish', () => {
    const wish = fc.option(fc.integer({ min: 1, max: MAX_RETRY_AFTER_MS }));
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), wish, random, (attempt, retryAfterMs, value) => {
        const delay = nextRetryDelayMs(policy, { attempt, retryAfterMs, random: value }) ?? -1;
        const base = policy.scheduleMs[attempt - 1] ?? 0;
        expect(delay).toBeGreaterThanOrEqual(Math.max(base * 0.8, retryAfterMs ?? 0));
        expect(delay).toBeLessThanOrEqual(Math.max(base * 1.2, MAX_RETRY_AFTER_MS));
      }),
    );
  });
});
