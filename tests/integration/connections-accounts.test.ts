import type {
  Catalogue,
  Connection,
  ConnectionTest,
  ConnectionWithUses,
} from '../../server/src/connections/contracts';
import type { ConnectionsService } from '../../server/src/connections/connections-service';
import { defineProvider } from '../../server/src/providers/provider';
import {
  addHarbour,
  connectHarbour,
  connectionOf,
  CONNECTIONS,
  connectionsTable,
  harbourProvider,
} from '../support/connections';
import { eventually } from '../support/outgoing';
import { refusal } from '../support/refusals';
import { STAND_IN_CLIENT, startStandIn, type StandIn } from '../support/stand-in';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const API_KEY = 'demo-harbour-api-key';

let standIn: StandIn;
let running: RunningStrapi;
beforeAll(async () => {
  standIn = await startStandIn();
  running = await startStrapi();
  await addHarbour(running, standIn);
});
afterAll(async () => {
  await running?.stop();
  await standIn?.stop();
});
beforeEach(() => standIn.control.reset());

const post = (path: string, body: object = {}) => running.http.post(CONNECTIONS + path).send(body);
const keyed = (changes: object = {}) => ({
  provider: 'api-key',
  auth: 'api-key',
  settings: { baseUrl: `${standIn.url}/keyed`, probePath: '/me' },
  credentials: { key: API_KEY },
  ...changes,
});
const made = async (input: object): Promise<Connection> =>
  (await post('/accounts', input).expect(201)).body.data;
const catalogue = async (): Promise<Catalogue> =>
  (await running.http.get(`${CONNECTIONS}/catalogue`).expect(200)).body.data;
const entryOf = async (id: string) =>
  (await catalogue()).providers.find((entry) => entry.id === id);
const service = (): ConnectionsService =>
  running.strapi.plugin('integration-builder').service('connections');
const test_ = async (id: number): Promise<ConnectionTest> =>
  (await post(`/accounts/${id}/test`).expect(200)).body.data;

