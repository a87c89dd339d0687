import type { Publication } from '../entries/publication';
import type { Writing } from '../entries/writing';
import type { FieldMapping } from '../mapping/field-mapping';
import type { Policy } from '../plan/policy';
import type { FailureStop } from '../runs/failure-stop';
import type { CronTimes } from '../schedule/cron';

export interface StoredSchedule extends CronTimes {
  /** What happens about slots that were due while Strapi was down. */
  missed: 'run-once' | 'skip';
  /** Since when it is followed, in milliseconds since 1970. */
  since: number;
}

/** A row of the content type `sync-job`. */
export interface JobRecord {
  id: number;
  documentId: string;
  name: string;
  connectionId: number;
  resource: string;
  contentType: string;
  locale: string | null;
  direction: Policy['direction'];
  mapping: FieldMapping[];
  matchField: string | null;
  strategy: Policy['strategy'];
  deletes: Policy['deletes'];
  brake: Policy['brake'];
  filter: Record<string, string>;
  batchSize: number;
  /** Null of a job from before there was a choice. */
  publication: Publication | null;
  /** Null of a job from before there was a choice. */
  writing: Writing | null;
  schedule: StoredSchedule | null;
  wholeEveryHours: number | null;
  failureStop: FailureStop;
  followsChanges: boolean;
  isActive: boolean;
  createdAt: string;
  updatedAt: string;
}
