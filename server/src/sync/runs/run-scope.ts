import type { JobRecord } from '../jobs/job-record';
import type { RunRecord } from './run-record';

const HOUR_MS = 3_600_000;
/**
 * What was changed so long before the last listing began is listed once more: a service may show a change some time after
 * the moment that it gives it, its machines need not have the same time, and one that was seen already does no harm.
 */
export const LOOK_BACK_MS = 10 * 60_000;

interface Before {
  /** The newest run that has listed all, or all that was changed; null if none has come to its end. */
  last: Pick<RunRecord, 'listedAt'> | null;
  /** The newest that has listed all. */
  lastWhole: Pick<RunRecord, 'startedAt'> | null;
}

/**
 * From when on changes are listed, in milliseconds since 1970 on the clock of the service; null where everything is: the job
 * wants it so, it is due again, or the job is another one than it was.
 */
export function sinceOf(
  { wholeEveryHours, updatedAt }: Pick<JobRecord, 'wholeEveryHours' | 'updatedAt'>,
  { last, lastWhole }: Before,
  now: number,
): number | null {
  if (wholeEveryHours === null || last?.listedAt == null || !lastWhole) return null;
  const isDue = now - lastWhole.startedAt >= wholeEveryHours * HOUR_MS;
  const isOther = new Date(updatedAt).getTime() > lastWhole.startedAt;
  return isDue || isOther ? null : last.listedAt - LOOK_BACK_MS;
}
