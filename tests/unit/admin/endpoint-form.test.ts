import {
  checkForm,
  EMPTY_FORM,
  toChanges,
  toInput,
  type EndpointForm,
} from '../../../admin/src/pages/webhooks/outgoing/form/endpoint-form';

const valid: EndpointForm = { ...EMPTY_FORM, url: 'https://example.com/hooks', eventTypes: ['*'] };

describe('what keeps a form from being sent', () => {
  it('nothing, where everything is right', () => {
    expect(checkForm(valid)).toEqual({});
  });

  it.each([
    [{ url: '' }, 'url', 'form.url.required'],
    [{ url: 'example' }, 'url', 'form.url.invalid'],
    [{ url: 'ftp://example.com' }, 'url', 'form.url.protocol'],
    [{ eventTypes: [] }, 'eventTypes', 'form.events.required'],
    [{ rateLimit: 0 }, 'rateLimit', 'form.rate.invalid'],
    [{ rateLimit: 1.5 }, 'rateLimit', 'form.rate.invalid'],
    [
      { filter: [{ field: '', operator: 'changed' as const, value: '' }] },
      'filter.0.field',
      'form.filter.field-required',
    ],
    [
      { filter: [{ field: 'title', operator: 'equals' as const, value: ' ' }] },
      'filter.0.value',
      'form.filter.value-required',
    ],
    [
      { headers: [{ name: 'X Tenant', value: 'a', isStored: false }] },
      'headers.0.name',
      'form.header.name-invalid',
    ],
    [
      { headers: [{ name: 'X-A', value: 'a\r\nX-B: b', isStored: false }] },
      'headers.0.value',
      'form.header.value-invalid',
    ],
    [
      { headers: [{ name: 'X-A', value: '', isStored: false }] },
      'headers.0.value',
      'form.header.value-required',
    ],
  ])('%j: %s', (changes, path, problem) => {
    expect(checkForm({ ...valid, ...changes })).toEqual({ [path]: problem });
  });

  it('two headers that differ in case only are the same', () => {
    const headers = ['X-A', 'x-a'].map((name) => ({ name, value: '1', isStored: false }));
    expect(checkForm({ ...valid, headers })).toEqual({
      'headers.1.name': 'form.header.name-twice',
    });
  });
});

describe('what is sent to the server', () => {
  it('a stored header without a new value keeps the one it has', () => {
    const headers = [
      { name: 'X-A', value: '', isStored: true },
      { name: 'X-B', value: 'new', isStored: true },
    ];
    expect(toInput({ ...valid, headers }).headers).toEqual([
      { name: 'X-A' },
      { name: 'X-B', value: 'new' },
    ]);
  });
});

describe('what is changed of a stored endpoint', () => {
  const loaded: EndpointForm = {
    ...valid,
    description: 'Shop ',
    filter: [{ field: 'title', operator: 'in', value: 'a\nb' }],
    headers: [{ name: 'X-A', value: '', isStored: true }],
  };

  it('nothing, where nothing was edited', () => {
    expect(toChanges(loaded, { ...loaded })).toEqual({});
    expect(toChanges(loaded, { ...loaded, description: 'Shop' })).toEqual({});
  });

  it('an endpoint that turned itself off meanwhile stays off when another field is saved', () => {
    expect(toChanges(loaded, { ...loaded, url: 'https://example.com/new' })).toEqual({
      url: 'https://example.com/new',
    });
  });

  it.each([
    ['isActive', { isActive: false }, { isActive: false }],
    ['an empty filter', { filter: [] }, { filter: [] }],
    ['no limit', { rateLimit: null }, { rateLimit: null }],
    [
      'a new value of a stored header',
      { headers: [{ name: 'X-A', value: 'new', isStored: true }] },
      { headers: [{ name: 'X-A', value: 'new' }] },
    ],
  ])('%s is sent where it is not what was loaded', (_name, edited, sent) => {
    expect(toChanges({ ...loaded, rateLimit: 5 }, { ...loaded, rateLimit: 5, ...edited })).toEqual(
      sent,
    );
  });
});
