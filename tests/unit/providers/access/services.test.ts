import { forAccount } from '../../../../server/src/providers/account';
import { methodFor } from '../../../../server/src/providers/auth-method';
import { accessOf, accountWith, addressesOf, methodOf } from './access-of';

const GRANT = { accessToken: 'access', refreshToken: null, clientId: 'id', clientSecret: 'secret' };
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

/** The request with which a service is told to take back what it granted. */
function revocation(id: string, facts: Record<string, string> = {}) {
  const { revoke } = methodOf(id, 'oauth2');
  if (typeof revoke !== 'function') throw new Error(`${id} revokes by RFC 7009`);
  return revoke({ ...GRANT, account: accountWith(id, {}, facts) });
}

describe('Google', () => {
  it('is asked for a refresh token at every consent', () => {
    const { authorizeParams, usesPkce = true, revoke } = methodOf('google', 'oauth2');
    expect(authorizeParams).toEqual({ access_type: 'offline', prompt: 'consent' });
    expect(usesPkce).toBe(true);
    expect(revoke).toEqual({ url: 'https://oauth2.googleapis.com/revoke' });
  });

  it('names the account and what went wrong', () => {
    const { probe, api } = accessOf('google');
    const body = { sub: '1', email: 'ann@example.com', name: 'Ann' };
    expect(probe.account?.(body)).toEqual({ id: '1', name: 'ann@example.com' });
    expect(api.errorMessage?.({ error: { code: 403, message: 'No access.' } })).toBe('No access.');
    expect(api.errorMessage?.({ error: 'invalid_grant', error_description: 'Bad Request' })).toBe(
      'Bad Request (invalid_grant)',
    );
  });
});

describe('GitHub', () => {
  it('tells granted scopes with commas, which become spaces', () => {
    const { readTokens } = methodOf('github', 'oauth2');
    expect(readTokens?.({ access_token: 'a', scope: 'repo,read:user' })).toEqual({
      access_token: 'a',
      scope: 'repo read:user',
    });
  });

  it('has names of its own for a grant that is no longer valid', () => {
    const { readTokens } = methodOf('github', 'oauth2');
    for (const error of ['bad_verification_code', 'bad_refresh_token']) {
      expect(readTokens?.({ error })).toEqual({ error: 'invalid_grant' });
    }
  });

  it('has the whole grant taken back, in the name of the app', () => {
    expect(revocation('github')).toMatchObject({
      method: 'DELETE',
      url: 'https://api.github.com/applications/id/grant',
      headers: { authorization: basic('id:secret') },
      body: '{"access_token":"access"}',
    });
  });

  it('says which field is wrong', () => {
    const { errorMessage } = accessOf('github').api;
    const errors = [{ resource: 'Issue', field: 'title', code: 'missing_field' }, 'and more'];
    expect(errorMessage?.({ message: 'Validation Failed', errors })).toBe(
      'Validation Failed: title (missing_field); and more',
    );
    expect(errorMessage?.({ message: 'Not Found' })).toBe('Not Found');
  });

  it('names the account, whose id is a number', () => {
    expect(accessOf('github').probe.account?.({ id: 7, login: 'ann' })).toEqual({
      id: '7',
      name: 'ann',
    });
  });
});

