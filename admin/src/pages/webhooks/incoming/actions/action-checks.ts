import type { MappableContentType } from '../../../../api/incoming-contracts';
import { constantOf } from '../../../../components/constant-text';
import { parsePath } from '../../../../components/payload-path';
import type { TextKey } from '../../../../hooks/use-text';
import { fieldType, isAboutEntry, typesFor, type ActionForm, type MappingRow } from './action-form';

/** What is wrong, by the path of its field: `rows.0.text`. */
type ActionProblems = Record<string, TextKey>;

const pathProblem = (path: string): TextKey | null => {
  if (path.trim() === '') return 'incoming.action.path-required';
  return parsePath(path.trim()) ? null : 'incoming.action.path-invalid';
};

const rowProblems = (
  { field, from, text }: MappingRow,
  index: number,
  rows: MappingRow[],
  type: MappableContentType | undefined,
): ActionProblems => {
  const problems: ActionProblems = {};
  if (field === '') problems[`rows.${index}.field`] = 'incoming.action.field-required';
  else if (rows.findIndex((other) => other.field === field) < index)
    problems[`rows.${index}.field`] = 'incoming.action.field-twice';
  const path = from === 'path' ? pathProblem(text) : null;
  if (path) problems[`rows.${index}.text`] = path;
  if (from === 'value' && constantOf(text, fieldType(field, type)) === undefined)
    problems[`rows.${index}.text`] = 'incoming.action.value-invalid';
  return problems;
};

const syncProblems = ({ jobId, recordPath }: ActionForm): ActionProblems => ({
  ...(jobId === null && { jobId: 'incoming.action.job-required' }),
  ...(recordPath.trim() !== '' &&
    !parsePath(recordPath.trim()) && { recordPath: 'incoming.action.path-invalid' }),
});

/** What keeps an action from being stored, as texts by field; empty when nothing does. */
export const checkAction = (
  form: ActionForm,
  contentTypes: MappableContentType[],
): ActionProblems => {
  const problems: ActionProblems = {};
  if (form.eventTypes.length === 0) problems.eventTypes = 'incoming.action.types-required';
  if (form.kind === 'sync') return { ...problems, ...syncProblems(form) };
  if (!isAboutEntry(form.kind)) return problems;
  const type = typesFor(form.kind, contentTypes).find(({ uid }) => uid === form.contentType);
  if (!type) problems.contentType = 'incoming.action.type-required';
  if (form.matchField === '') problems.matchField = 'incoming.action.match-field-required';
  const matchPath = pathProblem(form.matchPath);
  if (matchPath) problems.matchPath = matchPath;
  if (form.kind !== 'upsert') return problems;
  return Object.assign(
    problems,
    ...form.rows.map((row, index) => rowProblems(row, index, form.rows, type)),
  ) as ActionProblems;
};

/** The field of the form that shows what the server says about a path of an action. */
export const actionFieldOf = (path: string): string =>
  path
    .replace(/^match\.field$/, 'matchField')
    .replace(/^match\.path$/, 'matchPath')
    .replace(/^mapping\.(\d+)\.field$/, 'rows.$1.field')
    .replace(/^mapping\.(\d+)\.from(\..*)?$/, 'rows.$1.text')
    .replace(/^mapping$/, 'rows')
    .replace(/^eventTypes\..*$/, 'eventTypes');

export const SHOWN_ACTION_FIELD =
  /^(kind|eventTypes|contentType|matchField|matchPath|rows|locale|messageType|jobId|recordPath|rows\.\d+\.(field|text))$/;
