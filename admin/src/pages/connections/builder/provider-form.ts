import type { AccessDefinition, ProviderDefinition } from '../../../api/builder-contracts';
import type { ProviderCategory } from '../../../api/connection-contracts';
import type { HeaderRow } from '../../../components/header-row';
import { EMPTY_AUTH, toAuth, toAuthForm, type AuthForm } from './auth-form';
import { newRecords, recordIds, toRecordsForm, toResource, type RecordsForm } from './records-form';

/** A service as it is described. */
export interface ProviderForm {
  name: string;
  category: ProviderCategory;
  baseUrl: string;
  headers: HeaderRow[];
  auth: AuthForm;
  probePath: string;
  records: RecordsForm[];
}

/** A description that is begun. */
export const newProviderForm = (): ProviderForm => ({
  name: '',
  category: 'generic',
  baseUrl: '',
  headers: [],
  auth: EMPTY_AUTH,
  probePath: '',
  records: [newRecords()],
});

/** A stored description, ready to be changed. */
export const toProviderForm = ({ name, access, resources }: ProviderDefinition): ProviderForm => ({
  name,
  category: access.category,
  baseUrl: access.api.baseUrl,
  headers: Object.entries(access.api.headers ?? {}).map(([header, value]) => ({
    name: header,
    value,
    isStored: false,
  })),
  auth: toAuthForm(access.auth[0]),
  probePath: access.probe.path,
  records: resources.map(toRecordsForm),
});

/** The part of a description that is about accounts. */
export const toAccess = (form: ProviderForm): AccessDefinition => ({
  category: form.category,
  auth: [toAuth(form.auth)],
  api: {
    baseUrl: form.baseUrl.trim().replace(/\/+$/, ''),
    ...(form.headers.length > 0 && {
      headers: Object.fromEntries(form.headers.map(({ name, value }) => [name.trim(), value])),
    }),
  },
  probe: { path: form.probePath.trim() || '/' },
});

/** What the server is asked to store. */
export const toDefinition = (form: ProviderForm): ProviderDefinition => {
  const ids = recordIds(form.records);
  return {
    name: form.name.trim(),
    access: toAccess(form),
    resources: form.records.map((records, at) => toResource(records, ids[at] ?? '')),
  };
};
