import fc from 'fast-check';

import { LOOK_BACK_MS, sinceOf } from '../../../../server/src/sync/runs/run-scope';

const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;
const job = { wholeEveryHours: 24, updatedAt: new Date(0).toISOString() };
const before = { last: { listedAt: NOW - HOUR }, lastWhole: { startedAt: NOW - 2 * HOUR } };

it('lists what was changed since the listing before began, and a while more', () => {
  expect(sinceOf(job, before, NOW)).toBe(NOW - HOUR - LOOK_BACK_MS);
});

it.each<[string, Partial<typeof job>, object]>([
  ['the job wants it so', { wholeEveryHours: null as never }, {}],
  ['nothing was listed before', {}, { last: null }],
  ['everything never was', {}, { lastWhole: null }],
  ['it is due again', {}, { lastWhole: { startedAt: NOW - 24 * HOUR } }],
  ['the job is another one now', { updatedAt: new Date(NOW - HOUR).toISOString() }, {}],
])('lists everything where %s', (_name, changes, other) => {
  expect(sinceOf({ ...job, ...changes }, { ...before, ...other }, NOW)).toBeNull();
});

const SECOND = 1_000;
const times = fc.integer({ min: 0, max: 10 * HOUR });

/**
 * A service whose clock is off, which shows a change some time after the moment that it gives it, and which is changed while
 * it is listed: every change is seen by some run.
 */
it('misses no change, whatever the clock of the service says and whenever it shows it', () => {
  fc.assert(
    fc.property(
      fc.record({
        skewMs: fc.integer({ min: -48 * HOUR, max: 48 * HOUR }),
        changes: fc.array(
          fc.record({
            madeAt: times,
            shownAfterMs: fc.integer({ min: 0, max: LOOK_BACK_MS - SECOND }),
          }),
          { minLength: 1, maxLength: 30 },
        ),
        runs: fc.array(times, { minLength: 1, maxLength: 8 }),
        /** How long a listing takes, and where in it a record is read. */
        listingMs: fc.integer({ min: 0, max: 5 * HOUR }),
        readAt: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
      ({ skewMs, changes, runs, listingMs, readAt }) => {
        const seen = new Set<number>();
        let last: { listedAt: number } | null = null;
        let at = 0;
        for (const startedAt of [...runs.sort((a, b) => a - b), 20 * HOUR]) {
          // One run at a time.
          at = Math.max(at, startedAt);
          const since = sinceOf(
            { ...job, wholeEveryHours: 1_000 },
            { last, lastWhole: last && { startedAt: 1 } },
            at,
          );
          for (const [index, { madeAt, shownAfterMs }] of changes.entries()) {
            const isShown = madeAt + shownAfterMs <= at + readAt * listingMs;
            if (isShown && (since === null || madeAt + skewMs >= since)) seen.add(index);
          }
          // Headers tell whole seconds.
          last = { listedAt: Math.floor((at + skewMs) / SECOND) * SECOND };
          at += listingMs;
        }
        expect(seen.size).toBe(changes.length);
      },
    ),
  );
});
