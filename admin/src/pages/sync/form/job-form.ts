import type {
  Job,
  JobChanges,
  JobDraft,
  JobInput,
  JobSettings,
  Publication,
  ResourceParameter,
  SyncSource,
  Writing,
} from '../../../api/sync-contracts';
import { parameterValues, type FilterRow } from './parameter-values';
import { toMapping, toPairRow, type KnownFields, type PairRow } from './pair-row';
import { toSchedule, toScheduleForm, type ScheduleForm } from './schedule-form';

/** A job as it is edited. */
export interface JobForm {
  /** Null until it is chosen. */
  connectionId: number | null;
  /** '' until it is chosen, as the content type. */
  resource: string;
  contentType: string;
  /** '' for entries without languages. */
  locale: string;
  name: string;
  /** What the name was suggested to be; another one is the editor's own. */
  suggestedName: string;
  direction: JobSettings['direction'];
  rows: PairRow[];
  /** '' for none. */
  matchField: string;
  strategy: JobSettings['strategy'];
  deletes: JobSettings['deletes'];
  brakeCount: number | null;
  brakePercent: number | null;
  filter: FilterRow[];
  batchSize: number | null;
  publication: Publication;
  /** Kept where something goes out, like `followsChanges`. */
  writing: Writing;
  schedule: ScheduleForm;
  /** Whether only what has changed is listed, and all of it at least every so many hours. */
  listsChanges: boolean;
  wholeEveryHours: number | null;
  failureCount: number | null;
  failurePercent: number | null;
  /** Kept where nothing goes out, so that choosing another direction and back loses nothing. */
  followsChanges: boolean;
  /** Whose draft has been filled in; '' before any. */
  drafted: string;
}

/** What the form is about from its beginning, as its address tells it. */
export type Start = Pick<JobForm, 'connectionId' | 'resource' | 'contentType'>;

/** A job that is begun. */
export const newJobForm = (start: Start, timeZone: string): JobForm => ({
  ...start,
  locale: '',
  name: '',
  suggestedName: '',
  direction: 'import',
  rows: [],
  matchField: '',
  strategy: 'latest-wins',
  deletes: { document: 'ignore', external: 'ignore' },
  brakeCount: 100,
  brakePercent: 20,
  filter: [],
  batchSize: 100,
  publication: 'draft',
  writing: 'documents',
  schedule: toScheduleForm(null, timeZone),
  listsChanges: false,
  wholeEveryHours: 24,
  failureCount: 25,
  failurePercent: 50,
  followsChanges: false,
  drafted: '',
});

/** A stored job, ready to be edited. */
export const toJobForm = (job: Job, timeZone: string): JobForm => ({
  connectionId: job.connectionId,
  resource: job.resource,
  contentType: job.contentType,
  locale: job.locale ?? '',
  name: job.name,
  suggestedName: '',
  direction: job.direction,
  rows: job.mapping.map((mapping) => toPairRow(mapping)),
  matchField: job.matchField ?? '',
  strategy: job.strategy,
  deletes: job.deletes,
  brakeCount: job.brake.count,
  brakePercent: job.brake.percent,
  filter: Object.entries(job.filter).map(([name, value]) => ({ name, value })),
  batchSize: job.batchSize,
  publication: job.publication,
  writing: job.writing,
  schedule: toScheduleForm(job.schedule, timeZone),
  listsChanges: job.wholeEveryHours !== null,
  wholeEveryHours: job.wholeEveryHours ?? 24,
  failureCount: job.failureStop.count,
  failurePercent: job.failureStop.percent,
  followsChanges: job.followsChanges,
  drafted: draftKey(job),
});

/** What a draft is of. */
export const draftKey = ({ connectionId, resource, contentType }: Start): string =>
  connectionId === null || resource === '' || contentType === ''
    ? ''
    : `${connectionId} ${resource} ${contentType}`;

