import { runCheck } from '../../support/stand-in-checks/run-check';
import {
  answerIn,
  authorizeUrl,
  codeGrant,
  postForm,
  REDIRECT_URI,
  refreshGrant,
} from '../../support/stand-in-requests';
import { approveConsent, type StandIn, startStandIn } from '../../support/stand-in';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());
beforeEach(() => standIn.control.reset());

const post = (fields: Record<string, string>, options = {}) =>
  postForm(standIn.url, fields, options);

const newCode = async (changes = {}) =>
  answerIn(await approveConsent(authorizeUrl(standIn.url, changes))).code!;

const connect = async () => (await post(codeGrant(await newCode()))).body;

/** The status with which the account answers this token. */
async function statusWith(accessToken: string): Promise<number> {
  const headers = { authorization: `Bearer ${accessToken}` };
  return (await fetch(`${standIn.url}/api/me`, { headers })).status;
}

describe.each(['basic', 'post'])('a certified client that authenticates by %s', (way) => {
  it('connects, refreshes, is found out when it repeats a token, and revokes', async () => {
    const outcome = await runCheck('oauth-client', [standIn.url, way]);
    expect(outcome).toEqual({
      issuer: standIn.url,
      scope: 'account:read products:read',
      expiresIn: 3600,
      isRotated: true,
      isAccessTokenNew: true,
      reused: 'invalid_grant',
      afterReuse: 'invalid_grant',
      me: { id: 'acc_harbour_1', name: 'Harbour Wholesale' },
      afterRevocation: 'invalid_token',
      ownScope: 'products:read',
      hasOwnRefreshToken: false,
      wrongIssuer: 'OAUTH_INVALID_RESPONSE',
      wrongState: 'OAUTH_INVALID_RESPONSE',
    });
    const { counters } = await standIn.control.state();
    expect(counters).toMatchObject({
      tokenRequests: { authorization_code: 2, refresh_token: 3, client_credentials: 1 },
      refusedTokenRequests: 2,
      revocations: 1,
      familiesRevoked: 1,
    });
  });
});

describe('the authorization endpoint', () => {
  it.each([
    ['an app that it does not know', { client_id: 'stranger' }],
    ['an address of another host', { redirect_uri: REDIRECT_URI.replace('127.0.0.1', '127.1') }],
    ['an address with another path', { redirect_uri: `${REDIRECT_URI}/x` }],
    ['an address with a query', { redirect_uri: `${REDIRECT_URI}?x=1` }],
    [
      'a user name in front of the host',
      { redirect_uri: REDIRECT_URI.replace('1337', '1@evil.example') },
    ],
    ['no address', { redirect_uri: null }],
  ])('sends nobody away for %s', async (_name, changes) => {
    const response = await fetch(authorizeUrl(standIn.url, changes), { redirect: 'manual' });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
  });

  it.each([
    ['no PKCE', { code_challenge: null, code_challenge_method: null }, 'invalid_request'],
    ['PKCE without a digest', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a challenge that is no digest', { code_challenge: 'short' }, 'invalid_request'],
    ['no state', { state: null }, 'invalid_request'],
    ['the implicit grant', { response_type: 'token' }, 'unsupported_response_type'],
    ['an unknown scope', { scope: 'account:read everything' }, 'invalid_scope'],
  ])('tells the app of %s', async (_name, changes, error) => {
    const answer = answerIn(await approveConsent(authorizeUrl(standIn.url, changes)));
    expect(answer).toMatchObject({ error, iss: standIn.url });
    expect(answer.code).toBeUndefined();
  });

  it('takes an address on loopback with any port, and no other one than was registered', async () => {
    const local = REDIRECT_URI.replace('127.0.0.1:1337', 'localhost:8080');
    expect(await approveConsent(authorizeUrl(standIn.url, { redirect_uri: local }))).toContain(
      `${local}?code=`,
    );
    await standIn.control.setModes({ redirectUris: ['https://shop.example/back'] });
    await expect(approveConsent(authorizeUrl(standIn.url))).rejects.toThrow('not registered');
  });

  it('shows the page no other site may frame, and escapes what is on it', async () => {
    await standIn.control.setModes({ account: { id: '1', name: '<b onclick="x">Eve & co' } });
    const page = await fetch(authorizeUrl(standIn.url));
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(await page.text()).toContain('&lt;b onclick=&quot;x&quot;&gt;Eve &amp; co');
  });

  it('grants as little as the person ticks', async () => {
    const location = await approveConsent(authorizeUrl(standIn.url), { scopes: ['account:read'] });
    const { body } = await post(codeGrant(answerIn(location).code!));
    expect(body.scope).toBe('account:read');
  });

  it('grants no more than its mode says', async () => {
    await standIn.control.setModes({ grantedScopes: ['products:read'] });
    expect((await connect()).scope).toBe('products:read');
  });

  it.each([[{ deny: true }], [{ scopes: [] }]])('gives no code for %p', async (decision) => {
    const answer = answerIn(await approveConsent(authorizeUrl(standIn.url), decision));
    expect(answer).toMatchObject({ error: 'access_denied', state: 'state-1', iss: standIn.url });
    expect(answer.code).toBeUndefined();
  });

  it('takes one answer for each page', async () => {
    const page = await (await fetch(authorizeUrl(standIn.url))).text();
    const request = /name="request" value="([^"]+)"/.exec(page)![1]!;
    const form = { request, decision: 'approve', scope: 'account:read' };
    const decide = () =>
      fetch(`${standIn.url}/oauth/consent`, {
        method: 'POST',
        body: new URLSearchParams(form),
        redirect: 'manual',
      });
    expect((await decide()).status).toBe(303);
    expect((await decide()).status).toBe(400);
  });
});

