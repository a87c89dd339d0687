/** What an endpoint may have under way at the most, as a part of the concurrency … */
const LARGEST_SHARE = 4;
/** … and before its receiver has answered anything, though some in any case. */
const FIRST_SHARE = 16;
const FIRST_AT_LEAST = 4;

/**
 * How many deliveries to one endpoint may be under way at once in this process: few at first, one more for every answer, few
 * again when one fails to come. A receiver that hangs keeps a slot until the deadline, so four of them with a quarter of the
 * slots each would stop all the others.
 */
export function createInFlightCaps(concurrency: number) {
  const largest = Math.max(1, Math.floor(concurrency / LARGEST_SHARE));
  const first = Math.min(largest, Math.max(FIRST_AT_LEAST, Math.floor(concurrency / FIRST_SHARE)));
  const caps = new Map<number, number>();

  return {
    of: (endpointId: number): number => caps.get(endpointId) ?? first,

    /** @param isAnswered whether the receiver answered, whatever it said */
    observe(endpointId: number, isAnswered: boolean): void {
      if (!isAnswered) caps.delete(endpointId);
      else caps.set(endpointId, Math.min(largest, (caps.get(endpointId) ?? first) + 1));
    },
  };
}
