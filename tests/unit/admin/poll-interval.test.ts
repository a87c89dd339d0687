import { pollIntervalMs } from '../../../admin/src/pages/webhooks/incoming/event/poll-interval';

const NOW = Date.parse('2026-01-31T09:30:00.000Z');
const MINUTE_MS = 60_000;
const waitingFor = (ms: number) =>
  ({ state: 'pending', nextAttemptAt: new Date(NOW + ms).toISOString() }) as const;

it.each([
  ['is due', 0, 3_000],
  ['is due in two seconds', 2_000, 3_000],
  ['is due in twenty seconds', 20_000, 20_000],
  ['is due in ten hours', 600 * MINUTE_MS, MINUTE_MS],
  ['was due twenty seconds ago', -20_000, 20_000],
  ['was due an hour ago', -60 * MINUTE_MS, MINUTE_MS],
])('an event that %s is asked for again in time, and no more often', (_name, ms, expected) => {
  expect(pollIntervalMs(waitingFor(ms), NOW)).toBe(expected);
});

it('an event is asked for often while its actions run, and no more once it has ended', () => {
  expect(pollIntervalMs({ state: 'running', nextAttemptAt: null }, NOW)).toBe(3_000);
  expect(pollIntervalMs(undefined, NOW)).toBe(3_000);
  for (const state of ['succeeded', 'failed', 'cancelled', 'quarantined', 'refused'] as const) {
    expect(pollIntervalMs({ state, nextAttemptAt: null }, NOW)).toBe(0);
  }
});
