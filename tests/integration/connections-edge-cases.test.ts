import type { ApiError } from '../../server/src/http/client/api-error';
import type { ConnectionsService } from '../../server/src/connections/connections-service';
import type { Connection } from '../../server/src/connections/contracts';
import {
  beginAuthorization,
  connectionOf,
  CONNECTIONS,
  connectionsTable,
  returnTo,
} from '../support/connections';
import { everyDatabase } from '../support/databases';
import { startReceiver, type Receiver } from '../support/receiver';
import { refusal } from '../support/refusals';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const JSON_TYPE = { 'Content-Type': 'application/json' };
/** As long as refresh tokens that hold claims are. */
const LONG_TOKEN = `refresh-${'x9'.repeat(300)}`;

everyDatabase('connections to a service that is at odds', (client) => {
  let running: RunningStrapi;
  let service: Receiver;
  beforeAll(async () => {
    service = await startReceiver();
    running = await startStrapi({ client });
  });
  afterAll(async () => {
    // First, so that what hangs there ends: a site waits for the answer to a request for tokens before it stops.
    await service?.stop();
    await running?.stop();
  });
  beforeEach(() => {
    service.forget();
    answer('/token', 200, {
      access_token: 'at-1-of-the-tests',
      refresh_token: LONG_TOKEN,
      expires_in: 3600,
    });
    answer('/api/me', 200, {});
  });

  const connections = (): ConnectionsService =>
    running.strapi.plugin('integration-builder').service('connections');
  const tokenRequests = () => service.requestsTo('/token').map(({ body }) => body.toString());
  const refreshes = () =>
    tokenRequests().filter((body) => body.includes('grant_type=refresh_token'));

  function answer(path: string, status: number, body: unknown): void {
    service.answer(path, { status, headers: JSON_TYPE, body: JSON.stringify(body) });
  }

  /** Signs in without the consent page, which is the service's own affair. Answers with what finishing answers. */
  async function signIn(connectionId?: number) {
    const { authorizeUrl, cookie } = await beginAuthorization(running.http, {
      provider: 'generic-oauth2',
      ...(connectionId !== undefined && { connectionId }),
      settings: {
        authorizeUrl: 'https://service.example/authorize',
        tokenUrl: service.url('/token'),
        baseUrl: service.url('/api'),
        probePath: '/me',
      },
      credentials: { clientId: 'id', clientSecret: 'secret-of-the-client' },
    });
    const state = new URL(authorizeUrl).searchParams.get('state');
    const back = `${running.url}/api/integration-builder/oauth/callback?code=c&state=${state}`;
    const ticket = (await returnTo(running.url, back, cookie)).searchParams.get('ticket');
    return running.http.post(`${CONNECTIONS}/authorizations/complete`).send({ ticket });
  }

  async function connect(): Promise<Connection> {
    const { body } = await signIn();
    return (body as { data: { connection: Connection } }).data.connection;
  }

  async function expire({ id }: Connection): Promise<void> {
    await connectionsTable(running)
      .where({ id })
      .update({ expires_at: Date.now() - 1_000 })
      .increment('revision', 1);
    await new Promise((resolve) => setTimeout(resolve, 600));
  }

  const failure = (run: Promise<unknown>) =>
    run.then(
      () => null,
      (error: { code: string; message: string }) => error,
    );
  const token = async ({ id }: Connection) => connections().getValidAccessToken(id);

  it('show nothing of a secret that the service repeats, also where it is cut', async () => {
    const connection = await connect();
    const description = `Invalid refresh token: ${LONG_TOKEN} for secret-of-the-client`;
    answer('/token', 400, { error: 'invalid_grant', error_description: description });
    await expire(connection);
    const error = await failure(token(connection));
    const shown = await connectionOf(running.http, connection.id);
    expect(shown.status).toBe('needs-reauthorization');
    expect(shown.statusReason).toContain('Invalid refresh token: •••');
    for (const text of [error?.message, shown.statusReason]) {
      expect(text).not.toMatch(/x9x9|secret-of-the-client/);
    }
  });

  it('take in what no database can store, and go on', async () => {
    const description = 'gone \u0000 \ud800 for good';
    const connection = await connect();
    answer('/token', 400, { error: 'invalid_grant', error_description: description });
    await expire(connection);
    await failure(token(connection));
    expect(await connectionOf(running.http, connection.id)).toMatchObject({
      status: 'needs-reauthorization',
      statusReason: expect.stringContaining('gone'),
    });
    answer('/token', 200, { access_token: 'at', expires_in: 3599.9995, scope: 'a \u0000 b' });
    const { body } = await signIn(connection.id);
    expect(body.data.connection).toMatchObject({
      status: 'connected',
      scopes: { granted: ['a', 'b'] },
    });
  });

  if (client !== 'sqlite') return;

  it('do not renew a token at every call that lives no longer than the time ahead', async () => {
    answer('/token', 200, { access_token: 'short-lived', refresh_token: 'r1', expires_in: 240 });
    const connection = await connect();
    for (let n = 0; n < 20; n += 1) await token(connection);
    expect(refreshes()).toHaveLength(0);
  });

  it('do not go on with an account that could not be named', async () => {
    answer('/api/me', 200, {});
    const connection = await connect();
    await connectionsTable(running)
      .where({ id: connection.id })
      .update({ account_id: 'known', account_name: 'Known' })
      .increment('revision', 1);
    answer('/api/me', 503, {});
    const answered = await refusal(signIn(connection.id));
    expect(answered).toMatchObject({ status: 400, code: 'test-failed' });
    expect((await connectionOf(running.http, connection.id)).account?.id).toBe('known');
  });

  it('do not use answers that were kept for the credentials before', async () => {
    const connection = await connect();
    const api = await connections().client(connection.id);
    const headers = { ...JSON_TYPE, 'Cache-Control': 'max-age=600' };
    service.answer('/api/data', { status: 200, headers, body: '"of the first"' });
    await api.get('/data');
    service.answer('/api/data', { status: 200, headers, body: '"of the second"' });
    expect((await api.get('/data')).data).toBe('of the first');
    await signIn(connection.id);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await api.get('/data')).data).toBe('of the second');
  });

  it('renew a token once where the service refuses a good one, and not at every call', async () => {
    const connection = await connect();
    const api = await connections().client(connection.id);
    answer('/api/forbidden', 401, {});
    for (let n = 0; n < 5; n += 1) {
      expect(await failure(api.get('/forbidden'))).toMatchObject({ status: 401 });
    }
    expect(refreshes()).toHaveLength(1);
  });

  it('can be called inside a transaction, and refuse at once to renew a token there', async () => {
    const connection = await connect();
    const api = await connections().client(connection.id);
    await new Promise((resolve) => setTimeout(resolve, 600));
    const inTransaction = <T>(run: () => Promise<T>) =>
      running.strapi.db.transaction(async () => run()) as Promise<T>;
    expect((await inTransaction(() => api.get('/me'))).status).toBe(200);
    // Its line is written outside of that transaction, which is over by then.
    const { body } = await running.http.get(`${CONNECTIONS}/accounts/${connection.id}/calls`);
    expect(body.data).toMatchObject([{ caller: 'site' }, { caller: 'token' }]);
    await expire(connection);
    const startedAt = performance.now();
    const error = await inTransaction(() => failure(api.get('/me')));
    expect(error?.message).toContain('inside a database transaction');
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    const disconnect = () => connections().accounts.disconnect(connection.id);
    expect((await inTransaction(() => failure(disconnect())))?.message).toBe(
      'An account cannot be disconnected inside a database transaction: do it before or after it.',
    );
    expect((await api.get('/me')).status).toBe(200);
  });

  it('keep to the deadline of a call while a token is renewed', async () => {
    const connection = await connect();
    const api = await connections().client(connection.id);
    service.answer('/token', { fault: 'hang' });
    await expire(connection);
    const seen = jest.fn();
    api.use({ onError: (error, { url }) => seen((error as ApiError).code, url.pathname) });
    const startedAt = performance.now();
    expect(await failure(api.get('/me', { timeoutMs: 1_000 }))).toMatchObject({ code: 'timeout' });
    const abort = new AbortController();
    const aborted = failure(api.get('/you', { signal: abort.signal }));
    setTimeout(() => abort.abort(), 500);
    expect(await aborted).toMatchObject({ code: 'aborted' });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    // Nothing was sent, and code of the site and the log know of it all the same.
    expect(seen.mock.calls).toEqual([
      ['timeout', '/api/me'],
      ['aborted', '/api/you'],
    ]);
    const { body } = await running.http.get(`${CONNECTIONS}/accounts/${connection.id}/calls`);
    const unsent = { caller: 'site', status: null, attempts: [] };
    expect(body.data.slice(0, 2)).toMatchObject([
      { ...unsent, path: '/api/you', error: { code: 'aborted' } },
      { ...unsent, path: '/api/me', error: { code: 'timeout' } },
    ]);
    await running.http.post(`${CONNECTIONS}/accounts/${connection.id}/disconnect`).expect(200);
  });

  it('have an app of their own, so that nobody can send the secret of another one elsewhere', async () => {
    const set = running.http
      .put(`${CONNECTIONS}/providers/generic-oauth2/client`)
      .send({ clientId: 'id', clientSecret: 'shared-secret' });
    expect(await refusal(set)).toMatchObject({ status: 400, code: 'client-unsupported' });
    const made = running.http.post(`${CONNECTIONS}/accounts`).send({
      provider: 'generic-oauth2',
      auth: 'client-credentials',
      settings: {
        authorizeUrl: 'https://service.example/authorize',
        tokenUrl: service.url('/token'),
        baseUrl: service.url('/api'),
      },
      credentials: {},
    });
    expect(await refusal(made)).toMatchObject({ status: 400, path: 'credentials.clientId' });
  });
});