describe('connecting by what was given out', () => {
  it.each<[string, object]>([
    ['a key in a header', {}],
    ['a key in a query parameter', { settings: { in: 'query', name: 'api_key' } }],
    [
      'a user name and a password',
      {
        provider: 'basic-auth',
        auth: 'basic',
        settings: { path: '/basic' },
        credentials: { username: 'demo', password: 'demo-harbour-password' },
      },
    ],
    [
      'a token in the Authorization header',
      {
        provider: 'bearer-token',
        auth: 'bearer',
        settings: { path: '/api' },
        credentials: 'token',
      },
    ],
    [
      'client credentials',
      {
        provider: 'harbour',
        auth: 'client-credentials',
        settings: null,
        credentials: {},
      },
    ],
  ])('%s works, and says whose account it is where the service does', async (_name, changes) => {
    const { settings, ...rest } = { settings: {}, ...changes } as {
      settings: Record<string, string> | null;
      credentials?: object | 'token';
    };
    const { access_token: key } = await standIn.control.issueTokens();
    if (rest.credentials === 'token') rest.credentials = { key };
    const { path = '/keyed', ...own } = settings ?? {};
    const base = settings && { baseUrl: standIn.url + path, probePath: '/me', ...own };
    const connection = await made({ ...keyed(rest), settings: base ?? {} });
    expect(connection).toMatchObject({ status: 'connected', statusReason: null });
    expect(await test_(connection.id)).toMatchObject({ isSuccessful: true });
    expect(JSON.stringify(connection)).not.toMatch(/demo-harbour-(api-key|password|secret)/);
    expect(JSON.stringify(connection)).not.toContain(key);
  });

  it('is not saved where the service refuses it', async () => {
    const before = (await running.http.get(`${CONNECTIONS}/accounts`)).body.data.length;
    const wrong = keyed({ credentials: { key: 'wrong-key-of-the-tests' } });
    const answer = await refusal(post('/accounts', wrong));
    expect(answer).toMatchObject({ status: 400, code: 'test-failed' });
    expect(answer.message).toContain('does not accept the credentials');
    expect(answer.message).not.toContain('wrong-key-of-the-tests');
    const after = (await running.http.get(`${CONNECTIONS}/accounts`)).body.data.length;
    expect(after).toBe(before);
  });

  it.each<[object, string]>([
    [{ provider: 'nobody' }, 'provider'],
    [{ auth: 'basic' }, 'auth'],
    [{ auth: 'oauth2' }, 'auth'],
    [{ credentials: {} }, 'credentials.key'],
    [{ credentials: { key: 'a\r\nX-Evil: 1' } }, 'credentials.key'],
    [{ credentials: { key: 'k', token: 'x' } }, 'credentials'],
    [{ settings: { baseUrl: 'ftp://example.com' } }, 'settings.baseUrl'],
    [{ settings: { baseUrl: 'http://user:pass@example.com' } }, 'settings.baseUrl'],
    [{ settings: { baseUrl: 'http://example.com', name: 'a b' } }, 'settings.name'],
    [{ settings: { baseUrl: 'http://example.com', more: 1 } }, 'settings'],
    [{ name: '' }, 'name'],
    [{ name: 'a\u0000b' }, 'name'],
    [{ more: 1 }, ''],
  ])('refuses %j and names the field', async (changes, path) => {
    expect(await refusal(post('/accounts', keyed(changes)))).toMatchObject({
      status: 400,
      code: 'invalid-input',
      path,
    });
  });

  it.each(['http://169.254.169.254/latest', 'http://10.0.0.1/', 'http://[::ffff:10.0.0.1]/'])(
    'does not call %s, whoever asks',
    async (baseUrl) => {
      const answer = await refusal(post('/accounts', keyed({ settings: { baseUrl } })));
      expect(answer).toMatchObject({ status: 400, code: 'test-failed' });
      expect(answer.message).toContain('which requests may not reach');
    },
  );

  it('puts a new key in the place of the old one, of the same account only', async () => {
    const connection = await made(keyed());
    await post(`/accounts/${connection.id}/credentials`, {
      credentials: { key: 'wrong-key' },
    }).expect(400);
    expect((await test_(connection.id)).isSuccessful).toBe(true);
    await post(`/accounts/${connection.id}/credentials`, { credentials: { key: API_KEY } }).expect(
      200,
    );
    expect((await test_(connection.id)).isSuccessful).toBe(true);
  });
});

