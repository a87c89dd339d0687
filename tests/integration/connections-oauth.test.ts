import {
  addHarbour,
  approvedTicket,
  beginAuthorization,
  connectHarbour,
  connectionOf,
  CONNECTIONS,
  harbourProvider,
  returnTo,
} from '../support/connections';
import { refusal } from '../support/refusals';
import { approveConsent, startStandIn, type StandIn } from '../support/stand-in';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const MAY_CONNECT = [
  'plugin::integration-builder.connection.read',
  'plugin::integration-builder.connection.write',
];

let standIn: StandIn;
let running: RunningStrapi;
beforeAll(async () => {
  standIn = await startStandIn();
  // A site that believes its proxies is the one that could be led astray by headers.
  running = await startStrapi({ trustsProxies: true });
  await addHarbour(running, standIn);
});
afterAll(async () => {
  await running?.stop();
  await standIn?.stop();
});
beforeEach(() => standIn.control.reset());

const complete = (ticket: string, http = running.http) =>
  http.post(`${CONNECTIONS}/authorizations/complete`).send({ ticket });
const problemOf = (page: URL) => page.searchParams.get('problem');

describe('connecting an account by OAuth', () => {
  it('leads from the panel over the consent page back to a connection that works', async () => {
    const connection = await connectHarbour(running);
    expect(connection).toMatchObject({
      provider: 'harbour',
      auth: 'oauth2',
      status: 'connected',
      statusReason: null,
      name: 'Harbour Wholesale',
      account: { id: 'acc_harbour_1', name: 'Harbour Wholesale' },
      isRenewable: true,
      scopes: { missing: [] },
    });
    expect(await connectionOf(running.http, connection.id)).toMatchObject(connection);
    const { body } = await running.http.get(`${CONNECTIONS}/accounts/${connection.id}/calls`);
    expect(body.data).toMatchObject([
      { caller: 'token', method: 'POST', path: '/oauth/token', status: 200, error: null },
    ]);
    const client = await running.strapi
      .plugin('integration-builder')
      .service('connections')
      .client(connection.id);
    const { data } = await client.get('/products', { query: { limit: 2 } });
    expect(data.data).toHaveLength(2);
  });

  it('asks by PKCE, with a state, for the address that the panel shows', async () => {
    const { authorizeUrl } = await beginAuthorization(running.http);
    const asked = new URL(authorizeUrl).searchParams;
    const { body } = await running.http.get(`${CONNECTIONS}/catalogue`).expect(200);
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      state: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      redirect_uri: body.data.redirectUri,
      scope: 'account:read products:read products:write',
    });
    expect(body.data.redirectUri).toMatch(/^http.*\/api\/integration-builder\/oauth\/callback$/);
  });

  it('tells which scopes were not granted', async () => {
    const connection = await connectHarbour(running, undefined, {
      scopes: ['account:read', 'products:read'],
    });
    expect(connection.scopes).toEqual({
      asked: ['account:read', 'products:read', 'products:write'],
      granted: ['account:read', 'products:read'],
      missing: ['products:write'],
    });
  });

  it('keeps a connection in place when it is reconnected', async () => {
    const connection = await connectHarbour(running);
    await standIn.control.revokeAllGrants();
    const again = await connectHarbour(running, {
      provider: 'harbour',
      connectionId: connection.id,
    });
    expect(again).toMatchObject({ id: connection.id, status: 'connected' });
  });

  it('does not put another account in the place of a connection', async () => {
    const connection = await connectHarbour(running);
    await standIn.control.setModes({ account: { id: 'acc_other', name: 'Somebody Else' } });
    const ticket = await approvedTicket(running, running.http, {
      provider: 'harbour',
      connectionId: connection.id,
    });
    expect(await refusal(complete(ticket))).toMatchObject({ status: 400, code: 'other-account' });
    expect((await connectionOf(running.http, connection.id)).account?.id).toBe('acc_harbour_1');
  });

  it('says so where the owner declines, in the words of the service', async () => {
    const ticket = await approvedTicket(running, running.http, undefined, { deny: true });
    const answer = await refusal(complete(ticket));
    expect(answer).toMatchObject({ status: 400, code: 'authorization-denied' });
    expect(answer.message).toMatch(/^Harbour /);
  });

  it('needs the app of the site at the service', async () => {
    running.strapi
      .plugin('integration-builder')
      .service('providers')
      .register(harbourProvider(standIn.url, { id: 'unregistered' }));
    const begun = running.http
      .post(`${CONNECTIONS}/authorizations`)
      .send({ provider: 'unregistered' });
    expect(await refusal(begun)).toMatchObject({ status: 400, code: 'client-missing' });
  });
});

