import {
  missingScopes,
  readTokenSet,
  withTokens,
} from '../../../server/src/connections/oauth/token-set';

const now = 1_000_000;
const read = (response: Record<string, unknown>, scopeSeparator = ' ') =>
  readTokenSet(response, { scopeSeparator, now });

test('the answer of a token endpoint is read as RFC 6749 has it', () => {
  expect(
    read({
      access_token: 'a',
      refresh_token: 'r',
      expires_in: 3600,
      token_type: 'bearer',
      scope: 'x y',
    }),
  ).toEqual({
    accessToken: 'a',
    refreshToken: 'r',
    expiresAt: now + 3_600_000,
    lifeMs: 3_600_000,
    scopes: ['x', 'y'],
  });
});

test.each([
  [{ access_token: 'a' }, { refreshToken: null, expiresAt: null, scopes: null }],
  [{ access_token: 'a', expires_in: '60' }, { expiresAt: now + 60_000 }],
  [
    { access_token: 'a', expires_in: 3599.9995 },
    { expiresAt: now + 3_599_999, lifeMs: 3_599_999 },
  ],
  [{ access_token: 'a', scope: 'x \u0000 y' }, { scopes: ['x', 'y'] }],
  [{ access_token: 'a', expires_in: 0 }, { expiresAt: null }],
  [{ access_token: 'a', expires_in: 1e12 }, { expiresAt: null }],
  [{ access_token: 'a', expires_in: 'soon' }, { expiresAt: null }],
  [{ access_token: 'a', refresh_token: '' }, { refreshToken: null }],
])('%j holds a token', (response, expected) => {
  expect(read(response)).toMatchObject(expected);
});

test.each([
  {},
  { access_token: '' },
  { access_token: 7 },
  { access_token: 'a', token_type: 'mac' },
])('%j holds none that can be used', (response) => {
  expect(read(response)).toBeNull();
});

test('scopes are told apart by the separator of the service', () => {
  expect(read({ access_token: 'a', scope: 'chat:write,users:read' }, ',')?.scopes).toEqual([
    'chat:write',
    'users:read',
  ]);
  expect(missingScopes(['a', 'b'], ['b', 'c'])).toEqual(['a']);
  expect(missingScopes(['a', 'b'], null)).toEqual([]);
});

test('a refresh token that the answer omits is kept, and a rotated one takes its place', () => {
  const old = { clientId: 'c', accessToken: 'a1', refreshToken: 'r1' };
  const granted = (refreshToken: string | null) => ({
    accessToken: 'a2',
    refreshToken,
    expiresAt: null,
    lifeMs: null,
    scopes: null,
  });
  expect(withTokens(old, granted(null))).toEqual({
    clientId: 'c',
    accessToken: 'a2',
    refreshToken: 'r1',
  });
  expect(withTokens(old, granted('r2'))).toEqual({
    clientId: 'c',
    accessToken: 'a2',
    refreshToken: 'r2',
  });
});
