import { createHmac } from 'node:crypto';

import type { ConnectionsService } from '../../server/src/connections/connections-service';
import type { Call, Connection } from '../../server/src/connections/contracts';
import { defineProvider } from '../../server/src/providers/provider';
import {
  beginAuthorization,
  connectionOf,
  CONNECTIONS,
  connectionsTable,
  returnTo,
} from '../support/connections';
import { eventually } from '../support/outgoing';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const CLIENT_SECRET = 'secret-of-the-app';
const REFUSAL = { ok: false, error: 'token_revoked' };

/** A service that signs its return, says everything with status 200, and takes a grant back in its own way. */
const quirky = (url: string) =>
  defineProvider({
    id: 'quirky',
    name: 'Quirky',
    access: {
      category: 'communication',
      auth: [
        {
          kind: 'oauth2',
          authorizeUrl: `${url}/authorize`,
          tokenUrl: `${url}/token`,
          scopes: [],
          revoke: ({ accessToken, clientId, clientSecret }) => ({
            method: 'DELETE',
            url: `${url}/apps/${clientId}/grants/${accessToken}`,
            headers: { 'x-app-secret': clientSecret, ...JSON_TYPE },
            body: JSON.stringify({ reason: 'disconnected' }),
          }),
          verifyReturn: ({ code = '', signature }, { clientSecret }) =>
            signature === signatureOf(code, clientSecret),
        },
      ],
      api: {
        baseUrl: `${url}/api`,
        isError: (body) => (body as { ok?: boolean } | null)?.ok === false,
        isRefusal: (body) => (body as { error?: string } | null)?.error === REFUSAL.error,
        errorMessage: (body) => (body as { error?: string } | null)?.error ?? null,
      },
      probe: { path: '/me' },
    },
  });

const signatureOf = (code: string, secret = CLIENT_SECRET) =>
  createHmac('sha256', secret).update(code).digest('hex');

describe('a service with ways of its own', () => {
  let running: RunningStrapi;
  let service: Receiver;
  beforeAll(async () => {
    service = await startReceiver();
    running = await startStrapi();
    running.strapi
      .plugin('integration-builder')
      .service('providers')
      .register(quirky(service.url('')));
    await running.http
      .put(`${CONNECTIONS}/providers/quirky/client`)
      .send({ clientId: 'id', clientSecret: CLIENT_SECRET })
      .expect(200);
  });
  afterAll(async () => {
    await running?.stop();
    await service?.stop();
  });
  beforeEach(() => {
    service.forget();
    answer('/token', {
      access_token: 'access-token-1',
      refresh_token: 'refresh-token-1',
      expires_in: 3600,
    });
    answer('/api/me', { ok: true });
  });

  function answer(path: string, body: unknown): void {
    service.answer(path, { status: 200, headers: JSON_TYPE, body: JSON.stringify(body) });
  }

  const countOf = (path: string) => service.requestsTo(path).length;

  async function comeBack(parameters: Record<string, string>): Promise<URL> {
    const { authorizeUrl, cookie } = await beginAuthorization(running.http, { provider: 'quirky' });
    const state = new URL(authorizeUrl).searchParams.get('state') ?? '';
    const query = new URLSearchParams({ state, ...parameters });
    const callback = `${running.url}/api/integration-builder/oauth/callback?${query}`;
    return returnTo(running.url, callback, cookie);
  }

  async function connect(): Promise<Connection> {
    const page = await comeBack({ code: 'c', signature: signatureOf('c') });
    const { body } = await running.http
      .post(`${CONNECTIONS}/authorizations/complete`)
      .send({ ticket: page.searchParams.get('ticket') })
      .expect(200);
    return (body as { data: { connection: Connection } }).data.connection;
  }

  it.each([
    ['is not signed', { code: 'c' }],
    ['is signed for another code', { code: 'c', signature: signatureOf('d') }],
    ['is signed by somebody else', { code: 'c', signature: signatureOf('c', 'guessed') }],
  ])('leads to nothing where its return %s', async (_name, parameters) => {
    const page = await comeBack(parameters);
    expect(page.searchParams.get('problem')).toBe('invalid-answer');
    expect(page.searchParams.has('ticket')).toBe(false);
  });

  it('is connected where its return is signed', async () => {
    expect(await connect()).toMatchObject({ status: 'connected' });
  });

  it('gets a renewed token where it refuses one with status 200', async () => {
    const connection = await connect();
    answer('/token', { access_token: 'at-2', refresh_token: 'rt-2', expires_in: 3600 });
    service.answer('/api/data', ({ headers }) => {
      const body = headers.authorization === 'Bearer at-2' ? { ok: true, value: 7 } : REFUSAL;
      return { status: 200, headers: JSON_TYPE, body: JSON.stringify(body) };
    });
    const connections: ConnectionsService = running.strapi
      .plugin('integration-builder')
      .service('connections');
    const client = await connections.client(connection.id);
    expect((await client.get('/data')).data).toEqual({ ok: true, value: 7 });
  });

  it('is an error to look after where it refuses the renewed one, too', async () => {
    const connection = await connect();
    const before = { tokens: countOf('/token'), probes: countOf('/api/me') };
    answer('/api/me', REFUSAL);
    await running.http.post(`${CONNECTIONS}/accounts/${connection.id}/test`).expect(200);
    const shown = await eventually(async () => {
      const found = await connectionOf(running.http, connection.id);
      return found.status !== 'connected' && found;
    });
    expect(shown.statusReason).toContain('does not accept the credentials');
    expect(countOf('/token')).toBe(before.tokens + 1);
    expect(countOf('/api/me')).toBe(before.probes + 2);
  });

  it.each<[string, Parameters<Receiver['answer']>[1], string]>([
    ['is asked', { status: 200, headers: JSON_TYPE, body: '{"ok":true}' }, 'revoked'],
    [
      'refuses with status 200',
      { status: 200, headers: JSON_TYPE, body: '{"ok":false}' },
      'failed',
    ],
    ['refuses', { status: 403 }, 'failed'],
    ['breaks the connection off', { fault: 'reset' }, 'failed'],
  ])(
    'to take a grant back %s: the tokens are erased all the same',
    async (_name, how, expected) => {
      const { id } = await connect();
      const path = '/apps/id/grants/access-token-1';
      service.answer(path, how);
      const { body } = await running.http
        .post(`${CONNECTIONS}/accounts/${id}/disconnect`)
        .expect(200);
      expect(body.data).toMatchObject({
        revocation: expected,
        connection: { status: 'disconnected' },
      });
      expect(service.requestsTo(path)).toMatchObject([
        { method: 'DELETE', headers: { 'x-app-secret': CLIENT_SECRET } },
      ]);
      const row = await connectionsTable(running).where({ id }).first();
      expect(row.credentials).toBeNull();
      const calls = await running.http.get(`${CONNECTIONS}/accounts/${id}/calls`).expect(200);
      const [line] = calls.body.data as Call[];
      expect(line).toMatchObject({
        caller: 'token',
        method: 'DELETE',
        path: '/apps/id/grants/•••',
      });
      expect(line?.error === null).toBe(expected === 'revoked');
    },
  );
});
