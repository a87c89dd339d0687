import type { ConnectionStatus, StatusChange } from '../../../api/connection-contracts';

export interface HistorySegment {
  /** Of the change that it began with. */
  id: number;
  status: ConnectionStatus;
  /** ISO 8601. */
  from: string;
  to: string;
  durationMs: number;
}

/**
 * The stretches of one status each, the oldest first: from the oldest change given until now, as nothing is known of the time
 * before. Changes of the reason alone do not part a stretch.
 *
 * @param changes the newest first
 */
export const historySegments = (changes: StatusChange[], now: number): HistorySegment[] => {
  const oldestFirst = [...changes].reverse();
  const starts = oldestFirst.filter(
    ({ status }, index) => status !== oldestFirst[index - 1]?.status,
  );
  return starts.map(({ id, status, at }, index) => {
    const from = Date.parse(at);
    // The clock of the browser may be behind the one that wrote the change.
    const to = Math.max(from, Date.parse(starts[index + 1]?.at ?? new Date(now).toISOString()));
    return { id, status, from: at, to: new Date(to).toISOString(), durationMs: to - from };
  });
};

/**
 * The part of the time in which the connection worked, from 0 to 1; null while no time has passed. While it was disconnected,
 * as somebody wished, it neither worked nor failed.
 */
export const workingShareOf = (segments: HistorySegment[]): number | null => {
  const sumOf = (some: HistorySegment[]) => some.reduce((sum, one) => sum + one.durationMs, 0);
  const wanted = segments.filter(({ status }) => status !== 'disconnected');
  const total = sumOf(wanted);
  return total === 0 ? null : sumOf(wanted.filter((one) => one.status === 'connected')) / total;
};
