/** So many files in a row … */
const MOST_FAILURES = 3;
/** … and a host is left alone for so long. */
const REST_MS = 60_000;

/**
 * Knows which hosts do not answer, so that a run does not wait for each of a thousand files of one that is down.
 *
 * @param now milliseconds since 1970
 */
export function createHostPatience(now: () => number) {
  const failures = new Map<string, { count: number; restUntil: number }>();

  return {
    isResting: (host: string): boolean => (failures.get(host)?.restUntil ?? 0) > now(),

    /** It has answered, whatever that was. */
    answered(host: string): void {
      failures.delete(host);
    },

    failed(host: string): void {
      const count = (failures.get(host)?.count ?? 0) + 1;
      const restUntil = count >= MOST_FAILURES ? now() + REST_MS : 0;
      failures.set(host, { count, restUntil });
    },
  };
}
