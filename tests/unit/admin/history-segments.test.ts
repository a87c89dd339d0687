import type { ConnectionStatus, StatusChange } from '../../../admin/src/api/connection-contracts';
import {
  historySegments,
  workingShareOf,
} from '../../../admin/src/pages/connections/connection/history-segments';

const at = (hour: number) => new Date(Date.UTC(2026, 2, 1, hour)).toISOString();
const NOW = Date.parse(at(20));

/** Changes at these hours, given in their order and returned the newest first, as the server lists them. */
const history = (...changes: [hour: number, status: ConnectionStatus][]): StatusChange[] =>
  changes.map(([hour, status], id) => ({ id, status, reason: null, at: at(hour) })).reverse();

const shown = (changes: StatusChange[]) =>
  historySegments(changes, NOW).map(({ status, from, to }) => [status, from, to]);

describe('the history of a connection over time', () => {
  it('goes from the oldest change on record until now, without a gap', () => {
    expect(shown(history([4, 'connected'], [8, 'error'], [9, 'connected']))).toEqual([
      ['connected', at(4), at(8)],
      ['error', at(8), at(9)],
      ['connected', at(9), at(20)],
    ]);
  });

  it('another reason for the same status begins no new stretch', () => {
    expect(shown(history([4, 'error'], [8, 'error'], [9, 'connected']))).toEqual([
      ['error', at(4), at(9)],
      ['connected', at(9), at(20)],
    ]);
  });

  it('a change that the clock of the browser does not know of yet takes no time', () => {
    const [segment] = historySegments(history([21, 'connected']), NOW);
    expect(segment).toMatchObject({ from: at(21), to: at(21), durationMs: 0 });
  });

  it('tells in which part of the time it worked', () => {
    const segments = historySegments(history([10, 'connected'], [15, 'error']), NOW);
    expect(workingShareOf(segments)).toBe(0.5);
    expect(workingShareOf(historySegments([], NOW))).toBeNull();
  });

  it('a time for which it was disconnected on purpose counts neither way', () => {
    const changes = history(
      [4, 'connected'],
      [8, 'disconnected'],
      [16, 'connected'],
      [19, 'error'],
    );
    expect(workingShareOf(historySegments(changes, NOW))).toBe(7 / 8);
    expect(workingShareOf(historySegments(history([4, 'disconnected']), NOW))).toBeNull();
  });
});