describe('Slack', () => {
  const read = methodOf('slack', 'oauth2').readTokens;

  it('gives the bot’s token before that of the person', () => {
    const response = {
      ok: true,
      access_token: 'xoxb-bot',
      scope: 'chat:write,users:read',
      authed_user: { id: 'U1', access_token: 'xoxp-person' },
    };
    expect(read?.(response)).toMatchObject({
      access_token: 'xoxb-bot',
      scope: 'chat:write,users:read',
    });
  });

  it('gives the person’s where there is no bot', () => {
    const person = {
      id: 'U1',
      access_token: 'xoxp-1',
      scope: 'chat:write',
      refresh_token: 'xoxe-1',
    };
    expect(read?.({ ok: true, team: { id: 'T1' }, authed_user: person })).toMatchObject({
      access_token: 'xoxp-1',
      scope: 'chat:write',
      refresh_token: 'xoxe-1',
    });
  });

  it.each([
    ['invalid_refresh_token', 'invalid_grant'],
    ['code_already_used', 'invalid_grant'],
    ['bad_client_secret', 'invalid_client'],
    ['ratelimited', 'ratelimited'],
  ])('says %s with status 200, which is read as %s', (error, expected) => {
    expect(read?.({ ok: false, error })).toEqual({
      error: expected,
      error_description: `Slack answered "${error}".`,
    });
  });

  it('says in any body whether a call went well', () => {
    const { isError, errorMessage } = accessOf('slack').api;
    expect(isError?.({ ok: true })).toBe(false);
    expect(isError?.({ ok: false, error: 'channel_not_found' })).toBe(true);
    expect(errorMessage?.({ ok: false, error: 'missing_scope', needed: 'chat:write' })).toBe(
      'missing_scope: needs chat:write',
    );
  });

  it.each(['invalid_auth', 'token_revoked', 'token_expired', 'account_inactive', 'not_authed'])(
    'says %s with status 200 of a token that it does not take',
    (error) => {
      expect(accessOf('slack').api.isRefusal?.({ ok: false, error })).toBe(true);
    },
  );

  it.each([{ ok: true }, { ok: false, error: 'channel_not_found' }, { ok: false }])(
    'does not refuse a token by %j',
    (body) => {
      expect(accessOf('slack').api.isRefusal?.(body)).toBe(false);
    },
  );

  it('takes scopes with commas and no PKCE, and is tried out by a POST', () => {
    expect(methodOf('slack', 'oauth2')).toMatchObject({ scopeSeparator: ',', usesPkce: false });
    const { probe } = accessOf('slack');
    expect(probe.method).toBe('POST');
    const body = { ok: true, team: 'Acme', team_id: 'T1', user: 'bot', user_id: 'U1' };
    expect(probe.account?.(body)).toEqual({ id: 'T1/U1', name: 'Acme (bot)' });
  });

  it('has the token taken back by the token itself', () => {
    expect(revocation('slack')).toMatchObject({
      url: 'https://slack.com/api/auth.revoke',
      headers: { authorization: 'Bearer access' },
    });
  });
});

describe('Salesforce', () => {
  const facts = methodOf('salesforce', 'oauth2').facts;

  it('signs in where the account says and is called where the tokens say', () => {
    const account = accountWith(
      'salesforce',
      { loginHost: 'test.salesforce.com' },
      { instanceUrl: 'https://acme--test.sandbox.my.salesforce.com' },
    );
    expect(addressesOf('salesforce', account)).toEqual([
      'https://test.salesforce.com/services/oauth2/authorize',
      'https://test.salesforce.com/services/oauth2/token',
      'https://acme--test.sandbox.my.salesforce.com/services/oauth2/revoke',
      'https://test.salesforce.com/services/oauth2/token',
      'https://acme--test.sandbox.my.salesforce.com/services/oauth2/revoke',
      'https://acme--test.sandbox.my.salesforce.com/services/data/v66.0',
    ]);
    expect(forAccount(accessOf('salesforce').probe.path, account)).toBe(
      'https://acme--test.sandbox.my.salesforce.com/services/oauth2/userinfo',
    );
  });

  it('is in production unless it is said otherwise', () => {
    expect(addressesOf('salesforce', accountWith('salesforce'))[0]).toBe(
      'https://login.salesforce.com/services/oauth2/authorize',
    );
  });

  it.each([
    ['https://acme.my.salesforce.com', 'https://acme.my.salesforce.com'],
    ['https://acme.my.salesforce.com/', 'https://acme.my.salesforce.com'],
    ['https://acme.my.salesforce.com/path?a#b', 'https://acme.my.salesforce.com'],
    ['https://user:password@acme.my.salesforce.com', undefined],
    ['http://acme.my.salesforce.com', undefined],
    ['https://acme.my.salesforce.com:8443', undefined],
    ['https://evil.example', undefined],
    ['https://evilsalesforce.com', undefined],
    ['javascript:alert(1)', undefined],
    ['no address', undefined],
    [undefined, undefined],
  ])('is called at a whole host: %s', (instance_url, instanceUrl) => {
    expect(facts?.({ access_token: 'a', instance_url })).toEqual(
      instanceUrl ? { instanceUrl } : {},
    );
  });

  it('puts calls into a batch and takes the results out in order', () => {
    const { batch } = accessOf('salesforce').api;
    expect(
      batch?.encode([
        { method: 'GET', path: '/sobjects/Account/1' },
        { method: 'PATCH', path: 'sobjects/Account/2', body: { Name: 'Acme' } },
      ]),
    ).toEqual({
      haltOnError: false,
      batchRequests: [
        { method: 'GET', url: 'v66.0/sobjects/Account/1' },
        { method: 'PATCH', url: 'v66.0/sobjects/Account/2', richInput: { Name: 'Acme' } },
      ],
    });
    const errors = [{ errorCode: 'NOT_FOUND', message: 'There is none.' }];
    const results = [
      { statusCode: 204, result: null },
      { statusCode: 404, result: errors },
    ];
    expect(batch?.decode({ hasErrors: true, results })).toEqual([
      { status: 204, data: null },
      { status: 404, data: errors },
    ]);
    expect(batch?.maxCalls).toBe(25);
  });

  it('tells all that went wrong', () => {
    const { errorMessage } = accessOf('salesforce').api;
    const errors = [
      { message: 'Required fields are missing: [LastName]', errorCode: 'REQUIRED_FIELD_MISSING' },
      { message: 'Too long.' },
    ];
    expect(errorMessage?.(errors)).toBe(
      'Required fields are missing: [LastName] (REQUIRED_FIELD_MISSING); Too long.',
    );
    const denied = { error: 'invalid_grant', error_description: 'expired access/refresh token' };
    expect(errorMessage?.(denied)).toBe('expired access/refresh token (invalid_grant)');
  });
});

