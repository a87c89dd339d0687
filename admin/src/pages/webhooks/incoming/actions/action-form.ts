import type {
  Action,
  ActionInput,
  ActionKind,
  FieldMapping,
  MappableContentType,
} from '../../../../api/incoming-contracts';
import { constantOf, constantText } from '../../../../components/constant-text';

/** Where the value of a field comes from, as it is edited: a path, or the text of a value that is always the same. */
export interface MappingRow {
  field: string;
  from: 'path' | 'value';
  text: string;
}

/** An action as it is edited. What its kind does not need is kept, so that choosing another kind and back loses nothing. */
export interface ActionForm {
  kind: ActionKind;
  eventTypes: string[];
  contentType: string;
  matchField: string;
  matchPath: string;
  rows: MappingRow[];
  /** '' for the default language. */
  locale: string;
  status: 'draft' | 'published';
  /** '' for the type that follows from the event. */
  messageType: string;
  /** The sync job that is run; null until it is chosen. */
  jobId: number | null;
  /** '' for a run of the whole job. */
  recordPath: string;
}

export const ACTION_KINDS: ActionKind[] = [
  'upsert',
  'publish',
  'unpublish',
  'delete',
  'sync',
  'forward',
  'handler',
];

export const EMPTY_ACTION: ActionForm = {
  kind: 'upsert',
  eventTypes: [],
  contentType: '',
  matchField: '',
  matchPath: '',
  rows: [],
  locale: '',
  status: 'draft',
  messageType: '',
  jobId: null,
  recordPath: '',
};

/** Whether an action of this kind changes an entry. */
export const isAboutEntry = (kind: ActionKind): boolean =>
  kind !== 'handler' && kind !== 'forward' && kind !== 'sync';

/** The content types that an action of this kind can be about: only what has drafts can be published. */
export const typesFor = (
  kind: ActionKind,
  contentTypes: MappableContentType[],
): MappableContentType[] =>
  kind === 'publish' || kind === 'unpublish'
    ? contentTypes.filter(({ hasDrafts }) => hasDrafts)
    : contentTypes;

const toRow = ({ field, from }: FieldMapping): MappingRow =>
  'path' in from
    ? { field, from: 'path', text: from.path }
    : { field, from: 'value', text: constantText(from.value) };

/** A stored action, ready to be edited. */
export const toActionForm = (action: Action): ActionForm => {
  const form = { ...EMPTY_ACTION, kind: action.kind, eventTypes: action.eventTypes };
  if (action.kind === 'handler') return form;
  if (action.kind === 'forward') return { ...form, messageType: action.messageType ?? '' };
  if (action.kind === 'sync')
    return { ...form, jobId: action.jobId, recordPath: action.recordPath ?? '' };
  const entry = {
    ...form,
    contentType: action.contentType,
    matchField: action.match.field,
    matchPath: action.match.path,
    locale: action.locale ?? '',
  };
  if (action.kind !== 'upsert') return entry;
  return { ...entry, rows: action.mapping.map(toRow), status: action.status ?? 'draft' };
};

/** Strapi's type of a field; text for one that is not known. */
export const fieldType = (field: string, type: MappableContentType | undefined): string =>
  type?.fields.find(({ name }) => name === field)?.type ?? 'string';

/** What the server is asked to store or to preview. */
export const toActionInput = (
  form: ActionForm,
  contentTypes: MappableContentType[],
  id?: string,
): ActionInput => {
  const { kind, eventTypes } = form;
  const base = { ...(id !== undefined && { id }), eventTypes };
  if (kind === 'handler') return { ...base, kind };
  if (kind === 'forward') {
    const messageType = form.messageType.trim();
    return { ...base, kind, ...(messageType !== '' && { messageType }) };
  }
  if (kind === 'sync') {
    const recordPath = form.recordPath.trim();
    return { ...base, kind, jobId: form.jobId ?? 0, ...(recordPath !== '' && { recordPath }) };
  }
  const type = contentTypes.find(({ uid }) => uid === form.contentType);
  const entry = {
    ...base,
    contentType: form.contentType,
    match: { field: form.matchField, path: form.matchPath.trim() },
    ...(type?.isLocalized && form.locale !== '' && { locale: form.locale }),
  };
  if (kind !== 'upsert') return { ...entry, kind };
  return {
    ...entry,
    kind,
    mapping: form.rows.map(({ field, from, text }) => ({
      field,
      from:
        from === 'path'
          ? { path: text.trim() }
          : { value: constantOf(text, fieldType(field, type)) },
    })),
    ...(type?.hasDrafts && { status: form.status }),
  };
};
