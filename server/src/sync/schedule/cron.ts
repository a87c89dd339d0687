import { Cron } from 'croner';

/** When something falls due again and again. */
export interface CronTimes {
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  cron: string;
  /** An IANA name: `Europe/Paris`. */
  timeZone: string;
}

/** A schedule that cannot be; the message is for whoever has entered it. */
export class ScheduleError extends Error {
  readonly code = 'schedule';

  constructor(
    readonly field: keyof CronTimes,
    message: string,
  ) {
    super(message);
  }
}

const LONGEST_CRON = 100;

/**
 * Reads a schedule. Five fields alone, so that nothing falls due more than once a minute. In the night in which clocks go
 * forward, what is due within the hour that is left out falls due right after it; where they go back, the hour that comes
 * twice counts once, also for what is due every quarter of an hour.
 *
 * @throws {ScheduleError} also for what never falls due, such as the 31st of February
 */
export function readCron({ cron, timeZone }: CronTimes): Cron {
  if (!isTimeZone(timeZone)) throw new ScheduleError('timeZone', 'There is no such time zone.');
  const text = cron.trim();
  if (text.length > LONGEST_CRON) {
    throw new ScheduleError('cron', `A schedule has at most ${LONGEST_CRON} characters.`);
  }
  const times = parse(text, timeZone);
  if (times.nextRun() === null) {
    throw new ScheduleError('cron', 'This never falls due: there is no such day.');
  }
  return times;
}

function parse(text: string, timezone: string): Cron {
  try {
    return new Cron(text, { timezone, mode: '5-part', paused: true });
  } catch {
    throw new ScheduleError(
      'cron',
      'Enter five fields: minute, hour, day of the month, month and day of the week, such as "0 3 * * 1".',
    );
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name !== '';
  } catch {
    return false;
  }
}

/** How many moments more are looked at: those of the hour that clocks leave out come twice, and not in their order. */
const MORE = 8;

/** The next moments after a time, in milliseconds since 1970; fewer where there are no more. */
export function nextTimes(times: Cron, after: number, count: number): number[] {
  const moments = times.nextRuns(count + MORE, new Date(after)).map((moment) => moment.getTime());
  return [...new Set(moments)].sort((a, b) => a - b).slice(0, count);
}

/** The newest moment at or before a time; null if there is none. */
export function lastTime(times: Cron, at: number): number | null {
  // The moment itself counts, and the library looks strictly before.
  const moments = times.previousRuns(1 + MORE, new Date(at + 1000)).map((one) => one.getTime());
  const past = moments.filter((moment) => moment <= at);
  return past.length > 0 ? Math.max(...past) : null;
}
