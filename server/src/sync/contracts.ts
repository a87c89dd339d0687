/**
 * Request and response types of the admin API of sync, mounted at `/integration-builder/sync`. Points in time are ISO 8601
 * strings, durations milliseconds. Every response body is `{ data, meta? }`; every error body is Strapi's, with a stable
 * `error.details.code`. The panel imports these as types only.
 */
import type {
  MappableContentType,
  MappableField,
  MediaType,
  RelatedType,
} from '../content/contracts';
import type { KeysetMeta } from '../keyset-meta';
import type { ResourceField, ResourceParameter } from '../providers/resources/resource';
import type { Pair } from './apply/apply-ports';
import type { ChangeOutcome } from './apply/change-result';
import type { ConflictState } from './conflicts/conflict-store';
import type { Publication } from './entries/publication';
import type { Writing } from './entries/writing';
import type { Problem } from './jobs/job-rules';
import type { Condition, Constant } from './mapping/condition';
import type { FieldMapping } from './mapping/field-mapping';
import type { Transform } from './mapping/transforms';
import type { Change as PlannedChange, Hold, RunPhase } from './plan/change';
import type { ConflictStrategy, Flow, Policy } from './plan/policy';
import type { Awaited, FieldProblem, Side, Values } from './plan/record-state';
import type { Reference } from './references/reference';
import type { KeptFieldChange } from './runs/change-store';
import type { RunCounts } from './runs/counted-as';
import type { Decision, RunCause, RunKind, RunState } from './runs/run-record';

/** When a job runs by itself. */
export interface Schedule {
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  cron: string;
  /** An IANA name: `Europe/Paris`. */
  timeZone: string;
  /** What happens about runs that were due while Strapi was down: one of them is made up for, or none. */
  missed: 'run-once' | 'skip';
}

/** What a job is set up with. */
export interface JobSettings {
  /** 1 to 100 characters. */
  name: string;
  connectionId: number;
  /** The id of a resource of the connection's service. */
  resource: string;
  contentType: string;
  /** Of entries that have languages; null for others. */
  locale: string | null;
  direction: Policy['direction'];
  mapping: FieldMapping[];
  /** The field by whose value a record and an entry that have never met are known to be the same; null for none. */
  matchField: string | null;
  strategy: ConflictStrategy;
  deletes: Policy['deletes'];
  brake: Policy['brake'];
  /** How the listing of the service is narrowed, in its own words. */
  filter: Record<string, string>;
  /** Changes that are written together, 1 to 1,000. */
  batchSize: number;
  /** Whether entries that have drafts are published once they were written. */
  publication: Publication;
  writing: Writing;
  /** Null for a job without one. */
  schedule: Schedule | null;
  /**
   * Null: every run lists all records. Otherwise only those that were changed since the last one, and all of them at least
   * every so many hours, 1 to 8,760: what was deleted only a whole listing tells.
   */
  wholeEveryHours: number | null;
  /** A run stops where more records than `count` have failed, and more than `percent` of them. */
  failureStop: { count: number; percent: number };
  /** Whether a change of an entry begins a run about it, in a few seconds. Of jobs that send something out. */
  followsChanges: boolean;
  /** False pauses the schedule, and the following of changes. */
  isActive: boolean;
}

/** What create accepts; what is left out has the defaults of the site's configuration. On update the first four stay. */
export type JobInput = Pick<
  JobSettings,
  'name' | 'connectionId' | 'resource' | 'contentType' | 'direction' | 'mapping'
> &
  Partial<JobSettings>;
export type JobChanges = Partial<
  Omit<JobSettings, 'connectionId' | 'resource' | 'contentType' | 'locale'>
>;

export interface Job extends JobSettings {
  id: number;
  documentId: string;
  /** Null once it was deleted. */
  connection: { id: number; name: string; provider: string; providerName: string } | null;
  /** Null where the service has it no longer. */
  resourceName: string | null;
  contentTypeName: string | null;
  /** What keeps the job from running: a field, a type or a connection that is there no longer. */
  problems: Problem[];
  /** When it runs next, at most three; empty without a schedule, or where it is paused. */
  nextRuns: string[];
  createdAt: string;
  updatedAt: string;
}

/** A row of the list. */
export interface JobListItem extends Job {
  lastRun: Run | null;
  /** Conflicts that wait for an answer. */
  openConflictCount: number;
  /** The run whose deletions wait for a person; null if none do. */
  heldRunId: number | null;
}

export interface JobDetail extends JobListItem {
  /** Pairs of a record and an entry that are kept alike. */
  pairCount: number;
  /** What pairs still lack, because what they name is not there yet: of how many, and the first of them. */
  awaited: { pairCount: number; first: (Awaited & Pair)[] };
}

