import { authorizationOf } from '../../../server/src/connections/accounts/authorization-of';
import type { AuthMethod } from '../../../server/src/providers/auth-method';

const account = { settings: { header: 'X-Shop-Key' }, facts: {}, tokenVersion: 3 };
const oauth: AuthMethod = {
  kind: 'oauth2',
  authorizeUrl: 'https://a.example/authorize',
  tokenUrl: 'https://a.example/token',
  scopes: [],
};

test.each<[string, AuthMethod, object, object]>([
  [
    'an access token',
    oauth,
    { accessToken: 'at', refreshToken: 'rt', clientSecret: 'cs' },
    { headers: { authorization: 'Bearer at' }, token: 'at', secrets: ['cs', 'at', 'rt'] },
  ],
  [
    'one in a header of its own',
    { ...oauth, tokenHeader: { name: 'X-Access-Token', prefix: '' } },
    { accessToken: 'at' },
    { headers: { 'x-access-token': 'at' }, token: 'at' },
  ],
  ['a bearer token', { kind: 'bearer' }, { key: 'k' }, { headers: { authorization: 'Bearer k' } }],
  [
    'a key in a header',
    {
      kind: 'api-key',
      in: 'header',
      name: ({ settings }) => String(settings.header),
      prefix: 'Token ',
    },
    { key: 'k' },
    { headers: { 'x-shop-key': 'Token k' }, query: {}, secrets: ['k'] },
  ],
  [
    'a key in a parameter',
    { kind: 'api-key', in: 'query', name: 'api_key' },
    { key: 'k' },
    { headers: {}, query: { api_key: 'k' } },
  ],
  [
    'a user name and a password',
    { kind: 'basic' },
    { username: 'u', password: '' },
    { headers: { authorization: 'Basic dTo=' }, token: null },
  ],
])('%s signs a call', (_name, method, credentials, expected) => {
  expect(authorizationOf(method, account, credentials)).toMatchObject({ version: 3, ...expected });
});

test.each<AuthMethod>([
  oauth,
  { kind: 'bearer' },
  { kind: 'basic' },
  { kind: 'api-key', in: 'query', name: 'k' },
])('without credentials there is nothing to sign with ($kind)', (method) => {
  expect(authorizationOf(method, account, {})).toBeNull();
});
