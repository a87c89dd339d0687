import {
  lastTime,
  nextTimes,
  readCron,
  ScheduleError,
} from '../../../../server/src/sync/schedule/cron';

const at = (text: string) => Date.parse(text);
const shown = (times: number[]) => times.map((ms) => new Date(ms).toISOString());

describe('a schedule that cannot be is refused', () => {
  it.each<[string, string, string, RegExp]>([
    ['a text of 10 kB', '* '.repeat(5_000), 'UTC', /at most 100 characters/],
    ['a day that never comes', '0 0 31 2 *', 'UTC', /never falls due/],
    ['a zone that is none', '0 3 * * *', 'Mars/Olympus', /no such time zone/],
    ['no zone', '0 3 * * *', '', /no such time zone/],
    ['seconds', '*/10 * * * * *', 'UTC', /five fields/],
    ['too few fields', '0 3 *', 'UTC', /five fields/],
    ['words', 'every day', 'UTC', /five fields/],
    ['an hour that is none', '0 25 * * *', 'UTC', /five fields/],
    ['nothing', '', 'UTC', /five fields/],
  ])('%s', (_name, cron, timeZone, message) => {
    const startedAt = performance.now();
    const read = () => readCron({ cron, timeZone });
    expect(read).toThrow(ScheduleError);
    expect(read).toThrow(message);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

it('falls due by the clock of its zone', () => {
  const times = readCron({ cron: '30 6 * * 1-5', timeZone: 'America/New_York' });
  expect(shown(nextTimes(times, at('2026-11-27T12:00:00Z'), 2))).toEqual([
    '2026-11-30T11:30:00.000Z',
    '2026-12-01T11:30:00.000Z',
  ]);
});

describe('when the clocks change', () => {
  const paris = { timeZone: 'Europe/Paris' };

  it('what is due in the hour that is left out falls due once that night', () => {
    const times = readCron({ cron: '30 2 * * *', ...paris });
    const around = shown(nextTimes(times, at('2027-03-26T12:00:00Z'), 3));
    expect(around).toEqual([
      '2027-03-27T01:30:00.000Z',
      '2027-03-28T01:30:00.000Z',
      '2027-03-29T00:30:00.000Z',
    ]);
  });

  it('what is due in the hour that comes twice falls due once that night', () => {
    const times = readCron({ cron: '30 2 * * *', ...paris });
    const around = shown(nextTimes(times, at('2026-10-23T12:00:00Z'), 3));
    expect(around).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it.each([
    ['goes on in the night of spring', '2027-03-28T00:00:00Z', 15],
    ['rests while the hour comes a second time', '2026-10-25T00:00:00Z', 75],
  ])('what is due every quarter of an hour %s', (_name, night, longestMinutes) => {
    const times = readCron({ cron: '*/15 * * * *', ...paris });
    const moments = nextTimes(times, at(night), 12);
    const gaps = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0));
    expect(Math.max(...gaps) / 60_000).toBe(longestMinutes);
    expect(Math.min(...gaps) / 60_000).toBe(15);
  });
});

describe('the newest moment', () => {
  const times = readCron({ cron: '0 * * * *', timeZone: 'UTC' });

  it.each([
    ['2026-11-27T12:00:00.000Z', '2026-11-27T12:00:00.000Z'],
    ['2026-11-27T12:00:00.001Z', '2026-11-27T12:00:00.000Z'],
    ['2026-11-27T11:59:59.999Z', '2026-11-27T11:00:00.000Z'],
  ])('at %s is %s', (now, expected) => {
    expect(lastTime(times, at(now))).toBe(at(expected));
  });
});