export interface Run {
  id: number;
  jobId: number;
  kind: RunKind;
  state: RunState;
  cause: RunCause;
  phase: RunPhase;
  /** Only what was changed from then on was listed; null where everything was, or single records. */
  since: string | null;
  /** Records looked at so far. */
  examined: number;
  /** How many there probably are, from the run before; null where nobody knows. */
  expected: number | null;
  /** What was done; of a preview, what would be. */
  counts: RunCounts;
  hold: (Omit<Hold, 'kind'> & { decision: Decision | null }) | null;
  /** The preview that is applied, or the run whose deletions are decided about. */
  planId: number | null;
  /** One sentence; also what a run that goes on later waits for. */
  error: string | null;
  startedAt: string;
  finishedAt: string | null;
}

export interface RunDetail extends Run {
  /** Of what the preview has said, how much did not hold any more; null before the end, and where there is none. */
  changedSince: number | null;
  job: Pick<
    Job,
    'id' | 'name' | 'contentType' | 'contentTypeName' | 'locale' | 'resourceName' | 'connection'
  >;
  /** Of a preview that has come to its end: whether nobody has applied it yet. */
  canApply: boolean;
  /** Whether deletions of it wait for a person now. */
  canDecide: boolean;
  /** Whether records of it have failed, and can be looked at once more. */
  canRetry: boolean;
  /** Whether it was stopped, and can be gone on with. */
  canGoOn: boolean;
}

export type ChangeKind = PlannedChange['kind'];

/** What a run has come to about one record; of a preview, what it would do. */
export interface Change {
  id: number;
  kind: ChangeKind;
  outcome: ChangeOutcome;
  /** As what it is counted; null for what only concerns the book-keeping. */
  group: keyof RunCounts | null;
  externalId: string | null;
  documentId: string | null;
  /** Fields that were written at the service, and in Strapi. What is made anew has nothing before. */
  toExternal: KeptFieldChange[];
  toDocument: KeptFieldChange[];
  /** What was left open, because it is not there yet. A later run fills it in. */
  awaited: Awaited[];
  /** What becomes of an entry that is taken away; null for any other change. */
  how: 'delete' | 'unpublish' | null;
  /** Why it failed, or what has changed since. */
  error: string | null;
}

export interface ChangeQuery {
  /** `created`, `updated` and so on, as they are counted. */
  group?: keyof RunCounts;
  cursor?: string;
  /** 1 to 100, default 25. */
  pageSize?: number;
}

/** A field that both sides have changed. */
export interface ConflictField {
  field: string;
  /** What both had when they last agreed; null where they meet for the first time. */
  base: unknown;
  external: unknown;
  document: unknown;
  /** Whose value was taken; null while it waits for a person, and where he has entered another one. */
  winner: Side | null;
  /** What a person has chosen; absent before. */
  chosen?: unknown;
}

export interface Conflict {
  id: number;
  jobId: number;
  jobName: string;
  contentType: string;
  locale: string | null;
  /** Of the other side; null where the connection was deleted. */
  providerName: string | null;
  externalId: string;
  documentId: string;
  fields: ConflictField[];
  /** The side that was deleted while the other was changed, where that is what it is about. */
  gone: Side | null;
  state: ConflictState;
  /** Who has answered, by name; null for the job's own rules. */
  answeredBy: string | null;
  createdAt: string;
  answeredAt: string | null;
}

export interface ConflictQuery {
  jobId?: number;
  state?: ConflictState;
  cursor?: string;
  /** 1 to 100, default 25. */
  pageSize?: number;
}

/** One side's value, or another one. */
export type FieldAnswer = { side: Side } | { value: unknown };

/** An answer to a conflict: field → what counts; where one side is gone, what becomes of the other. */
export type ConflictAnswer =
  | { fields: Record<string, FieldAnswer> }
  /** `keep` leaves what is there, or makes it again where the job writes both ways; `delete` deletes it too. */
  | { survivor: 'keep' | 'delete' };

/** A connection whose service has records to sync. */
export interface SyncSource {
  connectionId: number;
  name: string;
  account: string | null;
  provider: string;
  providerName: string;
  resources: {
    id: string;
    name: string;
    /** Whether records can be written there: read one by one, made and changed. */
    canWrite: boolean;
    canDelete: boolean;
    /** Whether it can be asked for what has changed alone. */
    canListChanges: boolean;
    /** Whether it can be asked whether a record is gone. */
    canVerify: boolean;
    /** What has to be known before its records can be listed; values go into `filter` by these names. */
    parameters: ResourceParameter[];
  }[];
}

/** What the form starts from once it is known what is to be kept alike with what. */
export interface JobDraft {
  fields: ResourceField[];
  contentType: MappableContentType;
  /** Pairs by name and type. */
  mapping: FieldMapping[];
  matchField: string | null;
  defaults: Pick<JobSettings, 'strategy' | 'deletes' | 'brake' | 'batchSize'>;
  isExportEnabled: boolean;
  /** Whether the site's configuration allows expressions in a mapping. */
  areExpressionsEnabled: boolean;
}

