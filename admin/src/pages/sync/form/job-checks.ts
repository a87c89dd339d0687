import type { TextKey } from '../../../hooks/use-text';
import type { JobForm } from './job-form';
import { missingParameters } from './parameter-values';
import { checkPair } from './pair-checks';
import type { KnownFields } from './pair-row';
import { checkSchedule } from './schedule-form';

/** The steps of the guide, in their order. The last one says what the job would do. */
export const STEPS = ['what', 'where', 'fields', 'rules', 'when', 'plan'] as const;
export type Step = (typeof STEPS)[number];
/** The steps that have fields. */
export type FormStep = Exclude<Step, 'plan'>;

export const FORM_STEPS = ['what', 'where', 'fields', 'rules', 'when'] as const;

export const isStep = (text: string | null): text is Step => STEPS.some((step) => step === text);

/** What is wrong, by the path of its field: `rows.0.path`. */
type Problems = Record<string, TextKey>;

const isWithin = (number: number | null, least: number, most: number): boolean =>
  number !== null && number >= least && number <= most;

const checkWhat = (form: JobForm, { parameters }: KnownFields): Problems => {
  const { connectionId, resource, filter } = form;
  if (connectionId === null) return { connectionId: 'sync.what.connection-required' };
  if (resource === '') return { resource: 'sync.what.resource-required' };
  return Object.fromEntries(
    missingParameters(filter, parameters).map(({ name }) => [
      `filter.${name}`,
      'sync.what.parameter-required' as const,
    ]),
  );
};

const checkWhere = (form: JobForm, { type }: KnownFields): Problems => {
  const problems: Problems = {};
  if (form.contentType === '') problems.contentType = 'incoming.action.type-required';
  if (type?.isLocalized && form.locale === '') problems.locale = 'sync.where.locale-required';
  if (form.contentType !== '' && form.name.trim() === '')
    problems.name = 'incoming.form.name-required';
  return problems;
};

const checkFields = (form: JobForm, known: KnownFields): Problems => {
  if (form.rows.length === 0) return { rows: 'sync.fields.required' };
  const entries = form.rows.flatMap((_row, at) =>
    Object.entries(checkPair(form.rows, at, form.direction, known)).map(
      ([part, problem]) => [`rows.${at}.${part}`, problem] as const,
    ),
  );
  return Object.fromEntries(entries);
};

const checkRules = (form: JobForm): Problems => {
  const problems: Problems = {};
  if (form.matchField !== '' && !form.rows.some(({ field }) => field === form.matchField))
    problems.matchField = 'sync.rules.match-unpaired';
  if (!isWithin(form.brakeCount, 0, 1_000_000_000) || !Number.isInteger(form.brakeCount))
    problems['brake.count'] = 'sync.rules.brake-count-invalid';
  if (!isWithin(form.brakePercent, 0, 100))
    problems['brake.percent'] = 'sync.rules.brake-percent-invalid';
  if (!isWithin(form.batchSize, 1, 1000) || !Number.isInteger(form.batchSize))
    problems.batchSize = 'sync.rules.batch-invalid';
  if (!isWithin(form.failureCount, 0, 1_000_000_000) || !Number.isInteger(form.failureCount))
    problems['failureStop.count'] = 'sync.rules.brake-count-invalid';
  if (!isWithin(form.failurePercent, 0, 100))
    problems['failureStop.percent'] = 'sync.rules.brake-percent-invalid';
  const names = form.filter.map(({ name }) => name.trim());
  if (names.includes('')) problems.filter = 'sync.rules.filter-required';
  else if (new Set(names).size < names.length) problems.filter = 'sync.rules.filter-twice';
  return problems;
};

const checkListing = ({ listsChanges, wholeEveryHours, direction }: JobForm): Problems => {
  const isValid = isWithin(wholeEveryHours, 1, 8_760) && Number.isInteger(wholeEveryHours);
  return !listsChanges || direction === 'export' || isValid
    ? {}
    : { wholeEveryHours: 'sync.when.whole-invalid' };
};

/** What keeps a step from being left, as texts by field; empty when nothing does. */
export const checkStep = (step: FormStep, form: JobForm, known: KnownFields): Problems => {
  switch (step) {
    case 'what':
      return checkWhat(form, known);
    case 'where':
      return checkWhere(form, known);
    case 'fields':
      return checkFields(form, known);
    case 'rules':
      return checkRules(form);
    case 'when':
      return { ...checkSchedule(form.schedule), ...checkListing(form) };
  }
};

/** What keeps a job from being stored, as texts by field. */
export const checkJob = (form: JobForm, known: KnownFields): Problems =>
  Object.assign({}, ...FORM_STEPS.map((step) => checkStep(step, form, known))) as Problems;

/** How far the guide can be followed: the first step that something is missing in, or the last one that is filled in. */
export const furthestStep = (form: JobForm, known: KnownFields): FormStep =>
  FORM_STEPS.find((step) => Object.keys(checkStep(step, form, known)).length > 0) ?? 'when';

/** Whether a step can be gone to: everything before it is filled in. */
export const isReachable = (step: Step, furthest: Step): boolean =>
  STEPS.indexOf(step) <= STEPS.indexOf(furthest);

/** The field of the form that shows what the server says about a path of a job. */
export const jobFieldOf = (path: string): string =>
  path
    .replace(/^mapping\.(\d+)\.(field|path|flow|default|constant)$/, 'rows.$1.$2')
    .replace(/^mapping\.(\d+)\.(transform|reference|when)(\..*)?$/, 'rows.$1.$2')
    .replace(/^mapping\.(\d+)(\.owner)?$/, 'rows.$1.field')
    .replace(/^mapping$/, 'rows')
    .replace(/^schedule(\.missed)?$/, 'schedule.cron')
    .replace(/^deletes\..*$/, 'deletes')
    .replace(/^brake$/, 'brake.count')
    .replace(/^failureStop$/, 'failureStop.count');

export const SHOWN_JOB_FIELD =
  /^(connectionId|resource|contentType|locale|name|direction|rows|rows\.\d+\.(field|path|flow|transform|default|constant|reference|when)|matchField|strategy|deletes|brake\.(count|percent)|filter(\.[^.]+)?|batchSize|publication|writing|schedule\.(cron|timeZone|time)|followsChanges|wholeEveryHours|failureStop\.(count|percent))$/;

const STEP_OF: Record<string, FormStep> = {
  connectionId: 'what',
  resource: 'what',
  contentType: 'where',
  locale: 'where',
  name: 'where',
  direction: 'where',
  rows: 'fields',
  schedule: 'when',
  followsChanges: 'when',
  wholeEveryHours: 'when',
};

/** The step that shows a field of the form. */
export const stepOfField = (field: string): FormStep =>
  // Of what narrows the listing, only the parameters of the records are told apart by name.
  field.startsWith('filter.') ? 'what' : (STEP_OF[field.split('.')[0] ?? ''] ?? 'rules');