describe('a return that is not what was begun', () => {
  it('without a state, or with one that nobody was given, leads to nothing', async () => {
    const { cookie } = await beginAuthorization(running.http);
    for (const query of ['', '?state=', '?state=nobodys&code=x', '?code=x']) {
      const page = await returnTo(
        running.url,
        `${running.url}/api/integration-builder/oauth/callback${query}`,
        cookie,
      );
      expect(problemOf(page)).toBe('state-unknown');
    }
  });

  it('is taken once', async () => {
    const { authorizeUrl, cookie } = await beginAuthorization(running.http);
    const location = await approveConsent(authorizeUrl);
    expect((await returnTo(running.url, location, cookie)).searchParams.has('ticket')).toBe(true);
    expect(problemOf(await returnTo(running.url, location, cookie))).toBe('state-unknown');
  });

  it('of two at the same moment, one is taken', async () => {
    const { authorizeUrl, cookie } = await beginAuthorization(running.http);
    const location = await approveConsent(authorizeUrl);
    const pages = await Promise.all(
      [1, 2, 3, 4].map(() => returnTo(running.url, location, cookie)),
    );
    expect(pages.filter((page) => page.searchParams.has('ticket'))).toHaveLength(1);
  });

  it('is finished once', async () => {
    const ticket = await approvedTicket(running, running.http);
    await complete(ticket).expect(200);
    expect(await refusal(complete(ticket))).toMatchObject({ code: 'authorization-expired' });
  });

  it('ends after its time, before and after the return', async () => {
    const end = () =>
      running.strapi.db.connection('ib_authorizations').update({ expires_at: Date.now() - 1 });
    const { authorizeUrl, cookie } = await beginAuthorization(running.http);
    const location = await approveConsent(authorizeUrl);
    await end();
    expect(problemOf(await returnTo(running.url, location, cookie))).toBe('state-expired');
    const ticket = await approvedTicket(running, running.http);
    await end();
    expect(await refusal(complete(ticket))).toMatchObject({ code: 'authorization-expired' });
  });

  it('in another browser than the one that began leads to nothing, and can still be finished in that one', async () => {
    const { authorizeUrl, cookie } = await beginAuthorization(running.http);
    const other = await beginAuthorization(running.http);
    expect(other.cookie).not.toBe(cookie);
    const location = await approveConsent(authorizeUrl);
    expect(problemOf(await returnTo(running.url, location, other.cookie))).toBe('other-browser');
    expect(problemOf(await returnTo(running.url, location, ''))).toBe('other-browser');
    expect((await returnTo(running.url, location, cookie)).searchParams.has('ticket')).toBe(true);
  });

  it('cannot be finished by another administrator, and still by the one who began', async () => {
    const colleague = await running.signInWith(MAY_CONNECT);
    const ticket = await approvedTicket(running, running.http);
    expect(await refusal(complete(ticket, colleague))).toMatchObject({
      code: 'authorization-expired',
    });
    await complete(ticket).expect(200);
  });

  it("with an attacker's code in a victim's session leads to nothing", async () => {
    const attacker = await running.signInWith(MAY_CONNECT);
    const begun = await beginAuthorization(attacker);
    const location = await approveConsent(begun.authorizeUrl);
    const victim = await beginAuthorization(running.http);
    expect(problemOf(await returnTo(running.url, location, victim.cookie))).toBe('other-browser');

    // Nor with the attacker's code under the victim's own state: PKCE ties a code to who asked for it.
    const foreign = new URL(location);
    const state = new URL(victim.authorizeUrl).searchParams.get('state') ?? '';
    foreign.searchParams.set('state', state);
    const page = await returnTo(running.url, foreign.href, victim.cookie);
    const answer = await refusal(complete(page.searchParams.get('ticket') ?? ''));
    expect(answer).toMatchObject({ code: 'token-request-failed' });
  });

  it('from another issuer, or from none, is a mix-up and leads to nothing', async () => {
    for (const iss of ['https://evil.example', '']) {
      const { authorizeUrl, cookie } = await beginAuthorization(running.http);
      const location = new URL(await approveConsent(authorizeUrl));
      if (iss) location.searchParams.set('iss', iss);
      else location.searchParams.delete('iss');
      expect(problemOf(await returnTo(running.url, location.href, cookie))).toBe('wrong-issuer');
    }
  });

  it('begun at one service is not finished at another', async () => {
    const ids = ['first-shop', 'second-shop'];
    const providers = running.strapi.plugin('integration-builder').service('providers');
    ids.forEach((id) => providers.register(harbourProvider(standIn.url, { id })));
    for (const id of ids) {
      await running.http
        .put(`${CONNECTIONS}/providers/${id}/client`)
        .send({ clientId: 'integration-builder-demo', clientSecret: 'demo-harbour-secret' })
        .expect(200);
    }
    const first = await beginAuthorization(running.http, { provider: 'first-shop' });
    const second = await beginAuthorization(running.http, { provider: 'second-shop' });
    const crossed = new URL(await approveConsent(first.authorizeUrl));
    const state = new URL(second.authorizeUrl).searchParams.get('state') ?? '';
    crossed.searchParams.set('state', state);
    const page = await returnTo(running.url, crossed.href, second.cookie);
    expect(await refusal(complete(page.searchParams.get('ticket') ?? ''))).toMatchObject({
      code: 'token-request-failed',
    });
  });

  it('goes to the page of the panel and nowhere else, whatever it asks for', async () => {
    const { authorizeUrl, cookie } = await beginAuthorization(running.http);
    const location = new URL(await approveConsent(authorizeUrl));
    for (const returnTarget of ['//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      location.searchParams.set('returnTo', returnTarget);
      location.searchParams.set('redirect', returnTarget);
    }
    const response = await fetch(running.url + location.pathname + location.search, {
      redirect: 'manual',
      headers: { cookie },
    });
    expect(response.headers.get('location')).toMatch(
      /^(http:\/\/[^/]+)?\/admin\/plugins\/integration-builder\/connections\/return\?ticket=[A-Za-z0-9_-]{43}$/,
    );
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('passes a script in the description of an error on as text', async () => {
    const { authorizeUrl, cookie } = await beginAuthorization(running.http);
    const location = new URL(await approveConsent(authorizeUrl, { deny: true }));
    location.searchParams.set('error_description', '<script>alert(1)</script>');
    const page = await returnTo(running.url, location.href, cookie);
    expect(page.href).not.toContain('script');
    const answer = await refusal(complete(page.searchParams.get('ticket') ?? ''));
    expect(answer.message).toBe('Harbour did not agree: <script>alert(1)</script>');
  });

  const FORGED = {
    Host: 'evil.example',
    'X-Forwarded-Host': 'evil.example',
    'X-Forwarded-Proto': 'https',
    'X-Forwarded-Port': '444',
    Forwarded: 'host=evil.example;proto=https',
  };

  it('is asked for at the configured address, whatever the headers of the request say', async () => {
    const { body } = await running.http.get(`${CONNECTIONS}/catalogue`).set(FORGED).expect(200);
    const { redirectUri } = body.data as { redirectUri: string };
    const site = running.strapi.config.get<string>('server.absoluteUrl');
    expect(redirectUri).toBe(`${site}/api/integration-builder/oauth/callback`);
    const response = await running.http
      .post(`${CONNECTIONS}/authorizations`)
      .set(FORGED)
      .send({ provider: 'harbour' })
      .expect(200);
    const address = new URL(response.body.data.authorizeUrl).searchParams.get('redirect_uri');
    expect(address).toBe(redirectUri);
  });

  it('goes to the own panel, whatever the headers of the return say', async () => {
    const { authorizeUrl, cookie } = await beginAuthorization(running.http);
    const { pathname, search } = new URL(await approveConsent(authorizeUrl));
    const response = await running.anonymous
      .get(pathname + search)
      .set({ ...FORGED, Cookie: cookie })
      .expect(302);
    const panel = running.strapi.config.get<string>('admin.absoluteUrl');
    const { location } = response.headers as { location: string };
    expect(location).toMatch(/\/connections\/return\?ticket=[\w-]{43}$/);
    expect(location.startsWith(`${panel}/plugins/`)).toBe(true);
    const ticket = new URL(location, running.url).searchParams.get('ticket') ?? '';
    // The code is redeemed with the address that it was asked for, or the service would refuse it.
    await complete(ticket).expect(200);
  });
});