/** A real record of the service, and what the mapping makes of it. */
export interface SampleRecord {
  externalId: string;
  /** As the service answered it; cut where it is long. */
  record: unknown;
  /** The entry that it belongs to, by field; null where one would be made. */
  before: Values | null;
  after: Values;
  /** By what the entries that relations lead to are shown: field → what names one → its title. */
  titles: Record<string, Record<string, string>>;
  problems: FieldProblem[];
  /** What would be left open, because it is not there yet. */
  awaited: Awaited[];
}

/** The table of routes: `GET /integration-builder/sync/jobs` and so on. */
export interface Api {
  /** Connections whose service has records to sync, those that work first. */
  'GET /sources': { response: { data: SyncSource[] } };
  'GET /content-types': { response: { data: MappableContentType[] } };
  /** Languages of the site; empty where Strapi's plugin for them is off. */
  'GET /locales': { response: { data: { code: string; name: string }[] } };
  /** What a job would best be set up with. Asks the service where that describes its records itself. */
  'POST /draft': {
    body: Pick<JobSettings, 'connectionId' | 'resource' | 'contentType'> &
      Partial<Pick<JobSettings, 'filter'>>;
    response: { data: JobDraft };
  };
  /** At most three real records through a mapping. Nothing is stored. */
  'POST /sample': {
    body: Pick<JobSettings, 'connectionId' | 'resource' | 'contentType' | 'mapping'> &
      Partial<Pick<JobSettings, 'locale' | 'filter' | 'matchField'>>;
    response: { data: SampleRecord[] };
  };
  /** When a schedule falls due next, five times; a validation error for one that cannot be. */
  'POST /schedule': {
    body: Pick<Schedule, 'cron' | 'timeZone'>;
    response: { data: { nextRuns: string[] } };
  };

  'GET /jobs': { response: { data: JobListItem[] } };
  'POST /jobs': { body: JobInput; response: { data: Job } };
  'GET /jobs/:id': { response: { data: JobDetail } };
  'PUT /jobs/:id': { body: JobChanges; response: { data: Job } };
  /** Ends what runs, and forgets which records belong to which entries. The entries and the records stay. */
  'DELETE /jobs/:id': { response: { data: { id: number } } };

  /** Begins a run, or a preview, in the background. */
  'POST /jobs/:id/runs': { body: { kind: 'full' | 'preview' }; response: { data: Run } };
  /** The newest first. */
  'GET /jobs/:id/runs': {
    query: { cursor?: string; pageSize?: number };
    response: { data: Run[]; meta: KeysetMeta };
  };
  'GET /runs/:id': { response: { data: RunDetail } };
  'POST /runs/:id/cancel': { response: { data: Run } };
  /** Goes on with a run that was stopped for what had failed. */
  'POST /runs/:id/go-on': { response: { data: Run } };
  /** Does what a preview has said, in a run of its own. */
  'POST /runs/:id/apply': { response: { data: Run } };
  /** Carries out the deletions that wait, or keeps what was to be deleted; in a run of its own. */
  'POST /runs/:id/deletions': {
    body: { decision: 'approve' | 'reject' };
    response: { data: Run };
  };
  /** Looks once more at the records that failed, in a run of its own. */
  'POST /runs/:id/retry': { response: { data: Run } };
  /** In the order in which they were done. */
  'GET /runs/:id/changes': {
    query: ChangeQuery;
    response: { data: Change[]; meta: KeysetMeta };
  };

  /** The newest first. */
  'GET /conflicts': { query: ConflictQuery; response: { data: Conflict[]; meta: KeysetMeta } };
  'GET /conflicts/:id': { response: { data: Conflict } };
  /** Carries the answer out at once, in a run of its own, whose end it waits for. */
  'POST /conflicts/:id/answer': { body: ConflictAnswer; response: { data: Conflict } };
  /** Takes back how a conflict was decided: what had lost counts. */
  'POST /conflicts/:id/undo': { response: { data: Conflict } };
}

export type {
  Awaited,
  ChangeOutcome,
  Condition,
  Constant,
  ConflictState,
  ConflictStrategy,
  KeptFieldChange,
  FieldMapping,
  FieldProblem,
  Flow,
  KeysetMeta,
  MappableContentType,
  MappableField,
  MediaType,
  Problem,
  Publication,
  Writing,
  Reference,
  RelatedType,
  ResourceField,
  ResourceParameter,
  RunCause,
  RunCounts,
  RunKind,
  RunPhase,
  RunState,
  Side,
  Transform,
  Values,
};
