import type { Detected, ProviderDefinition } from '../../../server/src/builder/contracts';
import { definitionSchema } from '../../../server/src/builder/definitions/definition-schema';
import {
  AUTH_KINDS,
  toAuth,
  toAuthForm,
} from '../../../admin/src/pages/connections/builder/auth-form';
import {
  PAGING_STYLES,
  pagingFieldsOf,
  toPaging,
  toPagingForm,
  wrongPagingFields,
  EMPTY_PAGING,
} from '../../../admin/src/pages/connections/builder/paging-form';
import {
  checkStep,
  furthestStep,
  isReachable,
  providerFieldOf,
  recordsOfField,
  SHOWN_PROVIDER_FIELD,
  stepOfField,
} from '../../../admin/src/pages/connections/builder/provider-checks';
import {
  newProviderForm,
  toDefinition,
  toProviderForm,
  type ProviderForm,
} from '../../../admin/src/pages/connections/builder/provider-form';
import {
  newRecords,
  parametersIn,
  recordIds,
  suggestedPath,
  withDetected,
} from '../../../admin/src/pages/connections/builder/records-form';
import {
  enteredForTrial,
  isAccessReady,
  NO_ACCESS,
  requestLines,
  trialLabelKey,
} from '../../../admin/src/pages/connections/builder/trial-request';
import en from '../../../admin/src/translations/en.json';
import { keyedHarbour, keyedProducts } from '../../support/builder';

const definition: ProviderDefinition = {
  ...keyedHarbour('https://api.harbour.example'),
  resources: [
    {
      ...keyedProducts,
      parameters: [{ name: 'shop', label: 'Which shop', isRequired: true }],
      isIdempotent: true,
      list: {
        ...keyedProducts.list,
        path: '/shops/{shop}/products',
        query: { status: 'all' },
        since: { param: 'since', format: 'epoch-ms' },
      },
      create: { method: 'POST', path: '/products', envelope: 'product', recordPath: 'product' },
    },
  ],
};
const form = toProviderForm(definition);
const changed = (changes: Partial<ProviderForm>): ProviderForm => ({ ...form, ...changes });
const withRecords = (changes: object) =>
  changed({ records: form.records.map((records) => ({ ...records, ...changes })) });

describe('a description in the form', () => {
  it('comes out as it went in, and the server takes it', () => {
    expect(toDefinition(form)).toEqual(definition);
    expect(definitionSchema.safeParse(toDefinition(form)).error).toBeUndefined();
  });

  it.each([
    { kind: 'bearer' },
    { kind: 'basic' },
    { kind: 'api-key', in: 'query', name: 'key' },
    { kind: 'api-key', in: 'header', name: 'Authorization', prefix: 'Token ' },
    {
      kind: 'oauth2',
      authorizeUrl: 'https://a.example/authorize',
      tokenUrl: 'https://a.example/token',
      revoke: { url: 'https://a.example/revoke' },
      scopes: ['read'],
      scopeSeparator: ',',
      clientAuthentication: 'basic',
      usesPkce: false,
    },
    { kind: 'client-credentials', tokenUrl: 'https://a.example/token', scopes: [] },
  ] as const)('keeps how one signs in: $kind', (auth) => {
    expect(toAuth(toAuthForm(auth as never))).toEqual(auth);
  });

  it('another way to sign in leaves nothing of the one before', () => {
    expect(toAuth({ ...toAuthForm({ kind: 'basic' }), keyName: 'X-Key' })).toEqual({
      kind: 'basic',
    });
  });

  it('records are named after what they are called, once', () => {
    const all = [
      { id: '', name: 'Café products' },
      { id: 'products', name: 'Anything' },
      { id: '', name: 'Products' },
      { id: '', name: '42' },
    ];
    expect(recordIds(all)).toEqual(['cafe-products', 'products', 'products-2', 'records']);
  });

  it('what stands in braces is asked for, once', () => {
    expect(parametersIn('/a/{owner}/{repo}/{owner}')).toEqual(['owner', 'repo']);
  });

  it.each([
    ['get', '/products?all=1', '/products/{id}'],
    ['create', '/products?all=1', '/products'],
    ['delete', '/products/', '/products/{id}'],
  ] as const)('suggests the path to %s one', (call, list, path) => {
    expect(suggestedPath(call, list)).toBe(path);
  });
});

