/** So many files in a row … */
const MOST_FAILURES = 3;
/** … and a host is left alone for so long. */
const REST_MS = 60_000;
/** Each may have taken minutes: after so many no host is asked any more. */
const MOST_TIMEOUTS = 5;

/**
 * Knows which hosts do not answer, so that a run does not wait for each of a thousand files of one that is down, nor for each
 * of a thousand hosts that only pretend to send something.
 *
 * @param now milliseconds since 1970
 */
export function createHostPatience(now: () => number) {
  const failures = new Map<string, { count: number; restUntil: number }>();
  let timeouts = 0;

  function failed(host: string): void {
    const count = (failures.get(host)?.count ?? 0) + 1;
    const restUntil = count >= MOST_FAILURES ? now() + REST_MS : 0;
    failures.set(host, { count, restUntil });
  }

  return {
    isResting: (host: string): boolean =>
      timeouts >= MOST_TIMEOUTS || (failures.get(host)?.restUntil ?? 0) > now(),

    /** It has answered, whatever that was. */
    answered(host: string): void {
      failures.delete(host);
    },

    failed,

    /** It has let its whole time pass. */
    timedOut(host: string): void {
      timeouts += 1;
      failed(host);
    },
  };
}