describe('a connection', () => {
  it('is renamed, tested, disconnected and deleted, in this order', async () => {
    const { id } = await made(keyed({ name: 'Keys' }));
    await running.http.put(`${CONNECTIONS}/accounts/${id}`).send({ name: 'Warehouse' }).expect(200);
    expect((await connectionOf(running.http, id)).name).toBe('Warehouse');
    expect((await test_(id)).connection.lastTestedAt).toEqual(expect.any(String));
    expect(await refusal(running.http.delete(`${CONNECTIONS}/accounts/${id}`))).toMatchObject({
      code: 'still-connected',
    });
    const { body } = await post(`/accounts/${id}/disconnect`).expect(200);
    expect(body.data).toMatchObject({
      revocation: 'impossible',
      connection: { status: 'disconnected' },
    });
    const row = await connectionsTable(running).where({ id }).first();
    expect(row.credentials).toBeNull();
    expect(await refusal(post(`/accounts/${id}/test`))).toMatchObject({ code: 'disconnected' });
    await running.http.delete(`${CONNECTIONS}/accounts/${id}`).expect(200);
    await running.http.get(`${CONNECTIONS}/accounts/${id}`).expect(404);
  });

  it('says what is wrong while its service is down, and that it is back', async () => {
    const { id } = await connectHarbour(running);
    await standIn.control.setModes({ api: 'error-500' });
    const failed = await test_(id);
    expect(failed).toMatchObject({ isSuccessful: false, connection: { status: 'error' } });
    expect(failed.message).toContain('500');
    await standIn.control.setModes({ api: 'ok' });
    expect(await test_(id)).toMatchObject({
      isSuccessful: true,
      connection: { status: 'connected' },
    });
    const { body } = await running.http.get(`${CONNECTIONS}/accounts/${id}/history`).expect(200);
    expect(body.data.map(({ status }: { status: string }) => status)).toEqual([
      'connected',
      'error',
      'connected',
    ]);
  });

  it('stays as it is where a test was not let through, which says nothing of it', async () => {
    const { id } = await connectHarbour(running);
    await standIn.control.setModes({ rateLimit: { calls: 0, perMs: 60_000 } });
    expect(await test_(id)).toMatchObject({
      isSuccessful: false,
      connection: { status: 'connected', statusReason: null },
    });
  });

  it('is asked by a test also while its service is left alone, which ends when it answers', async () => {
    const { id } = await connectHarbour(running);
    const client = await service().client(id);
    await standIn.control.setModes({ api: 'error-500' });
    const once = { retries: 0 };
    for (let n = 0; n < 8; n += 1) await client.get('/me', once).catch(() => {});
    await expect(client.get('/me', once)).rejects.toMatchObject({ code: 'circuit-open' });
    await standIn.control.setModes({ api: 'ok' });
    expect((await test_(id)).isSuccessful).toBe(true);
    expect((await client.get('/me', once)).status).toBe(200);
  });

  it('was used when the site made a call, not when it was tested', async () => {
    const { id } = await connectHarbour(running);
    const usedAt = async () => {
      // What was called is written down before it is shown.
      await running.http.get(`${CONNECTIONS}/accounts/${id}/calls`).expect(200);
      return (await connectionOf(running.http, id)).lastUsedAt;
    };
    await test_(id);
    expect(await usedAt()).toBeNull();
    await (await service().client(id)).get('/me');
    expect(await usedAt()).toEqual(expect.any(String));
  });

  it('asks to be reconnected where the grant was taken back at the service', async () => {
    const { id } = await connectHarbour(running);
    await standIn.control.revokeAllGrants();
    expect(await test_(id)).toMatchObject({
      isSuccessful: false,
      connection: { status: 'needs-reauthorization' },
    });
  });

  it('tells outgoing webhooks how it does', async () => {
    const { id } = await connectHarbour(running);
    const messages = () =>
      running.strapi.db
        .connection('ib_webhook_messages')
        .where({ event_type: 'integration-builder.connection.status-changed' });
    const sent = running.strapi.plugin('integration-builder').service('outgoing');
    await sent.endpoints.create({
      url: `${standIn.url}/nowhere`,
      eventTypes: ['*'],
    });
    await post(`/accounts/${id}/disconnect`).expect(200);
    await eventually(async () => (await messages()).length > 0);
  });

  it('is looked after: a token that cannot renew itself is announced a week before its end, once', async () => {
    const { id } = await made(keyed());
    const change = (expiresAt: number) =>
      connectionsTable(running)
        .where({ id })
        .update({ expires_at: expiresAt, last_tested_at: Date.now() })
        .increment('revision', 1);
    await change(Date.now() + 6 * 86_400_000);
    const service = running.strapi.plugin('integration-builder').service('connections');
    await service.upkeep.run();
    await service.upkeep.run();
    const notices = await running.strapi.db
      .connection('ib_webhook_messages')
      .where({ event_type: 'integration-builder.connection.expiring' });
    expect(notices).toHaveLength(1);
    await change(Date.now() - 1);
    await service.upkeep.run();
    expect((await connectionOf(running.http, id)).status).toBe('needs-reauthorization');
  });

  it('is tested by itself every ten minutes, and every five while it fails', async () => {
    const { id } = await connectHarbour(running);
    const service = running.strapi.plugin('integration-builder').service('connections');
    const statusAfter = async (minutes: number) => {
      await connectionsTable(running)
        .where({ id })
        .update({ last_tested_at: Date.now() - minutes * 60_000 })
        .increment('revision', 1);
      await service.upkeep.run();
      return (await connectionOf(running.http, id)).status;
    };
    await standIn.control.setModes({ api: 'error-500' });
    expect(await statusAfter(9)).toBe('connected');
    expect(await statusAfter(10)).toBe('error');
    await standIn.control.setModes({ api: 'ok' });
    expect(await statusAfter(4)).toBe('error');
    expect(await statusAfter(5)).toBe('connected');
  });

  it('names what uses it, as other features say', async () => {
    const { id } = await made(keyed());
    const service = running.strapi.plugin('integration-builder').service('connections');
    service.registerUses(async (of: number) =>
      of === id ? [{ kind: 'sync-job', id: 1, name: 'Products' }] : [],
    );
    const { body } = await running.http.get(`${CONNECTIONS}/accounts/${id}/uses`).expect(200);
    expect(body.data).toEqual([{ kind: 'sync-job', id: 1, name: 'Products' }]);
    const list = await running.http.get(`${CONNECTIONS}/accounts`).expect(200);
    const counts = (list.body.data as ConnectionWithUses[]).map((each) => [each.id, each.useCount]);
    expect(counts).toContainEqual([id, 1]);
    expect(counts.filter(([, count]) => count === 0)).toHaveLength(counts.length - 1);
  });
});

