import type {
  Detected,
  RecordRequest,
  ResourceDefinition,
  ResourceField,
} from '../../../api/builder-contracts';
import { EMPTY_PAGING, toPaging, toPagingForm, type PagingForm } from './paging-form';

/** What can be done with one record. */
export const CALLS = ['get', 'create', 'update', 'delete'] as const;
export type Call = (typeof CALLS)[number];

/** A request about one record, as it is edited. */
export interface CallForm {
  isOn: boolean;
  method: RecordRequest['method'];
  path: string;
  envelope: string;
  recordPath: string;
}

type SinceFormat = NonNullable<ResourceDefinition['list']['since']>['format'];
export const SINCE_FORMATS: SinceFormat[] = ['iso', 'epoch-seconds', 'epoch-ms'];

/** A kind of record, as it is edited. */
export interface RecordsForm {
  /** '' for one that is not stored yet: it then follows from the name. */
  id: string;
  name: string;
  path: string;
  /** Of every listing besides what stands in the path. */
  query: Record<string, string> | undefined;
  /** What stands in braces in the path is called for those who set up a sync. */
  labels: Record<string, string>;
  paging: PagingForm;
  fields: ResourceField[];
  idPath: string;
  changedAtPath: string;
  /** '' where the service cannot be asked for changes alone. */
  sinceParam: string;
  sinceFormat: SinceFormat;
  isIdempotent: boolean;
  calls: Record<Call, CallForm>;
}

const METHODS: Record<Call, RecordRequest['method']> = {
  get: 'GET',
  create: 'POST',
  update: 'PATCH',
  delete: 'DELETE',
};

const emptyCall = (call: Call): CallForm => ({
  isOn: false,
  method: METHODS[call],
  path: '',
  envelope: '',
  recordPath: '',
});

const callForms = (formOf: (call: Call) => CallForm) =>
  Object.fromEntries(CALLS.map((call) => [call, formOf(call)])) as Record<Call, CallForm>;

/** Records that are begun. */
export const newRecords = (): RecordsForm => ({
  id: '',
  name: '',
  path: '',
  query: undefined,
  labels: {},
  paging: EMPTY_PAGING,
  fields: [],
  idPath: '',
  changedAtPath: '',
  sinceParam: '',
  sinceFormat: 'iso',
  isIdempotent: false,
  calls: callForms(emptyCall),
});

export const toRecordsForm = (resource: ResourceDefinition): RecordsForm => ({
  id: resource.id,
  name: resource.name,
  path: resource.list.path,
  query: resource.list.query,
  labels: Object.fromEntries((resource.parameters ?? []).map(({ name, label }) => [name, label])),
  paging: toPagingForm(resource.list.paging),
  fields: resource.fields,
  idPath: resource.idPath,
  changedAtPath: resource.changedAtPath ?? '',
  sinceParam: resource.list.since?.param ?? '',
  sinceFormat: resource.list.since?.format ?? 'iso',
  isIdempotent: resource.isIdempotent ?? false,
  calls: callForms((call) => {
    const request = resource[call];
    return { ...emptyCall(call), ...request, isOn: request !== undefined };
  }),
});

/** The names in braces in a path, each once. */
export const parametersIn = (path: string): string[] => [
  ...new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)),
];

/** An id that none of the others has: `products`, `products-2`. */
const freeId = (name: string, taken: readonly string[]): string => {
  const slug = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-$/g, '')
    .slice(0, 50);
  const base = slug || 'records';
  let id = base;
  for (let number = 2; taken.includes(id); number += 1) id = `${base}-${number}`;
  return id;
};

/** The ids under which kinds of records are stored, in their order; one that is stored keeps its own. */
export const recordIds = (all: readonly Pick<RecordsForm, 'id' | 'name'>[]): string[] => {
  const taken = all.map(({ id }) => id).filter((id) => id !== '');
  return all.map(({ id, name }) => {
    if (id !== '') return id;
    const free = freeId(name, taken);
    taken.push(free);
    return free;
  });
};

const toRequest = ({ method, path, envelope, recordPath }: CallForm): RecordRequest => ({
  method,
  path: path.trim(),
  ...(envelope.trim() !== '' && { envelope: envelope.trim() }),
  ...(recordPath.trim() !== '' && { recordPath: recordPath.trim() }),
});

/** What is stored of a kind of record. */
export const toResource = (form: RecordsForm, id: string): ResourceDefinition => {
  const path = form.path.trim();
  const parameters = parametersIn(path).map((name) => ({
    name,
    label: form.labels[name]?.trim() || name,
    isRequired: true,
  }));
  const calls = CALLS.filter((call) => form.calls[call].isOn);
  return {
    id,
    name: form.name.trim(),
    ...(parameters.length > 0 && { parameters }),
    fields: form.fields,
    idPath: form.idPath,
    ...(form.changedAtPath !== '' && { changedAtPath: form.changedAtPath }),
    ...(form.isIdempotent && { isIdempotent: true }),
    list: {
      path,
      ...(form.query && { query: form.query }),
      paging: toPaging(form.paging),
      ...(form.sinceParam.trim() !== '' && {
        since: { param: form.sinceParam.trim(), format: form.sinceFormat },
      }),
    },
    ...Object.fromEntries(calls.map((call) => [call, toRequest(form.calls[call])])),
  };
};

/** The records with what an answer shows of them. What an editor has said of a field, and its label, stays. */
export const withDetected = (form: RecordsForm, detected: Detected): RecordsForm => {
  const known = new Map(form.fields.map((field) => [field.path, field]));
  const paths = new Set(detected.fields.map(({ path }) => path));
  const isThere = (path: string) => paths.has(path);
  return {
    ...form,
    paging: toPagingForm(detected.paging),
    fields: detected.fields.map((field) => known.get(field.path) ?? field),
    idPath: isThere(form.idPath) ? form.idPath : (detected.idPath ?? ''),
    changedAtPath: isThere(form.changedAtPath)
      ? form.changedAtPath
      : (detected.changedAtPath ?? ''),
  };
};

/** The path of a request about one record, as services that name records below their listing have it. */
export const suggestedPath = (call: Call, listPath: string): string => {
  const [path = ''] = listPath.trim().split('?');
  return call === 'create' ? path : `${path.replace(/\/$/, '')}/{id}`;
};