describe('pages', () => {
  it.each(PAGING_STYLES)('has words for everything of %s', (style) => {
    const names = pagingFieldsOf(style).map(({ name }) => `builder.paging.${name}`);
    const words = [...names, `builder.paging.${style}`, `builder.paging.${style}-text`];
    expect(words.filter((word) => !(word in en))).toEqual([]);
  });

  it('numbers are numbers, and what belongs to another style is left out', () => {
    const paging = toPaging({ ...EMPTY_PAGING, style: 'page', sizeParam: 'size', pageSize: '50' });
    expect(paging).toEqual({
      style: 'page',
      recordsPath: '',
      pageParam: 'page',
      firstPage: 1,
      sizeParam: 'size',
      pageSize: 50,
    });
    expect(toPaging(toPagingForm(paging))).toEqual(paging);
  });

  it('asks for what is missing, and for numbers where there have to be some', () => {
    expect(wrongPagingFields({ ...EMPTY_PAGING, style: 'cursor' })).toEqual(['cursorPath']);
    expect(wrongPagingFields({ ...EMPTY_PAGING, style: 'page', firstPage: 'one' })).toEqual([
      'firstPage',
    ]);
    expect(wrongPagingFields(EMPTY_PAGING)).toEqual([]);
  });
});

describe('what an answer shows', () => {
  const detected: Detected = {
    paging: { style: 'link', recordsPath: '' },
    isPagingSeen: true,
    recordCount: 2,
    fields: [
      { path: 'id', type: 'text', isReadOnly: true },
      { path: 'name', type: 'text' },
    ],
    idPath: 'id',
    changedAtPath: null,
  };

  it('fills in what is empty', () => {
    expect(withDetected(newRecords(), detected)).toMatchObject({
      fields: detected.fields,
      idPath: 'id',
      changedAtPath: '',
      paging: { style: 'link' },
    });
  });

  it('leaves alone what somebody has said of a field', () => {
    const named = {
      ...newRecords(),
      fields: [{ path: 'name', type: 'text' as const, label: 'Name', isRequired: true }],
      idPath: 'name',
    };
    const { fields, idPath } = withDetected(named, detected);
    expect(fields[1]).toEqual({ path: 'name', type: 'text', label: 'Name', isRequired: true });
    expect(idPath).toBe('name');
  });
});