describe('Stripe', () => {
  it('is disconnected by the platform, in the name of the account that connected', () => {
    const { facts } = methodOf('stripe', 'oauth2');
    const kept = facts?.({ access_token: 'sk', stripe_user_id: 'acct_1', livemode: false }) ?? {};
    expect(kept).toEqual({ stripeUserId: 'acct_1' });
    expect(revocation('stripe', kept)).toMatchObject({
      method: 'POST',
      url: 'https://connect.stripe.com/oauth/deauthorize',
      headers: { authorization: 'Bearer secret' },
      body: 'client_id=id&stripe_user_id=acct_1',
    });
  });

  it('takes forms and keys that make writes repeatable, and no PKCE', () => {
    expect(accessOf('stripe').api).toMatchObject({
      encoding: 'form',
      idempotencyHeader: 'Idempotency-Key',
    });
    expect(methodOf('stripe', 'oauth2').usesPkce).toBe(false);
  });

  it('names the account by what its owner called it', () => {
    const { probe } = accessOf('stripe');
    const body = { id: 'acct_1', business_profile: { name: null }, email: 'ann@example.com' };
    expect(probe.account?.(body)).toEqual({ id: 'acct_1', name: 'ann@example.com' });
    expect(probe.account?.({ id: 'acct_1' })).toEqual({ id: 'acct_1', name: 'acct_1' });
  });
});

describe('Shopify', () => {
  const account = accountWith('shopify', { shop: ' Acme.myshopify.com' });

  it('is called at the shop’s own host', () => {
    expect(new Set(addressesOf('shopify', account).map((url) => new URL(url).host))).toEqual(
      new Set(['acme.myshopify.com']),
    );
    expect(forAccount(accessOf('shopify').api.baseUrl, account)).toBe(
      'https://acme.myshopify.com/admin/api/2026-07',
    );
  });

  it('takes the token in its own header, wherever it came from', () => {
    const header = { name: 'X-Shopify-Access-Token', prefix: '' };
    expect(methodOf('shopify', 'oauth2').tokenHeader).toEqual(header);
    expect(methodOf('shopify', 'client-credentials').tokenHeader).toEqual(header);
    expect(methodOf('shopify', 'api-key')).toMatchObject({ in: 'header', name: header.name });
  });

  it('asks for tokens that end', () => {
    expect(methodOf('shopify', 'oauth2').tokenParams).toEqual({ expiring: '1' });
  });

  it('grants reading with writing', () => {
    const { readTokens } = methodOf('shopify', 'oauth2');
    expect(readTokens?.({ scope: 'write_products,read_orders' }).scope).toBe(
      'write_products,read_orders,read_products',
    );
  });

  it.each([
    [{ errors: 'Not Found' }, 'Not Found'],
    [
      { errors: { title: ["can't be blank", 'is odd'], base: ['no'] } },
      "title can't be blank, is odd; base no",
    ],
    [{ errors: ['one', 'two'] }, 'one; two'],
    [{ error: 'invalid_request', error_description: 'No such code.' }, 'No such code.'],
  ])('says what went wrong: %j', (body, expected) => {
    expect(accessOf('shopify').api.errorMessage?.(body)).toBe(expected);
  });
});

