import type { AuthKind, CatalogueEntry } from '../../../admin/src/api/connection-contracts';
import {
  checkConnect,
  emptyForm,
  isClientMissing,
  toAuthorizationInput,
  toConnectionInput,
  withMethod,
} from '../../../admin/src/pages/connections/connect/connect-form';
import { addScopes } from '../../../admin/src/pages/connections/connect/scope-list';
import { checkClient } from '../../../admin/src/pages/connections/connect/client-check';
import {
  credentialFieldsOf,
  credentialLabelKey,
  isSecretField,
} from '../../../admin/src/pages/connections/credential-fields';

const entry = (changes: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  id: 'shop',
  name: 'Shop',
  category: 'commerce',
  methods: [
    { kind: 'oauth2', scopes: ['read', 'write'] },
    { kind: 'basic', scopes: [] },
  ],
  settingsSchema: null,
  hasOwnClient: false,
  client: null,
  setUpUrl: null,
  sendsWebhooks: false,
  resources: [],
  isCustom: false,
  ...changes,
});

const WITH_SETTINGS = entry({
  settingsSchema: {
    type: 'object',
    properties: { host: { type: 'string' }, isSandbox: { type: 'boolean' } },
    required: ['host'],
  },
});

describe('the scopes that a form begins with', () => {
  const ofSite = { origin: 'config', clientId: 'id', scopes: ['repo'] } as const;
  const client = { ...ofSite, scopes: [...ofSite.scopes] };

  it.each<[string, Partial<CatalogueEntry>, AuthKind, string[]]>([
    ['the service’s own', {}, 'oauth2', ['read', 'write']],
    ['those that the site has chosen for its app', { client }, 'oauth2', ['repo']],
    [
      'the service’s own, of an app without any',
      { client: { ...client, scopes: null } },
      'oauth2',
      ['read', 'write'],
    ],
    ['none where there are no scopes', { client }, 'basic', []],
  ])('are %s', (_name, changes, auth, scopes) => {
    const provider = entry(changes);
    expect({ ...emptyForm(provider), ...withMethod(provider, auth) }.scopes).toEqual(scopes);
  });
});

describe('the credentials that a way of connecting asks for', () => {
  it.each<[AuthKind, boolean, string[]]>([
    ['oauth2', false, []],
    ['oauth2', true, ['clientId', 'clientSecret']],
    ['client-credentials', false, ['clientId', 'clientSecret']],
    ['api-key', false, ['key']],
    ['bearer', false, ['key']],
    ['basic', false, ['username', 'password']],
  ])('%s (own client: %s): %j', (auth, hasOwnClient, fields) => {
    expect(credentialFieldsOf(auth, hasOwnClient)).toEqual(fields);
  });

  it('what is a secret is hidden while it is typed, a name is not', () => {
    const all = ['key', 'username', 'password', 'clientId', 'clientSecret'] as const;
    expect(all.filter(isSecretField)).toEqual(['key', 'password', 'clientSecret']);
  });

  it('a token is not called a key', () => {
    expect(credentialLabelKey('bearer', 'key')).toBe('connections.credential.token');
    expect(credentialLabelKey('api-key', 'key')).toBe('connections.credential.key');
  });
});

describe('the form that connects an account', () => {
  it('begins with the first way and its scopes; another way has its own', () => {
    const form = emptyForm(entry());
    expect(form).toMatchObject({ auth: 'oauth2', scopes: ['read', 'write'], name: '' });
    expect(withMethod(entry(), 'basic')).toMatchObject({ auth: 'basic', scopes: [] });
  });

  it('misses what is required, but no password', () => {
    const form = { ...emptyForm(WITH_SETTINGS), ...withMethod(WITH_SETTINGS, 'basic') };
    expect(Object.keys(checkConnect(form, WITH_SETTINGS))).toEqual([
      'credentials.username',
      'settings.host',
    ]);
  });

  it('asks for no credentials where the site has an OAuth client for all', () => {
    expect(checkConnect(emptyForm(entry()), entry())).toEqual({});
    const own = entry({ hasOwnClient: true });
    expect(Object.keys(checkConnect(emptyForm(own), own))).toHaveLength(2);
  });

  it('waits for an OAuth client only where one for all is needed and not there', () => {
    const client = { origin: 'config' as const, clientId: 'abc', scopes: null };
    expect(isClientMissing(entry(), 'oauth2')).toBe(true);
    expect(isClientMissing(entry(), 'basic')).toBe(false);
    expect(isClientMissing(entry({ client }), 'oauth2')).toBe(false);
    expect(isClientMissing(entry({ hasOwnClient: true }), 'oauth2')).toBe(false);
  });

  it('sends what was pasted without the space around it, but leaves a password alone', () => {
    const form = {
      ...emptyForm(entry()),
      ...withMethod(entry(), 'basic'),
      name: ' Paris ',
      credentials: { key: '', username: ' me ', password: ' p ', clientId: '', clientSecret: '' },
    };
    expect(toConnectionInput(form, 'basic', entry())).toEqual({
      provider: 'shop',
      auth: 'basic',
      name: 'Paris',
      credentials: { username: 'me', password: ' p ' },
    });
  });

  it('asks the page of the service for the chosen scopes, with settings where there are some', () => {
    const form = { ...emptyForm(WITH_SETTINGS), scopes: ['read'] };
    form.settings = { ...form.settings, host: 'example.com' };
    expect(toAuthorizationInput(form, WITH_SETTINGS)).toEqual({
      provider: 'shop',
      settings: { host: 'example.com', isSandbox: false },
      scopes: ['read'],
    });
  });

  it('an own client goes with the authorization', () => {
    const own = entry({ hasOwnClient: true });
    const form = emptyForm(own);
    form.credentials = { ...form.credentials, clientId: 'id ', clientSecret: ' s' };
    expect(toAuthorizationInput(form, own).credentials).toEqual({
      clientId: 'id',
      clientSecret: 's',
    });
  });

  it('scopes are pasted in any form, each once', () => {
    expect(addScopes(['read'], ' write,read\nadmin ')).toEqual(['read', 'write', 'admin']);
    expect(addScopes(['read'], '  ')).toEqual(['read']);
  });
});

describe('the app of the site at a service', () => {
  it('needs its id and its secret; the stored secret stays while the id does', () => {
    expect(Object.keys(checkClient({ clientId: ' ', clientSecret: '' }, undefined))).toEqual([
      'clientId',
      'clientSecret',
    ]);
    expect(checkClient({ clientId: 'abc', clientSecret: '' }, 'abc')).toEqual({});
    expect(checkClient({ clientId: 'other', clientSecret: '' }, 'abc')).toHaveProperty(
      'clientSecret',
    );
  });
});