describe('the steps', () => {
  it('are gone through one by one', () => {
    const begun = newProviderForm();
    expect(furthestStep(begun)).toBe('service');
    expect(checkStep('service', begun)).toEqual({
      name: 'builder.name-required',
      baseUrl: 'builder.address-invalid',
    });
    expect(furthestStep(form)).toBe('writing');
    expect(isReachable('records', 'access')).toBe(false);
  });

  it.each([
    'https://u:p@api.example',
    'https://api.example/?a=b',
    'ftp://api.example',
    '//api.example',
  ])('an address that cannot be one: %s', (baseUrl) => {
    expect(checkStep('service', changed({ baseUrl }))).toHaveProperty('baseUrl');
  });

  it.each<[string, object, string]>([
    ['no name', { name: ' ' }, 'records.0.name'],
    ['a whole address as path', { path: 'https://a.example/b' }, 'records.0.path'],
    ['an id in the listing', { path: '/a/{id}' }, 'records.0.path'],
    ['no fields', { fields: [] }, 'records.0.fields'],
    ['a field without a name', { fields: [{ path: '', type: 'text' }] }, 'records.0.fields'],
    ['no id', { idPath: '' }, 'records.0.idPath'],
    [
      'pages without a mark',
      { paging: { ...EMPTY_PAGING, style: 'cursor' } },
      'records.0.paging.cursorPath',
    ],
  ])('records with %s', (_name, changes, field) => {
    expect(Object.keys(checkStep('records', withRecords(changes)))).toEqual([field]);
    expect(stepOfField(field)).toBe('records');
    expect(recordsOfField(field)).toBe(0);
    expect(field).toMatch(SHOWN_PROVIDER_FIELD);
  });

  it('a request about one record says where its id stands', () => {
    const calls = { ...form.records[0]!.calls };
    calls.delete = { ...calls.delete, isOn: true, path: '/products' };
    expect(checkStep('writing', withRecords({ calls }))).toEqual({
      'records.0.delete.path': 'builder.writing.id-needed',
    });
  });

  it.each([
    ['name', 'name', 'service'],
    ['access.api.baseUrl', 'baseUrl', 'service'],
    ['access.api.headers.Host', 'headers', 'service'],
    ['access.auth', 'auth.kind', 'access'],
    ['access.auth.0.name', 'auth.keyName', 'access'],
    ['access.auth.0.revoke.url', 'auth.revokeUrl', 'access'],
    ['access.probe.path', 'probePath', 'access'],
    ['resources', 'records', 'records'],
    ['resources.1.id', 'records.1.name', 'records'],
    ['resources.1.list.path', 'records.1.path', 'records'],
    ['resources.1.list.paging', 'records.1.paging.style', 'records'],
    ['resources.1.list.paging.cursorPath', 'records.1.paging.cursorPath', 'records'],
    ['resources.1.fields.3.path', 'records.1.fields', 'records'],
    ['resources.1.get.path', 'records.1.get.path', 'writing'],
  ])('what the server says of %s stands at its field', (path, field, step) => {
    expect(providerFieldOf(path)).toBe(field);
    expect(field).toMatch(SHOWN_PROVIDER_FIELD);
    expect(stepOfField(field)).toBe(step);
  });
});

describe('trying a request out', () => {
  const request = { path: '/shops/{shop}/products', parameters: { shop: 'a b' } };

  it('shows what is sent, and nothing that is secret', () => {
    const lines = requestLines(
      changed({ headers: [{ name: 'X-Lang', value: 'en', isStored: false }] }),
      {
        ...request,
        paging: keyedProducts.list.paging,
      },
    );
    expect(lines).toEqual([
      'GET https://api.harbour.example/keyed/shops/a%20b/products?page=1',
      'X-API-Key: •••',
      'X-Lang: en',
    ]);
    const inQuery = changed({ auth: { ...form.auth, in: 'query', keyName: 'api_key' } });
    expect(requestLines(inQuery, { path: '/me?full=1' })).toEqual([
      'GET https://api.harbour.example/keyed/me?full=1&api_key=•••',
    ]);
  });

  it.each(AUTH_KINDS)('asks for what is needed, by its name: %s', (kind) => {
    expect(isAccessReady(kind, NO_ACCESS)).toBe(false);
    expect(isAccessReady(kind, { ...NO_ACCESS, connectionId: 1 })).toBe(true);
    const names = Object.keys(enteredForTrial(kind, NO_ACCESS)) as 'key'[];
    expect(names.map((name) => trialLabelKey(kind, name)).every((key) => key in en)).toBe(true);
    expect(Object.keys(en)).toContain(`builder.method.${kind}`);
  });

  it('sends what was entered for this way, and no more', () => {
    const credentials = { key: ' k ', username: 'u', password: ' p', accessToken: 't' };
    const access = { connectionId: null, credentials };
    expect(enteredForTrial('api-key', access)).toEqual({ key: 'k' });
    expect(enteredForTrial('basic', access)).toEqual({ username: 'u', password: ' p' });
    expect(enteredForTrial('oauth2', access)).toEqual({ accessToken: 't' });
  });
});