describe('Twilio', () => {
  const accountSid = `AC${'0a'.repeat(16)}`;

  it('is called below the account', () => {
    expect(forAccount(accessOf('twilio').api.baseUrl, accountWith('twilio', { accountSid }))).toBe(
      `https://api.twilio.com/2010-04-01/Accounts/${accountSid}`,
    );
  });

  it('names the account, by the address of a listing', () => {
    const { probe, api } = accessOf('twilio');
    const uri = `/2010-04-01/Accounts/${accountSid}/Messages.json?PageSize=1`;
    expect(probe.account?.({ uri, messages: [] })).toEqual({ id: accountSid, name: accountSid });
    expect(api.errorMessage?.({ code: 20003, message: 'Authenticate' })).toBe(
      'Authenticate (20003)',
    );
  });
});

describe('any service with OAuth 2', () => {
  const urls = {
    baseUrl: 'https://api.example.com/v1/',
    authorizeUrl: 'https://example.com/authorize',
    tokenUrl: 'https://example.com/token',
  };
  const methodWith = (settings: Record<string, unknown>) =>
    methodFor(
      methodOf('generic-oauth2', 'oauth2'),
      accountWith('generic-oauth2', { ...urls, ...settings }),
    );

  it('is used as the standard has it', () => {
    const method = methodWith({});
    const standard = { scopeSeparator: ' ', clientAuthentication: 'body', usesPkce: true };
    expect(method).toMatchObject(standard);
    expect(method.revoke).toBeUndefined();
  });

  it('or as its settings say', () => {
    const settings = {
      scopeSeparator: 'comma',
      clientAuthentication: 'basic',
      usesPkce: false,
      revokeUrl: 'https://example.com/revoke',
      issuer: 'https://login.example.com',
    };
    expect(methodWith(settings)).toMatchObject({
      scopeSeparator: ',',
      clientAuthentication: 'basic',
      usesPkce: false,
      revoke: { url: 'https://example.com/revoke' },
      issuer: 'https://login.example.com',
    });
  });

  it('is called without the slash at the end of its address', () => {
    const account = accountWith('generic-oauth2', urls);
    expect(addressesOf('generic-oauth2', account)).toEqual([
      'https://example.com/authorize',
      'https://example.com/token',
      'https://example.com/token',
      'https://api.example.com/v1',
    ]);
    expect(forAccount(accessOf('generic-oauth2').probe.path, account)).toBe('/');
  });
});

describe('any service with a key', () => {
  it('takes it where the settings say', () => {
    const method = methodOf('api-key', 'api-key');
    const baseUrl = 'https://api.example.com';
    const inHeader = accountWith('api-key', { baseUrl, name: 'Authorization', prefix: 'Token ' });
    expect(methodFor(method, inHeader).in).toBe('header');
    expect(forAccount(method.name, inHeader)).toBe('Authorization');
    expect(forAccount(method.prefix ?? '', inHeader)).toBe('Token ');
    const inQuery = accountWith('api-key', { baseUrl, in: 'query', name: 'key' });
    expect(methodFor(method, inQuery).in).toBe('query');
  });

  it.each([
    [{ error: { message: 'one' } }, 'one'],
    [{ message: 'two' }, 'two'],
    [{ title: 'Out of credit', detail: 'Your balance is 30.' }, 'Your balance is 30.'],
    [{ error: 'three' }, 'three'],
    [{ status: 500 }, null],
  ])('says what went wrong as most do: %j', (body, expected) => {
    expect(accessOf('api-key').api.errorMessage?.(body)).toBe(expected);
  });
});