describe("the site's app at a service", () => {
  const client = (id: string, body: object) =>
    running.http.put(`${CONNECTIONS}/providers/${id}/client`).send(body);

  it('is shown without its secret, which is kept where it is left out', async () => {
    const { id, secret } = STAND_IN_CLIENT;
    await client('github', { clientId: id, clientSecret: secret, scopes: ['repo'] }).expect(200);
    expect(await entryOf('github')).toMatchObject({
      client: { origin: 'panel', clientId: id, scopes: ['repo'] },
    });
    await client('github', { clientId: id, scopes: null }).expect(200);
    expect(await entryOf('github')).toMatchObject({ client: { clientId: id, scopes: null } });
    const rows = await running.strapi.db
      .connection('ib_oauth_clients')
      .where({ provider: 'github' });
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('needs a secret with a new id', async () => {
    await client('slack', { clientId: 'one' }).expect(400);
    await client('slack', { clientId: 'one', clientSecret: 's-1' }).expect(200);
    expect(await refusal(client('slack', { clientId: 'two' }))).toMatchObject({
      path: 'clientSecret',
    });
    await running.http.delete(`${CONNECTIONS}/providers/slack/client`).expect(200);
    expect((await entryOf('slack'))?.client).toBeNull();
  });

  it('of the configuration goes before the panel, which cannot change it', async () => {
    const providers = { harbour: { clientId: 'configured', clientSecret: 'configured-secret' } };
    const site = await startStrapiWith(providers);
    try {
      const { body } = await site.http.get(`${CONNECTIONS}/catalogue`).expect(200);
      const entry = (body.data as Catalogue).providers.find(({ id }) => id === 'harbour');
      expect(entry?.client).toEqual({ origin: 'config', clientId: 'configured', scopes: null });
      expect(JSON.stringify(body)).not.toContain('configured-secret');
      const change = site.http
        .put(`${CONNECTIONS}/providers/harbour/client`)
        .send({ clientId: 'other', clientSecret: 'x' });
      expect(await refusal(change)).toMatchObject({ code: 'client-configured' });
    } finally {
      await site.stop();
      running = await startStrapi();
      await addHarbour(running, standIn);
    }
  });
});

describe('a provider of the site in code', () => {
  it('is checked when it is described', () => {
    const wrong = { id: 'x', name: 'X', access: { auth: [], api: {}, probe: {}, category: 'y' } };
    expect(() => defineProvider(wrong as never)).toThrow(/This is no provider/);
  });

  it('stands in the catalogue with the form that it needs', async () => {
    const entry = await entryOf('harbour');
    expect(entry).toMatchObject({
      name: 'Harbour',
      methods: [
        { kind: 'oauth2', scopes: ['account:read', 'products:read', 'products:write'] },
        { kind: 'client-credentials', scopes: ['account:read', 'products:read'] },
      ],
      settingsSchema: null,
      sendsWebhooks: false,
      resources: ['Products'],
      isCustom: false,
    });
    expect((await catalogue()).providers.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'google',
        'github',
        'slack',
        'salesforce',
        'stripe',
        'shopify',
        'twilio',
        'generic-oauth2',
        'api-key',
        'basic-auth',
      ]),
    );
  });
});

/** One Strapi a process: the running one gives way. */
async function startStrapiWith(providers: object): Promise<RunningStrapi> {
  await running.stop();
  const site = await startStrapi({ config: { providers: providers as never } });
  site.strapi
    .plugin('integration-builder')
    .service('providers')
    .register(harbourProvider(standIn.url));
  return site;
}
