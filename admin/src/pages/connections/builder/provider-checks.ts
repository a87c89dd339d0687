import { headerProblems } from '../../../components/header-row';
import type { TextKey } from '../../../hooks/use-text';
import { hasTokens } from './auth-form';
import { wrongPagingFields } from './paging-form';
import type { ProviderForm } from './provider-form';
import { CALLS, parametersIn, type RecordsForm } from './records-form';

/** The steps of the guide, in their order. */
export const STEPS = ['service', 'access', 'records', 'writing'] as const;
export type Step = (typeof STEPS)[number];

export const isStep = (text: string | null): text is Step => STEPS.some((step) => step === text);

/** What is wrong, by the path of its field: `records.0.path`. */
type Problems = Record<string, TextKey>;

const isAddress = (text: string): boolean =>
  /^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i.test(text.trim()) && URL.canParse(text.trim());

const isPath = (text: string): boolean => /^\/(?!\/)[^\s#\\]*$/.test(text.trim());

const checkService = (form: ProviderForm): Problems => {
  const problems: Problems = Object.assign({}, ...form.headers.map(headerProblems)) as Problems;
  if (form.name.trim() === '') problems.name = 'builder.name-required';
  if (!isAddress(form.baseUrl)) problems.baseUrl = 'builder.address-invalid';
  return problems;
};

const checkAccess = ({ auth, probePath }: ProviderForm): Problems => {
  const problems: Problems = {};
  if (auth.kind === 'api-key' && !/^[\w!#$%&'*+.^`|~-]+$/.test(auth.keyName.trim()))
    problems['auth.keyName'] = 'form.header.name-invalid';
  if (auth.kind === 'oauth2' && !isAddress(auth.authorizeUrl))
    problems['auth.authorizeUrl'] = 'builder.address-invalid';
  if (hasTokens(auth.kind)) {
    if (!isAddress(auth.tokenUrl)) problems['auth.tokenUrl'] = 'builder.address-invalid';
    if (auth.revokeUrl.trim() !== '' && !isAddress(auth.revokeUrl))
      problems['auth.revokeUrl'] = 'builder.address-invalid';
  }
  if (!isPath(probePath)) problems.probePath = 'builder.path-invalid';
  return problems;
};

const checkRecords = (form: RecordsForm): Problems => {
  const problems: Problems = {};
  if (form.name.trim() === '') problems.name = 'builder.records.name-required';
  if (!isPath(form.path)) problems.path = 'builder.path-invalid';
  else if (parametersIn(form.path).includes('id')) problems.path = 'builder.records.path-id';
  if (form.fields.length === 0) problems.fields = 'builder.records.fields-required';
  if (form.fields.some(({ path }) => path.trim() === ''))
    problems.fields = 'builder.records.field-unnamed';
  if (form.idPath.trim() === '') problems.idPath = 'builder.records.id-required';
  for (const field of wrongPagingFields(form.paging))
    problems[`paging.${field}`] = 'incoming.form.setting-required';
  return problems;
};

const checkWriting = ({ calls }: RecordsForm): Problems => {
  const problems: Problems = {};
  for (const call of CALLS) {
    const { isOn, path } = calls[call];
    if (!isOn) continue;
    if (!isPath(path)) problems[`${call}.path`] = 'builder.path-invalid';
    else if (call !== 'create' && !path.includes('{id}'))
      problems[`${call}.path`] = 'builder.writing.id-needed';
  }
  return problems;
};

const ofEach = (all: RecordsForm[], check: (records: RecordsForm) => Problems): Problems =>
  Object.fromEntries(
    all.flatMap((records, at) =>
      Object.entries(check(records)).map(([field, key]) => [`records.${at}.${field}`, key]),
    ),
  );

/** What keeps a step from being left, as texts by field; empty when nothing does. */
export const checkStep = (step: Step, form: ProviderForm): Problems => {
  switch (step) {
    case 'service':
      return checkService(form);
    case 'access':
      return checkAccess(form);
    case 'records':
      return ofEach(form.records, checkRecords);
    case 'writing':
      return ofEach(form.records, checkWriting);
  }
};

/** How far the guide can be followed: the first step that something is missing in, or the last one. */
export const furthestStep = (form: ProviderForm): Step =>
  STEPS.find((step) => Object.keys(checkStep(step, form)).length > 0) ?? 'writing';

/** Whether a step can be gone to: everything before it is filled in. */
export const isReachable = (step: Step, furthest: Step): boolean =>
  STEPS.indexOf(step) <= STEPS.indexOf(furthest);

/** The kind of record whose field it is; undefined for a field of the service. */
export const recordsOfField = (field: string): number | undefined => {
  const [, at] = /^records\.(\d+)\./.exec(field) ?? [];
  return at === undefined ? undefined : Number(at);
};

/** The field of the form that shows what the server says about a path of a definition. */
export const providerFieldOf = (path: string): string =>
  path
    .replace(/^access\.api\.baseUrl$/, 'baseUrl')
    .replace(/^access\.api\.headers(\..*)?$/, 'headers')
    .replace(/^access\.probe\.path$/, 'probePath')
    .replace(/^access\.auth\.0\.name$/, 'auth.keyName')
    .replace(/^access\.auth\.0\.revoke\.url$/, 'auth.revokeUrl')
    .replace(/^access\.auth\.0\.scopes(\..*)?$/, 'auth.scopes')
    .replace(/^access\.auth\.0\./, 'auth.')
    .replace(/^access\.auth$/, 'auth.kind')
    .replace(/^resources\.(\d+)\.id$/, 'records.$1.name')
    .replace(/^resources\.(\d+)\.list\.paging$/, 'records.$1.paging.style')
    .replace(/^resources\.(\d+)\.list\.since(\..*)?$/, 'records.$1.sinceParam')
    .replace(/^resources\.(\d+)\.list\./, 'records.$1.')
    .replace(/^resources\.(\d+)\.fields\..*$/, 'records.$1.fields')
    .replace(/^resources\.(\d+)\.parameters.*$/, 'records.$1.path')
    .replace(/^resources/, 'records');

export const SHOWN_PROVIDER_FIELD =
  /^(name|category|baseUrl|headers(\.\d+\.\w+)?|probePath|auth\.(kind|keyName|prefix|authorizeUrl|tokenUrl|revokeUrl|scopes)|records|records\.\d+\.(name|path|fields|idPath|changedAtPath|sinceParam|paging\.\w+|(get|create|update|delete)\.(path|envelope|recordPath)))$/;

const STEP_OF: Record<string, Step> = { auth: 'access', probePath: 'access', records: 'records' };

/** The step that shows a field of the form. */
export const stepOfField = (field: string): Step =>
  /^records\.\d+\.(get|create|update|delete)\./.test(field)
    ? 'writing'
    : (STEP_OF[field.split('.')[0] ?? ''] ?? 'service');
