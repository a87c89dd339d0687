import fc from 'fast-check';

import {
  continueStreak,
  isLastingFailure,
  type FailureStreak,
} from '../../../../server/src/outgoing/endpoints/failure-streak';

const HOUR = 60 * 60 * 1000;
const failedAt = (...times: number[]) =>
  times.reduce<FailureStreak | null>(
    (streak, at) => continueStreak(streak, { isSuccess: false, at }),
    null,
  );

describe('a failure streak', () => {
  it('begins with the first failure and counts the next', () => {
    expect(failedAt(1000)).toEqual({ since: 1000, lastAt: 1000, count: 1 });
    expect(failedAt(1000, 2000, 3000)).toEqual({ since: 1000, lastAt: 3000, count: 3 });
  });

  it('ends with a success', () => {
    expect(continueStreak(failedAt(1, 2), { isSuccess: true, at: 3 })).toBeNull();
  });

  it('begins anew after ten days without an attempt', () => {
    expect(failedAt(0, 240 * HOUR)).toMatchObject({ since: 0, count: 2 });
    expect(failedAt(0, 240 * HOUR + 1)).toMatchObject({ since: 240 * HOUR + 1, count: 1 });
  });

  it('lasts where an endpoint hears of something every third day, and each time in vain', () => {
    const tries = [0, 72, 144].flatMap((hour) => [hour * HOUR, (hour + 27) * HOUR]);
    expect(isLastingFailure(failedAt(...tries), 120 * HOUR)).toBe(true);
  });

  it('does not go back in time for a result that comes late', () => {
    expect(failedAt(5000, 4000)).toEqual({ since: 5000, lastAt: 5000, count: 2 });
  });

  it('is lasting only after the given time, and never by a single failure', () => {
    const streak = failedAt(0, 10 * HOUR, 20 * HOUR);
    expect(isLastingFailure(streak, 20 * HOUR)).toBe(true);
    expect(isLastingFailure(streak, 20 * HOUR + 1)).toBe(false);
    expect(isLastingFailure(failedAt(0), 0)).toBe(false);
    expect(isLastingFailure(null, 0)).toBe(false);
  });

  it('never lasts longer than the failures since the last success', () => {
    const attempts = fc.array(
      fc.record({ isSuccess: fc.boolean(), afterMs: fc.integer({ min: 0, max: 30 * HOUR }) }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(attempts, (steps) => {
        let at = 0;
        let streak: FailureStreak | null = null;
        let firstFailure: number | null = null;
        for (const { isSuccess, afterMs } of steps) {
          at += afterMs;
          streak = continueStreak(streak, { isSuccess, at });
          firstFailure = isSuccess ? null : (firstFailure ?? at);
          expect(streak === null).toBe(isSuccess);
          if (streak) {
            expect(streak.since).toBeGreaterThanOrEqual(firstFailure ?? Infinity);
            expect(streak.lastAt).toBe(at);
          }
        }
      }),
    );
  });
});
