import { DEFAULT_RETRY_SCHEDULE_MS } from '../../../../server/src/config/schema';
import { idempotencyWindowOfCausedMs } from '../../../../server/src/outgoing/events/idempotency-window';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const DEFAULTS = { scheduleMs: DEFAULT_RETRY_SCHEDULE_MS, retryAttempts: 7, jitter: 0.2 };

describe('how long an idempotency key is known', () => {
  test('is a day at least', () => {
    expect(idempotencyWindowOfCausedMs({ scheduleMs: [], retryAttempts: 0, jitter: 0 }, HOUR)).toBe(
      DAY,
    );
  });

  test('is as long as an event may be tried, at worst, and kept after that', () => {
    const longestMs = 1.2 * (27 * HOUR + 35 * 60_000 + 5_000);
    expect(idempotencyWindowOfCausedMs(DEFAULTS, 7 * DAY)).toBe(longestMs + 7 * DAY);
    expect(idempotencyWindowOfCausedMs(DEFAULTS, HOUR)).toBe(longestMs + HOUR);
  });

  test('counts the tries that there are, not the waits of the schedule', () => {
    const policy = { scheduleMs: [HOUR, 10 * HOUR], jitter: 0 };
    expect(idempotencyWindowOfCausedMs({ ...policy, retryAttempts: 5 }, HOUR)).toBe(42 * HOUR);
    expect(idempotencyWindowOfCausedMs({ ...policy, retryAttempts: 1 }, 30 * HOUR)).toBe(31 * HOUR);
  });
});
