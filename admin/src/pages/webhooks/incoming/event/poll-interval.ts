import type { EventDetail } from '../../../../api/incoming-contracts';

const SHORTEST_MS = 3_000;
const LONGEST_MS = 60_000;

/**
 * How long the page of an event waits before it asks again, in ms; 0, which is never, for one that has ended. Its body may
 * hold megabytes and its next try be hours off, so one that waits is asked for when it is due, and the seldomer the longer
 * it has been: its source may be turned off.
 *
 * @param nowMs milliseconds since 1970
 */
export const pollIntervalMs = (
  event: Pick<EventDetail, 'state' | 'nextAttemptAt'> | undefined,
  nowMs: number,
): number => {
  if (!event || event.state === 'running') return SHORTEST_MS;
  if (event.nextAttemptAt === null) return 0;
  const awayMs = Math.abs(Date.parse(event.nextAttemptAt) - nowMs);
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, awayMs));
};
