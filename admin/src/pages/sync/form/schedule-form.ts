import type { Schedule } from '../../../api/sync-contracts';
import type { TextKey } from '../../../hooks/use-text';

/** How often a job runs, as it is chosen; `custom` is a cron text of one's own. */
export const RHYTHMS = ['by-hand', 'quarter-hour', 'hourly', 'daily', 'weekly', 'custom'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/** A schedule as it is edited. What its rhythm does not need is kept, so that choosing another one and back loses nothing. */
export interface ScheduleForm {
  rhythm: Rhythm;
  /** `08:30`. */
  time: string;
  /** 0 for Sunday to 6. */
  weekday: number;
  cron: string;
  /** An IANA name. */
  timeZone: string;
  missed: Schedule['missed'];
}

const QUARTER_HOUR = '*/15 * * * *';
const HOURLY = '0 * * * *';
const DAILY = /^(\d{1,2}) (\d{1,2}) \* \* ([0-6]|\*)$/;

const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** `8`, `5` as `08:05`. */
const timeOf = (hour: number, minute: number): string =>
  [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');

/** The cron text of what was chosen; null for a job that runs by hand only. */
export const cronOf = ({ rhythm, time, weekday, cron }: ScheduleForm): string | null => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  switch (rhythm) {
    case 'by-hand':
      return null;
    case 'quarter-hour':
      return QUARTER_HOUR;
    case 'hourly':
      return HOURLY;
    case 'daily':
      return `${minute} ${hour} * * *`;
    case 'weekly':
      return `${minute} ${hour} * * ${weekday}`;
    case 'custom':
      return cron.trim().replace(/\s+/g, ' ');
  }
};

const withDay = (form: ScheduleForm, cron: string): ScheduleForm | null => {
  const match = DAILY.exec(cron);
  if (!match) return null;
  const time = timeOf(Number(match[2]), Number(match[1]));
  if (!isTime(time)) return null;
  return match[3] === '*'
    ? { ...form, rhythm: 'daily', time }
    : { ...form, rhythm: 'weekly', time, weekday: Number(match[3]) };
};

/**
 * A stored schedule, ready to be edited.
 *
 * @param timeZone of one that is begun
 */
export const toScheduleForm = (schedule: Schedule | null, timeZone: string): ScheduleForm => {
  const form: ScheduleForm = {
    rhythm: 'by-hand',
    time: '08:00',
    weekday: 1,
    cron: '',
    timeZone: schedule?.timeZone ?? timeZone,
    missed: schedule?.missed ?? 'run-once',
  };
  if (!schedule) return form;
  const { cron } = schedule;
  if (cron === QUARTER_HOUR) return { ...form, rhythm: 'quarter-hour' };
  if (cron === HOURLY) return { ...form, rhythm: 'hourly' };
  return withDay(form, cron) ?? { ...form, rhythm: 'custom', cron };
};

/** What is stored; null for a job that runs by hand only. */
export const toSchedule = (form: ScheduleForm): Schedule | null => {
  const cron = cronOf(form);
  return cron === null ? null : { cron, timeZone: form.timeZone, missed: form.missed };
};

/** The form with another rhythm. A cron text of one's own begins as what was chosen before. */
export const withRhythm = (form: ScheduleForm, rhythm: Rhythm): ScheduleForm => ({
  ...form,
  rhythm,
  ...(rhythm === 'custom' && form.cron === '' && { cron: cronOf(form) ?? '' }),
});

/** What keeps a schedule from being stored, as texts by field. Whether a cron text falls due at all, the server knows. */
export const checkSchedule = (form: ScheduleForm): Record<string, TextKey> => {
  const { rhythm, time, cron, timeZone } = form;
  const problems: Record<string, TextKey> = {};
  if (rhythm === 'by-hand') return problems;
  if ((rhythm === 'daily' || rhythm === 'weekly') && !isTime(time))
    problems['schedule.time'] = 'sync.when.time-invalid';
  if (rhythm === 'custom' && cron.trim().split(/\s+/).length !== 5)
    problems['schedule.cron'] = 'sync.when.cron-invalid';
  if (timeZone === '') problems['schedule.timeZone'] = 'sync.when.zone-required';
  return problems;
};
