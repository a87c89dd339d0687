/** An unbroken row of failures at one endpoint. Times are milliseconds since 1970. */
export interface FailureStreak {
  since: number;
  lastAt: number;
  count: number;
}

/**
 * A longer silence between two failures says nothing about the time in between: the streak starts anew. Long enough for an
 * endpoint that hears of something once a week, and for one that asks for a day between two tries.
 */
export const LONGEST_GAP_MS = 10 * 24 * 60 * 60 * 1000;

/**
 * What the streak is after one more attempt.
 *
 * @returns null after a success
 */
export function continueStreak(
  streak: FailureStreak | null,
  attempt: { isSuccess: boolean; at: number },
): FailureStreak | null {
  if (attempt.isSuccess) return null;
  if (!streak || attempt.at - streak.lastAt > LONGEST_GAP_MS) {
    return { since: attempt.at, lastAt: attempt.at, count: 1 };
  }
  return {
    since: streak.since,
    lastAt: Math.max(streak.lastAt, attempt.at),
    count: streak.count + 1,
  };
}

/** Whether an endpoint has failed for so long, without a single success, that it is to be turned off. */
export function isLastingFailure(streak: FailureStreak | null, disableAfterMs: number): boolean {
  return streak !== null && streak.count > 1 && streak.lastAt - streak.since >= disableAfterMs;
}
