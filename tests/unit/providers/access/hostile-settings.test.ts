import { accessOf } from './access-of';

const accepts = (id: string, settings: Record<string, unknown>) =>
  accessOf(id).connectionSettings?.safeParse(settings).success;

describe('a shop', () => {
  it.each(['acme.myshopify.com', ' ACME-2.myshopify.com '])('is taken: %j', (shop) => {
    expect(accepts('shopify', { shop })).toBe(true);
  });

  it.each([
    ...['evil.com', 'evil.com/x', 'a.myshopify.com@evil', 'a.myshopify.com.evil.com', ''],
    ...['a.myshopify.com/x', 'a.myshopify.com:8443', 'a.myshopify.com#', 'a.myshopify.com?x'],
    ...['evil.com#.myshopify.com', 'evil.com/.myshopify.com', 'evil.com\\.myshopify.com'],
    ...['a.b.myshopify.com', '-a.myshopify.com', 'https://a.myshopify.com', 'a.myshopify.com.'],
    ...[
      'amyshopify.com',
      '.myshopify.com',
      'ä.myshopify.com',
      'a\n.myshopify.com',
      'a.myshopify.io',
    ],
    ...['a.myshopify.com\nevil.com', 'evil.com\n.a.myshopify.com'],
  ])('is refused: %j', (shop) => {
    expect(accepts('shopify', { shop })).toBe(false);
  });
});

describe('a host where one signs in at Salesforce', () => {
  it.each([
    ...['login.salesforce.com', 'test.salesforce.com', 'Acme.my.salesforce.com'],
    ...['acme--test.sandbox.my.salesforce.com', 'acme.my.salesforce.mil'],
  ])('is taken: %j', (loginHost) => {
    expect(accepts('salesforce', { loginHost })).toBe(true);
  });

  it.each([
    ...['evil.com', 'evil.my.salesforce.com.evil.com', 'evil.com/.my.salesforce.com', ''],
    ...['login.salesforce.com@evil.com', 'evil.com#.my.salesforce.com', 'loginxsalesforce.com'],
    ...[
      'evilmy.salesforce.com',
      '.my.salesforce.com',
      'https://login.salesforce.com',
      'a.b.c.my.salesforce.com',
    ],
    ...['login.salesforce.com:444', 'login.salesforce.com\\', 'login.salesforce.com/'],
  ])('is refused: %j', (loginHost) => {
    expect(accepts('salesforce', { loginHost })).toBe(false);
  });
});

describe('an account SID of Twilio', () => {
  it.each(['AC', `AC${'0'.repeat(31)}`, `AC${'0'.repeat(33)}`, `SK${'0'.repeat(32)}`, '../../x'])(
    'is refused: %j',
    (accountSid) => {
      expect(accepts('twilio', { accountSid })).toBe(false);
    },
  );
});

describe.each(['api-key', 'bearer-token', 'basic-auth'])('an address of %s', (id) => {
  it.each([
    ...['https://api.example.com', 'http://127.0.0.1:3000/v1/', 'https://[::1]:8443/a@b'],
    ...['HTTPS://API.EXAMPLE.COM/v1', ' https://api.example.com '],
  ])('is taken, and where it leads is judged later: %j', (baseUrl) => {
    expect(accepts(id, { baseUrl })).toBe(true);
  });

  it.each([
    ...['ftp://example.com', 'javascript:alert(1)', 'file:///etc/passwd', '//example.com', ''],
    ...[
      'https://user:password@example.com',
      'https://example.com@evil.com',
      'https://example.com?a=b',
    ],
    ...[
      'https://example.com/#a',
      'https:/example.com',
      'https:example.com',
      'https://',
      'example.com',
    ],
    ...['https://example.com\\@evil.com', 'https://exa mple.com', 'https://example.com/a\nb'],
    ...['https://example.com:99999', 'https://[::1'],
  ])('is refused: %j', (baseUrl) => {
    expect(accepts(id, { baseUrl })).toBe(false);
  });

  it.each(['me', '//evil.com', '/a#b', '/a b', '/\\evil.com', '/a\nb', 'https://evil.com/'])(
    'is not led away from by a path: %j',
    (probePath) => {
      expect(accepts(id, { baseUrl: 'https://example.com', probePath })).toBe(false);
    },
  );
});

describe('every address of an OAuth service', () => {
  const settings = {
    baseUrl: 'https://api.example.com',
    authorizeUrl: 'https://example.com/authorize',
    tokenUrl: 'https://example.com/token',
    revokeUrl: 'https://example.com/revoke',
  };

  it.each(Object.keys(settings))('is checked: %s', (name) => {
    expect(accepts('generic-oauth2', settings)).toBe(true);
    expect(accepts('generic-oauth2', { ...settings, [name]: 'javascript:x' })).toBe(false);
  });
});

describe('the header of an API key', () => {
  const baseUrl = 'https://example.com';

  it.each([{ name: 'X Key' }, { name: 'X-Key:' }, { name: 'X\r\nKey' }, { name: '' }])(
    'has no name like %j',
    (part) => {
      expect(accepts('api-key', { baseUrl, ...part })).toBe(false);
    },
  );

  it.each(['Token\r\nX: y', 'Tökén '])('has no prefix like %j', (prefix) => {
    expect(accepts('api-key', { baseUrl, prefix })).toBe(false);
  });
});
