import type { AttemptResult } from './deliver';

/** What an endpoint may have under way at the most, as a part of the concurrency … */
const LARGEST_SHARE = 4;
/** … and before its receiver has answered anything: eight of 512, so that fifty dead receivers leave a hundred slots. */
const FIRST_SHARE = 64;
/** A try without an answer that took so long has kept others from its slot. Half of the shortest `webhooks.timeout`. */
const HUNG_AFTER_MS = 500;

/**
 * How many deliveries to one endpoint may be under way at once in this process. A receiver that hangs keeps a slot until the
 * deadline, so one that is not known begins with few. Each answer adds as many again: one that answers has its quarter of
 * 512 after two rounds (8, 72, 128). Each try that hangs halves them, down to one. One that fails at once, as where
 * the connection is refused, holds up nobody and changes nothing; down to one, it would be claimed row by row.
 */
export function createInFlightCaps(concurrency: number) {
  const largest = Math.max(1, Math.floor(concurrency / LARGEST_SHARE));
  const first = Math.max(1, Math.floor(concurrency / FIRST_SHARE));
  const caps = new Map<number, number>();
  const of = (endpointId: number): number => caps.get(endpointId) ?? first;

  return {
    of,

    /** Learns from a try how its receiver does. An answer counts whatever it says. */
    observe(
      endpointId: number,
      { statusCode, durationMs }: Pick<AttemptResult['attempt'], 'statusCode' | 'durationMs'>,
    ): void {
      const cap = of(endpointId);
      if (statusCode !== null) caps.set(endpointId, Math.min(largest, cap + first));
      else if (durationMs >= HUNG_AFTER_MS) caps.set(endpointId, Math.max(1, Math.floor(cap / 2)));
    },
  };
}
