import { createScheduler, type ScheduledJob } from '../../../../server/src/sync/schedule/scheduler';
import { recordingLogger } from '../../../support/recording-logger';

const HOUR = 3_600_000;
const NOON = Date.parse('2026-11-27T12:00:00Z');

function setUp(job: Partial<ScheduledJob> = {}, taken: [number, number][] = []) {
  const begun: [string, number, number][] = [];
  const clock = { now: NOON };
  const jobs: ScheduledJob[] = [
    { id: 1, cron: '0 * * * *', timeZone: 'UTC', missed: 'run-once', since: 0, ...job },
  ];
  const scheduler = createScheduler({
    findJobs: () => Promise.resolve(jobs),
    findLastSlots: () => Promise.resolve(new Map(taken)),
    start: (id, slot) => Promise.resolve(void begun.push(['start', id, slot])),
    skip: (id, slot) => Promise.resolve(void begun.push(['skip', id, slot])),
    now: () => clock.now,
    log: recordingLogger(),
  });
  return { scheduler, begun, clock, jobs };
}

it('begins what is due, and says when it looks again', async () => {
  const { scheduler, begun } = setUp();
  expect(await scheduler.tick()).toBe(NOON + 15_000);
  expect(begun).toEqual([['start', 1, NOON]]);
});

it('looks again when the next one falls due', async () => {
  const { scheduler, clock } = setUp({}, [[1, NOON]]);
  clock.now = NOON + HOUR - 4_000;
  expect(await scheduler.tick()).toBe(NOON + HOUR);
});

it.each<[string, Partial<ScheduledJob>, [number, number][]]>([
  ['that was taken', {}, [[1, NOON]]],
  ['from before there was the schedule', { since: NOON }, []],
])('leaves a slot alone %s', async (_name, job, taken) => {
  const { scheduler, begun } = setUp(job, taken);
  await scheduler.tick();
  expect(begun).toEqual([]);
});

it.each<[ScheduledJob['missed'], string]>([
  ['run-once', 'start'],
  ['skip', 'skip'],
])('of many slots that were missed the newest counts: %s', async (missed, what) => {
  const { scheduler, begun, clock } = setUp({ missed }, [[1, NOON]]);
  clock.now = NOON + 50 * HOUR + 10 * 60_000;
  await scheduler.tick();
  expect(begun).toEqual([[what, 1, NOON + 50 * HOUR]]);
});

it('follows the other schedules where one cannot be read', async () => {
  const { scheduler, begun, jobs } = setUp({ cron: 'no schedule' });
  jobs.push({ id: 2, cron: '0 * * * *', timeZone: 'UTC', missed: 'skip', since: 0 });
  await scheduler.tick();
  expect(begun).toEqual([['start', 2, NOON]]);
});
