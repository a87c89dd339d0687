import type { Lookup } from './guarded-agent';

/** A slow failure is remembered for so many times as long as it took … */
const MEMORY_PER_WAIT = 3;
/** … and at the longest for so long. */
const LONGEST_MEMORY_MS = 30_000;
/** An answer within this time costs nobody anything, so that a name that begins to exist is found at once. */
const QUICK_MS = 1_000;

/**
 * Asks for each name once at a time, and for one whose name servers do not answer not again at once. The system's resolver
 * works on two threads for the whole process: a hundred connections to one dead name would keep every other name waiting
 * for minutes.
 *
 * @param now milliseconds on a clock that only goes forward
 */
export function createSharedLookup(lookup: Lookup, now: () => number): Lookup {
  const underWay = new Map<string, ReturnType<Lookup>>();
  const failures = new Map<string, { error: unknown; until: number }>();

  async function ask(hostname: string) {
    const startedAt = now();
    try {
      const addresses = await lookup(hostname);
      failures.delete(hostname);
      return addresses;
    } catch (error) {
      const tookMs = now() - startedAt;
      if (tookMs > QUICK_MS) {
        const memoryMs = Math.min(LONGEST_MEMORY_MS, tookMs * MEMORY_PER_WAIT);
        failures.set(hostname, { error, until: now() + memoryMs });
      }
      throw error;
    } finally {
      underWay.delete(hostname);
    }
  }

  return async (hostname) => {
    const failure = failures.get(hostname);
    if (failure && now() < failure.until) throw failure.error;
    failures.delete(hostname);
    const asked = underWay.get(hostname) ?? ask(hostname);
    underWay.set(hostname, asked);
    return asked;
  };
}
