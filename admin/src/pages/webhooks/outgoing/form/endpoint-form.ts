import type {
  Endpoint,
  EndpointInput,
  PayloadMode,
  SignatureHeaders,
  SignatureKind,
} from '../../../../api/outgoing-contracts';
import { headerProblems, type HeaderRow } from '../../../../components/header-row';
import type { TextKey } from '../../../../hooks/use-text';
import { toCondition, toFilterRow, type FilterRow } from './filter-text';

export interface EndpointForm {
  description: string;
  url: string;
  eventTypes: string[];
  filter: FilterRow[];
  payloadMode: PayloadMode;
  populate: Record<string, string[]>;
  headers: HeaderRow[];
  rateLimit: number | null;
  isOrdered: boolean;
  isActive: boolean;
  signatureKind: SignatureKind;
  signatureHeaders: SignatureHeaders;
}

/** What is wrong, by the path of its field: `headers.0.name`. */
type FormProblems = Record<string, TextKey>;

export const EMPTY_FORM: EndpointForm = {
  description: '',
  url: '',
  eventTypes: [],
  filter: [],
  payloadMode: 'full',
  populate: {},
  headers: [],
  rateLimit: null,
  isOrdered: false,
  isActive: true,
  signatureKind: 'v1',
  signatureHeaders: 'webhook',
};

/** A stored endpoint, ready to be edited. */
export const toForm = (endpoint: Endpoint): EndpointForm => ({
  description: endpoint.description,
  url: endpoint.url,
  eventTypes: endpoint.eventTypes,
  filter: endpoint.filter.map(toFilterRow),
  payloadMode: endpoint.payloadMode,
  populate: endpoint.populate,
  headers: endpoint.headers.map(({ name }) => ({ name, value: '', isStored: true })),
  rateLimit: endpoint.rateLimit,
  isOrdered: endpoint.isOrdered,
  isActive: endpoint.isActive,
  signatureKind: endpoint.signatureKind,
  signatureHeaders: endpoint.signatureHeaders,
});

/** What the server is asked to store. A stored header without a new value keeps the one it has. */
export const toInput = (form: EndpointForm): EndpointInput => ({
  ...form,
  description: form.description.trim(),
  url: form.url.trim(),
  filter: form.filter.map(toCondition),
  headers: form.headers.map(({ name, value, isStored }) =>
    isStored && value === '' ? { name } : { name: name.trim(), value },
  ),
});

/**
 * What of a stored endpoint is to be changed: nothing that was left alone, so that saving does not undo what somebody
 * else, or the endpoint itself, has changed since `loaded`.
 */
export const toChanges = (loaded: EndpointForm, form: EndpointForm): Partial<EndpointInput> => {
  const before: Record<string, unknown> = { ...toInput(loaded) };
  return Object.fromEntries(
    Object.entries(toInput(form)).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field]),
    ),
  );
};

const urlProblem = (url: string): TextKey | null => {
  if (url.trim() === '') return 'form.url.required';
  if (!URL.canParse(url.trim())) return 'form.url.invalid';
  return /^https?:$/.test(new URL(url.trim()).protocol) ? null : 'form.url.protocol';
};

const filterProblems = ({ field, operator, value }: FilterRow, index: number) => {
  const problems: FormProblems = {};
  if (field.trim() === '') problems[`filter.${index}.field`] = 'form.filter.field-required';
  if ((operator === 'equals' || operator === 'in') && value.trim() === '') {
    problems[`filter.${index}.value`] = 'form.filter.value-required';
  }
  return problems;
};

/** What keeps a form from being sent, as texts by field; empty when nothing does. */
export const checkForm = (form: EndpointForm): FormProblems => {
  const url = urlProblem(form.url);
  return Object.assign(
    {},
    url ? { url } : {},
    form.eventTypes.length === 0 ? { eventTypes: 'form.events.required' as const } : {},
    form.rateLimit !== null && !(Number.isInteger(form.rateLimit) && form.rateLimit > 0)
      ? { rateLimit: 'form.rate.invalid' as const }
      : {},
    ...form.filter.map(filterProblems),
    ...form.headers.map(headerProblems),
  );
};

/** How the problems of the form find their fields: what is wrong with one of a list stands at the list. */
export const FORM_RULES = {
  check: checkForm,
  shownField: /^(url|description|eventTypes|rateLimit|filter|headers|(filter|headers)\.\d+\.\w+)$/,
  fieldOf: (path: string): string => path.replace(/^(eventTypes|filter\.\d+\.value)\..*$/, '$1'),
};
