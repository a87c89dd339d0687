import {
  checkSchedule,
  cronOf,
  RHYTHMS,
  toSchedule,
  toScheduleForm,
  withRhythm,
  type ScheduleForm,
} from '../../../admin/src/pages/sync/form/schedule-form';
import { timeZones } from '../../../admin/src/pages/sync/form/time-zones';

const ZONE = 'Europe/Paris';
const begun = toScheduleForm(null, ZONE);

describe('a schedule as it is chosen', () => {
  it('begins by hand, in the time zone of the browser', () => {
    expect(begun.rhythm).toBe('by-hand');
    expect(toSchedule(begun)).toBeNull();
    expect(begun.timeZone).toBe(ZONE);
  });

  it.each<[Partial<ScheduleForm>, string]>([
    [{ rhythm: 'quarter-hour' }, '*/15 * * * *'],
    [{ rhythm: 'hourly' }, '0 * * * *'],
    [{ rhythm: 'daily', time: '08:05' }, '5 8 * * *'],
    [{ rhythm: 'weekly', time: '23:00', weekday: 0 }, '0 23 * * 0'],
    [{ rhythm: 'custom', cron: ' 0  8 1 * * ' }, '0 8 1 * *'],
  ])('%j is %s, and is known again', (changes, cron) => {
    const form = { ...begun, ...changes };
    const schedule = toSchedule(form);
    expect(schedule).toEqual({ cron, timeZone: ZONE, missed: 'run-once' });
    const loaded = toScheduleForm(schedule, 'UTC');
    expect(loaded).toMatchObject({ ...changes, ...(changes.cron !== undefined && { cron }) });
    expect(loaded.timeZone).toBe(ZONE);
    expect(cronOf(loaded)).toBe(cron);
  });

  it.each(['0 8 * * 1-5', '70 8 * * *', '0 25 * * *', '*/5 * * * *', '0 8 1 * 1'])(
    '%s is a text of one’s own',
    (cron) => {
      const form = toScheduleForm({ cron, timeZone: ZONE, missed: 'skip' }, 'UTC');
      expect(form).toMatchObject({ rhythm: 'custom', cron, missed: 'skip' });
    },
  );

  it('a text of one’s own begins as what was chosen before, and is kept', () => {
    const daily = { ...begun, rhythm: 'daily' as const, time: '06:30' };
    const custom = withRhythm(daily, 'custom');
    expect(custom.cron).toBe('30 6 * * *');
    const changed = { ...custom, cron: '0 6 * * *' };
    expect(withRhythm(withRhythm(changed, 'hourly'), 'custom').cron).toBe('0 6 * * *');
  });
});

describe('what keeps a schedule from being stored', () => {
  it('nothing, where it is complete', () => {
    const complete = { ...begun, cron: '0 8 * * 1' };
    for (const rhythm of RHYTHMS) expect(checkSchedule({ ...complete, rhythm })).toEqual({});
  });

  it.each<[Partial<ScheduleForm>, string]>([
    [{ rhythm: 'daily', time: '' }, 'schedule.time'],
    [{ rhythm: 'weekly', time: '24:00' }, 'schedule.time'],
    [{ rhythm: 'custom', cron: '0 8 * *' }, 'schedule.cron'],
    [{ rhythm: 'custom', cron: '' }, 'schedule.cron'],
    [{ rhythm: 'hourly', timeZone: '' }, 'schedule.timeZone'],
  ])('%j: %s', (changes, path) => {
    expect(Object.keys(checkSchedule({ ...begun, ...changes }))).toEqual([path]);
  });
});

it('the time zones hold the one that is stored, which this browser may not know', () => {
  expect(timeZones('Etc/Unknown')).toEqual(expect.arrayContaining(['UTC', ZONE, 'Etc/Unknown']));
});
