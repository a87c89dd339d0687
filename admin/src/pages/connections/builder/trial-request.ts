import type { Paging, Trial, TrialCredentials } from '../../../api/builder-contracts';
import type { AuthKind } from '../../../api/connection-contracts';
import type { TextKey } from '../../../hooks/use-text';
import { hasTokens } from './auth-form';
import type { ProviderForm } from './provider-form';

const MASK = '•••';

/** Which credentials a request is tried with. */
export interface TrialAccess {
  /** Null for those that are entered here. */
  connectionId: number | null;
  /** What was entered; it is sent with a trial and stored nowhere. */
  credentials: Required<TrialCredentials>;
}

export const NO_ACCESS: TrialAccess = {
  connectionId: null,
  credentials: { key: '', username: '', password: '', accessToken: '' },
};

export type TrialField = keyof TrialCredentials;

/** What has to be entered to try a request with a way to sign in. */
export const trialFieldsOf = (kind: AuthKind): TrialField[] => {
  if (kind === 'basic') return ['username', 'password'];
  return hasTokens(kind) ? ['accessToken'] : ['key'];
};

/** What a field of them is called. */
export const trialLabelKey = (kind: AuthKind, field: TrialField): TextKey =>
  field === 'accessToken' || kind === 'bearer'
    ? 'connections.credential.token'
    : `connections.credential.${field}`;

/** Whether everything is there that a request is tried with. Some services take a key as the user name, and no password. */
export const isAccessReady = (
  kind: AuthKind,
  { connectionId, credentials }: TrialAccess,
): boolean =>
  connectionId !== null ||
  trialFieldsOf(kind).every((field) => field === 'password' || credentials[field].trim() !== '');

/** The credentials that were entered, and no others. */
export const enteredForTrial = (kind: AuthKind, { credentials }: TrialAccess): TrialCredentials =>
  Object.fromEntries(
    trialFieldsOf(kind).map((field) => [
      field,
      field === 'password' ? credentials[field] : credentials[field].trim(),
    ]),
  );

/** The parameters of the first page. */
const firstPageOf = (paging: Paging | undefined): Record<string, string> => {
  if (!paging) return {};
  const size = paging.sizeParam ? { [paging.sizeParam]: String(paging.pageSize ?? 100) } : {};
  if (paging.style === 'page') return { ...size, [paging.pageParam]: String(paging.firstPage) };
  return paging.style === 'offset' ? { ...size, [paging.offsetParam]: '0' } : size;
};

/** A request as a person reads it: its first line and its headers, with dots for what is secret. */
export const requestLines = (
  { baseUrl, headers, auth }: ProviderForm,
  { path, query, parameters = {}, paging }: Trial,
): string[] => {
  const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) =>
    parameters[name] ? encodeURIComponent(parameters[name]) : whole,
  );
  const asked = new URLSearchParams({ ...firstPageOf(paging), ...query }).toString();
  const keyed =
    auth.kind === 'api-key' && auth.in === 'query' ? `${auth.keyName.trim()}=${MASK}` : '';
  const whole = [asked, keyed].filter(Boolean).join('&');
  const separator = filled.includes('?') ? '&' : '?';
  const base = baseUrl.trim().replace(/\/+$/, '');
  const signed =
    auth.kind === 'api-key'
      ? auth.in === 'header' && [`${auth.keyName.trim()}: ${auth.prefix}${MASK}`]
      : [`Authorization: ${auth.kind === 'basic' ? 'Basic' : 'Bearer'} ${MASK}`];
  return [
    `GET ${base}${filled}${whole === '' ? '' : separator + whole}`,
    ...(signed || []),
    ...headers.map(({ name, value }) => `${name.trim()}: ${value}`),
  ];
};