describe('the token endpoint', () => {
  it('takes back what a code gave that comes a second time', async () => {
    const code = await newCode();
    const { body: tokens } = await post(codeGrant(code));
    expect(await statusWith(tokens.access_token)).toBe(200);

    const second = await post(codeGrant(code));
    expect(second).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await statusWith(tokens.access_token)).toBe(401);
    const refreshed = await post(refreshGrant(tokens.refresh_token));
    expect(refreshed.body.error).toBe('invalid_grant');
    expect((await standIn.control.counters()).familiesRevoked).toBe(1);
  });

  it('revokes the newest tokens, too, when a spent refresh token comes again', async () => {
    const first = await connect();
    const { body: second } = await post(refreshGrant(first.refresh_token));
    expect(await statusWith(second.access_token)).toBe(200);
    await post(refreshGrant(first.refresh_token));
    expect(await statusWith(second.access_token)).toBe(401);
  });

  it.each([
    ['another verifier', { code_verifier: `${'x'.repeat(50)}` }],
    ['another address', { redirect_uri: REDIRECT_URI.replace('1337', '1338') }],
    ['a code that does not exist', { code: 'hac_none' }],
  ])('gives nothing for %s', async (_name, changes) => {
    const { status, body } = await post(codeGrant(await newCode(), changes));
    expect({ status, error: body.error }).toEqual({ status: 400, error: 'invalid_grant' });
  });

  it('keeps the codes and tokens of two apps apart', async () => {
    const other = { client_id: 'harbour-till', client_secret: 'demo-till-secret' };
    const asOther = { asClient: false };
    const code = await newCode();
    const stolen = await post({ ...codeGrant(code), ...other }, asOther);
    expect(stolen.body.error).toBe('invalid_grant');
    const { body: tokens } = await post(codeGrant(code));
    const refreshed = await post({ ...refreshGrant(tokens.refresh_token), ...other }, asOther);
    expect(refreshed.body.error).toBe('invalid_grant');
    const path = '/oauth/revoke';
    await post({ token: tokens.refresh_token, ...other }, { ...asOther, path });
    expect(await statusWith(tokens.access_token)).toBe(200);
  });

  it.each([
    ['no verifier', { grant_type: 'authorization_code', code: 'x', redirect_uri: 'x' }, 400],
    ['no grant type', {}, 400],
  ])('says that a request has %s', async (_name, fields, status) => {
    const answer = await post(fields);
    expect(answer).toMatchObject({ status, body: { error: 'invalid_request' } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('pragma')).toBe('no-cache');
  });

  it('knows no other grant type', async () => {
    const { body } = await post({ grant_type: 'password', username: 'a', password: 'b' });
    expect(body.error).toBe('unsupported_grant_type');
  });

  it('refuses a wrong secret with 401, and two ways to authenticate at once', async () => {
    const wrong = { grant_type: 'client_credentials', client_id: 'integration-builder-demo' };
    const refused = await post({ ...wrong, client_secret: 'x' }, { asClient: false });
    expect(refused).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    expect(refused.headers.get('www-authenticate')).toMatch(/^Basic /);

    const headers = { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` };
    const twice = await post({ grant_type: 'client_credentials' }, { headers });
    expect(twice.body.error).toBe('invalid_request');
  });

  it('lets a refresh ask for less and not for more', async () => {
    const { refresh_token } = await connect();
    const more = await post({ ...refreshGrant(refresh_token), scope: 'products:write' });
    expect(more.body.error).toBe('invalid_scope');
    const less = await post({ ...refreshGrant(refresh_token), scope: 'account:read' });
    expect(less.body.scope).toBe('account:read');
  });

  it('issues tokens that live as long as it is told', async () => {
    await standIn.control.setModes({ accessTokenLifeMs: 2_000 });
    expect((await connect()).expires_in).toBe(2);
    await standIn.control.setModes({ accessTokenLifeMs: 1 });
    const { access_token: token } = await connect();
    let status = 200;
    for (let tries = 0; status === 200 && tries < 20; tries += 1) status = await statusWith(token);
    expect(status).toBe(401);
  });
});

describe('a token endpoint that misbehaves', () => {
  it('omits the refresh token and goes on taking the one before', async () => {
    const { refresh_token } = await connect();
    await standIn.control.setModes({ tokenEndpoint: 'omit-refresh' });
    for (let times = 0; times < 2; times += 1) {
      const { status, body } = await post(refreshGrant(refresh_token));
      expect(status).toBe(200);
      expect(body).not.toHaveProperty('refresh_token');
    }
  });

  it('answers 500, and has done nothing', async () => {
    const { refresh_token } = await connect();
    await standIn.control.setModes({ tokenEndpoint: 'error-500' });
    expect(await post(refreshGrant(refresh_token))).toMatchObject({ status: 500, body: {} });
    await standIn.control.setModes({ tokenEndpoint: 'ok' });
    expect((await post(refreshGrant(refresh_token))).status).toBe(200);
  });

  it('answers late, and has rotated the token by then', async () => {
    const { refresh_token } = await connect();
    await standIn.control.setModes({ tokenEndpoint: 'slow', slowMs: 60_000 });
    const body = new URLSearchParams({
      ...refreshGrant(refresh_token),
      client_id: 'integration-builder-demo',
      client_secret: 'demo-harbour-secret',
    });
    const abort = new AbortController();
    const lost = fetch(`${standIn.url}/oauth/token`, {
      method: 'POST',
      body,
      signal: abort.signal,
    });
    while ((await standIn.control.counters()).tokenRequests.refresh_token === 0);
    abort.abort();
    await expect(lost).rejects.toThrow();

    await standIn.control.setModes({ tokenEndpoint: 'ok' });
    expect((await post(refreshGrant(refresh_token))).body.error).toBe('invalid_grant');
  });
});

describe('revocation', () => {
  const revoke = (token: string) => post({ token }, { path: '/oauth/revoke' });

  it('ends one access token, or with the refresh token all of them', async () => {
    const { access_token, refresh_token } = await connect();
    expect((await revoke(access_token)).status).toBe(200);
    expect(await statusWith(access_token)).toBe(401);
    const { body: next } = await post(refreshGrant(refresh_token));
    await revoke(next.refresh_token);
    expect(await statusWith(next.access_token)).toBe(401);
  });

  it('is as content with a token that nobody knows', async () => {
    expect(await revoke('hat_unknown')).toMatchObject({ status: 200, text: '' });
  });

  it('by the person ends every grant', async () => {
    const { access_token, refresh_token } = await connect();
    expect(await standIn.control.revokeAllGrants()).toBe(1);
    expect(await statusWith(access_token)).toBe(401);
    expect((await post(refreshGrant(refresh_token))).body.error).toBe('invalid_grant');
  });
});