/** The resource that a form is about; undefined until it is chosen, and where it is there no longer. */
export const resourceOf = (
  { connectionId, resource }: Start,
  sources: readonly SyncSource[],
): SyncSource['resources'][number] | undefined =>
  sources
    .find((source) => source.connectionId === connectionId)
    ?.resources.find(({ id }) => id === resource);

/**
 * The form with what a job about these records and this content type would best be set up with. What was chosen for others
 * before goes.
 */
export const withDraft = (form: JobForm, draft: JobDraft, resourceName: string): JobForm => {
  const suggestedName = `${resourceName} → ${draft.contentType.displayName}`;
  const isUnnamed = form.name === '' || form.name === form.suggestedName;
  const { strategy, deletes, brake, batchSize } = draft.defaults;
  return {
    ...form,
    drafted: draftKey(form),
    suggestedName,
    name: isUnnamed ? suggestedName : form.name,
    locale: draft.contentType.isLocalized ? form.locale : '',
    direction: 'import',
    rows: draft.mapping.map((mapping) => toPairRow(mapping, true)),
    matchField: draft.matchField ?? '',
    strategy,
    deletes,
    brakeCount: brake.count,
    brakePercent: brake.percent,
    batchSize,
  };
};

/**
 * The form after a change. Pairs of other records or of another content type go; where only the parameters of the records
 * have changed, what somebody has paired himself stays.
 */
export const changedForm = (
  form: JobForm,
  changes: Partial<JobForm>,
  parametersOf: (form: Start) => readonly ResourceParameter[],
): JobForm => {
  const next = { ...form, ...changes };
  if (draftKey(next) !== draftKey(form)) return { ...next, rows: [], drafted: '' };
  const values = ({ filter }: JobForm) =>
    JSON.stringify(parameterValues(filter, parametersOf(next)));
  const isUntouched = next.rows.every(({ isSuggested }) => isSuggested);
  return values(next) !== values(form) && isUntouched ? { ...next, rows: [], drafted: '' } : next;
};

/** What of the form is stored, a job's switch and its connection aside. */
const settingsOf = (
  form: JobForm,
  known: KnownFields,
): Omit<JobSettings, 'connectionId' | 'isActive'> => ({
  name: form.name.trim(),
  resource: form.resource,
  contentType: form.contentType,
  locale: form.locale === '' ? null : form.locale,
  direction: form.direction,
  mapping: form.rows.map((row) => toMapping(row, form, known)),
  matchField: form.matchField === '' ? null : form.matchField,
  strategy: form.strategy,
  deletes: form.deletes,
  brake: { count: form.brakeCount ?? 0, percent: form.brakePercent ?? 0 },
  filter: Object.fromEntries(form.filter.map(({ name, value }) => [name.trim(), value])),
  batchSize: form.batchSize ?? 0,
  publication: known.type?.hasDrafts === false ? 'draft' : form.publication,
  writing: form.direction === 'import' ? form.writing : 'documents',
  schedule: toSchedule(form.schedule),
  wholeEveryHours: form.listsChanges && form.direction !== 'export' ? form.wholeEveryHours : null,
  failureStop: { count: form.failureCount ?? 0, percent: form.failurePercent ?? 0 },
  followsChanges: form.followsChanges && form.direction !== 'import',
});

/** What the server is asked to store as a new job. */
export const toJobInput = (form: JobForm, known: KnownFields): JobInput => ({
  ...settingsOf(form, known),
  connectionId: form.connectionId ?? 0,
});

/** What of a stored job is to be changed: nothing that was left alone, so that saving undoes nobody else's change. */
export const toJobChanges = (loaded: JobForm, form: JobForm, known: KnownFields): JobChanges => {
  const before: Record<string, unknown> = { ...settingsOf(loaded, known) };
  const {
    resource: _resource,
    contentType: _type,
    locale: _locale,
    ...after
  } = settingsOf(form, known);
  return Object.fromEntries(
    Object.entries(after).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field]),
    ),
  );
};
