import type { PluginConfigInput } from '../../server/src/config';
import { createAppDirectory, type AppDirectory } from '../support/app-directory';
import { anEndpoint } from '../support/builders';
import { CONNECTIONS, connectionsTable } from '../support/connections';
import type { ScratchDatabase } from '../support/database-servers';
import { createSiteDatabase } from '../support/database-templates';
import { everyDatabase } from '../support/databases';
import { aSource, createSource, deleteAllSources, INCOMING, post } from '../support/incoming';
import {
  createEndpoint,
  deleteAllEndpoints,
  eventually,
  OUTGOING,
  outgoingOf,
  verified,
} from '../support/outgoing';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const ENDPOINT_UID = 'plugin::integration-builder.webhook-endpoint';
const SOURCE_UID = 'plugin::integration-builder.webhook-source';
const OWN_KEY = { id: 'own-2026', key: 'a-key-of-the-plugins-own-for-the-tests' };

everyDatabase('encryption keys', (client) => {
  let scratch: ScratchDatabase;
  let app: AppDirectory;
  let receiver: Receiver;
  let running: RunningStrapi;

  beforeAll(async () => {
    scratch = await createSiteDatabase(client);
    app = createAppDirectory({ database: scratch.strapiConnection });
    receiver = await startReceiver();
    running = await startStrapi({ app });
  });
  afterAll(async () => {
    await running.stop();
    await receiver.stop();
    app.remove();
    await scratch.drop();
  });
  beforeEach(() => {
    receiver.requests.length = 0;
  });

  /** Starts again on the same data; without a key of its own the app has that of the tests. */
  async function restartWith(changes: {
    encryptionKey?: string | null;
    config?: PluginConfigInput;
  }): Promise<void> {
    await running.stop();
    app.configure(changes);
    running = await startStrapi({ app });
  }
  const status = async () => {
    const { body } = await running.http.get(`${OUTGOING}/status`).expect(200);
    return (body as { data: object }).data;
  };
  const send = (n = 0) => outgoingOf(running).send({ type: 'site.event', data: { n } });
  const stored = (): Promise<{ id: number; secrets: string; headers: string | null }[]> =>
    running.strapi.db.query(ENDPOINT_UID).findMany({ orderBy: { id: 'asc' } });
  const deliveries = () => running.strapi.db.connection('ib_webhook_deliveries').orderBy('id');
  /** As if the half minute after which a waiting delivery looks for its key again were over. */
  const hasten = () =>
    running.strapi.db
      .connection('ib_webhook_deliveries')
      .where({ state: 'pending' })
      .update({ due_at: 1 });
  const storedSources = (): Promise<{ id: number; secrets: string }[]> =>
    running.strapi.db.query(SOURCE_UID).findMany({ orderBy: { id: 'asc' } });
  const statusOfEvent = async (slug: string, id: string) =>
    (await post(running.url, slug, { body: { id } })).status;
  const keyed = () => ({
    provider: 'api-key',
    auth: 'api-key',
    settings: { baseUrl: receiver.url('/keyed'), probePath: '/me' },
    credentials: { key: 'a-key-of-the-encryption-tests' },
  });
  const storedConnections = (): Promise<{ id: number; credentials: string }[]> =>
    connectionsTable(running).select('id', 'credentials').orderBy('id');
  const storedClients = () =>
    running.strapi.db.connection('ib_oauth_clients').select('provider', 'client_secret');
  const callWith = async (id: number) => {
    const connections = running.strapi.plugin('integration-builder').service('connections');
    return (await connections.client(id)).get('/things').then(
      ({ status: answered }: { status: number }) => answered,
      (error: { code: string }) => error.code,
    );
  };
  const lastErrorOfLatest = () =>
    eventually(async () => (await deliveries()).at(-1)?.last_error as string | null);

  it('that are missing let nothing be stored, and deliveries wait until the key is back', async () => {
    const { id, secret } = await createEndpoint(running, receiver.url());
    const source = await createSource(running);
    const { body: made } = await running.http
      .post(`${CONNECTIONS}/accounts`)
      .send(keyed())
      .expect(201);
    const siteApp = { clientId: 'id', clientSecret: 'a-secret-of-the-encryption-tests' };
    await running.http.put(`${CONNECTIONS}/providers/github/client`).send(siteApp).expect(200);
    receiver.requests.length = 0;
    await restartWith({ encryptionKey: null });
    const before = [await stored(), await storedSources()];
    const credentials = [await storedConnections(), await storedClients()];

    expect(await status()).toMatchObject({
      isEncryptionReady: false,
      encryptionProblem: 'missing-key',
    });
    const refused = [
      await running.http.post(`${OUTGOING}/endpoints`).send(anEndpoint(receiver.url())),
      await running.http.post(`${OUTGOING}/endpoints/${id}/secret/reveal`),
      await running.http.post(`${OUTGOING}/endpoints/${id}/secret/rotate`).send({ overlapMs: 0 }),
      await running.http.post(`${OUTGOING}/endpoints/${id}/test`),
      await running.http.post(`${INCOMING}/sources`).send(aSource()),
      await running.http.put(`${INCOMING}/sources/${source.id}`).send({ secret: 'new' }),
      await running.http
        .post(`${INCOMING}/sources/${source.id}/secret`)
        .send({ secret: 'new', overlapMs: 0 }),
      await running.http
        .post(`${INCOMING}/sources/${source.id}/console`)
        .send({ headers: '', body: '' }),
      await running.http.post(`${CONNECTIONS}/accounts`).send(keyed()),
      await running.http
        .post(`${CONNECTIONS}/accounts/${made.data.id}/credentials`)
        .send({ credentials: { key: 'new' } }),
      await running.http.post(`${CONNECTIONS}/accounts/${made.data.id}/test`),
      await running.http.post(`${CONNECTIONS}/authorizations`).send({ provider: 'github' }),
      await running.http.put(`${CONNECTIONS}/providers/slack/client`).send(siteApp),
    ];
    expect(await callWith(made.data.id)).toBe('missing-key');
    for (const { status: httpStatus, body } of refused) {
      expect(httpStatus).toBe(400);
      expect(body.error.details.code).toBe('missing-key');
      expect(body.error.message).toContain('encryption');
    }
    // What needs no secret goes on.
    await running.http.get(`${OUTGOING}/endpoints`).expect(200);
    await running.http.get(`${INCOMING}/sources`).expect(200);
    await running.http.get(`${CONNECTIONS}/accounts`).expect(200);
    await running.http.put(`${INCOMING}/sources/${source.id}`).send({ name: 'new' }).expect(200);
    // Its sender comes again, and nothing is lost.
    expect(await statusOfEvent(source.slug, 'e1')).toBe(503);

    const { messageId } = await send();
    expect(await lastErrorOfLatest()).toContain('There is no encryption key');
    const [waiting] = (await deliveries()).slice(-1);
    expect(waiting).toMatchObject({ state: 'pending', attempts: 0 });
    expect(receiver.requests).toEqual([]);
    expect(await stored()).toEqual(before[0]);
    expect(await storedSources()).toMatchObject(
      (before[1] as { secrets: string }[]).map(({ secrets }) => ({ secrets })),
    );

    expect([await storedConnections(), await storedClients()]).toEqual(credentials);

    await restartWith({});
    await hasten();
    expect(await statusOfEvent(source.slug, 'e1')).toBe(200);
    const requests = await receiver.waitFor(1);
    // Only the event: the test's ping was refused and does not come late.
    expect(requests.map(({ headers }) => headers['webhook-id'])).toEqual([messageId]);
    for (const request of requests) verified(request, secret);
    expect(await status()).toMatchObject({ isEncryptionReady: true, encryptionProblem: null });
    expect(await callWith(made.data.id)).toBe(200);
  });

  it('that are wrong overwrite nothing, and the right one makes all good again', async () => {
    await deleteAllEndpoints(running);
    const { id, secret } = await createEndpoint(running, receiver.url());
    const [source] = await storedSources();
    await restartWith({ encryptionKey: 'a-wrong-encryption-key-of-the-tests' });
    const before = await stored();
    const replaced = await running.http
      .post(`${INCOMING}/sources/${source?.id}/secret`)
      .send({ secret: 'new', overlapMs: 0 });
    expect([replaced.status, replaced.body.error.details.code]).toEqual([
      400,
      expect.stringMatching(/^(wrong-key|tampered)$/),
    ]);

    const [connection] = await storedConnections();
    const credentials = [await storedConnections(), await storedClients()];
    const { id: connectionId = 0 } = connection ?? {};
    expect(await callWith(connectionId)).toMatch(/^(wrong-key|tampered)$/);
    for (const [path, body] of [
      [`accounts/${connectionId}/test`, {}],
      ['authorizations', { provider: 'github' }],
    ] as const) {
      const response = await running.http.post(`${CONNECTIONS}/${path}`).send(body);
      expect([response.status, response.body.error.details.code]).toEqual([
        400,
        expect.stringMatching(/^(wrong-key|tampered)$/),
      ]);
    }
    const shown = await running.http.get(`${CONNECTIONS}/status`).expect(200);
    expect(shown.body.data).toMatchObject({ encryptionProblem: 'wrong-key' });

    expect(await status()).toMatchObject({ encryptionProblem: 'wrong-key' });
    for (const [path, body] of [
      ['reveal', {}],
      ['rotate', { overlapMs: 0 }],
    ] as const) {
      const response = await running.http
        .post(`${OUTGOING}/endpoints/${id}/secret/${path}`)
        .send(body);
      expect([response.status, response.body.error.details.code]).toEqual([
        400,
        expect.stringMatching(/^(wrong-key|tampered)$/),
      ]);
    }
    await send();
    expect(await lastErrorOfLatest()).toContain('could not be decrypted');
    const result = await running.strapi
      .plugin('integration-builder')
      .service('connections')
      .rotateKeys();
    expect(result).toMatchObject({ rotated: 0, isComplete: false });
    expect(await stored()).toEqual(before);
    expect(await storedSources()).toEqual([source]);
    expect([await storedConnections(), await storedClients()]).toEqual(credentials);

    await restartWith({});
    await hasten();
    const [request] = await receiver.waitFor(1);
    if (request) verified(request, secret);
    expect(await callWith(connectionId)).toBe(200);
    const { body } = await running.http
      .post(`${CONNECTIONS}/authorizations`)
      .send({ provider: 'github' })
      .expect(200);
    expect(body.data.authorizeUrl).toContain('client_id=id');
    await connectionsTable(running).delete();
    await running.http.delete(`${CONNECTIONS}/providers/github/client`).expect(200);
  });

  it('rotate while deliveries go on, after which the old one can go', async () => {
    await deleteAllEndpoints(running);
    await deleteAllSources(running);
    const sources = [await createSource(running), await createSource(running)];
    const secrets = new Map<string, string>();
    for (let n = 0; n < 12; n += 1) {
      const input = { eventTypes: ['site.event'], headers: [{ name: 'X-Own', value: `own-${n}` }] };
      const { secret } = await createEndpoint(running, receiver.url(`/${n}`), input);
      secrets.set(`/${n}`, secret);
    }
    await restartWith({ config: { encryption: { keys: [OWN_KEY] } } });
    expect((await stored()).some(({ secrets: envelope }) => envelope.includes(OWN_KEY.id))).toBe(
      false,
    );

    const connections = running.strapi.plugin('integration-builder').service('connections');
    let isRotated = false;
    const rotation = connections.rotateKeys({ batchSize: 2 }).then((result: object) => {
      isRotated = true;
      return result;
    });
    let sent = 0;
    do {
      await send((sent += 1));
      for (const { slug } of sources) {
        expect(await statusOfEvent(slug, `while-${sent}`)).toBe(200);
      }
    } while (!isRotated || sent < 5);
    expect(await rotation).toMatchObject({
      rotated: 24 + sources.length,
      failed: 0,
      isComplete: true,
    });
    await send((sent += 1));
    const requests = await receiver.waitFor(sent * 12);
    expect(requests).toHaveLength(sent * 12);
    for (const request of requests) {
      verified(request, secrets.get(request.path) ?? '');
      expect(request.headers['x-own']).toBe(`own-${request.path.slice(1)}`);
    }

    await restartWith({ encryptionKey: null, config: { encryption: { keys: [OWN_KEY] } } });
    expect(await status()).toMatchObject({ isEncryptionReady: true });
    for (const row of await stored()) {
      expect(row.secrets).toContain(OWN_KEY.id);
      expect(row.headers).toContain(OWN_KEY.id);
    }
    for (const row of await storedSources()) expect(row.secrets).toContain(OWN_KEY.id);
    for (const { slug } of sources) expect(await statusOfEvent(slug, 'after')).toBe(200);
    receiver.requests.length = 0;
    await send();
    for (const request of await receiver.waitFor(12)) {
      verified(request, secrets.get(request.path) ?? '');
    }
  }, 60_000);

  it('do not open a ciphertext that was moved to another endpoint', async () => {
    await restartWith({});
    await deleteAllEndpoints(running);
    await createEndpoint(running, receiver.url('/victim'));
    await createEndpoint(running, receiver.url('/thief'));
    const [victim, thief] = await stored();
    await running.strapi.db.query(ENDPOINT_UID).update({
      where: { id: thief?.id },
      data: { secrets: victim?.secrets, revision: 2 },
    });
    await send();
    await receiver.waitFor(1, { path: '/victim' });
    await eventually(async () =>
      (await deliveries()).find(({ last_error }) => last_error?.includes('changed or moved')),
    );
    expect(receiver.requestsTo('/thief')).toEqual([]);
    const response = await running.http.post(`${OUTGOING}/endpoints/${thief?.id}/secret/reveal`);
    expect([response.status, response.body.error.details.code]).toEqual([400, 'tampered']);
  });

  it('do not open a ciphertext that was moved to another source', async () => {
    await deleteAllSources(running);
    const victim = await createSource(running, { secret: 'of-the-victim' });
    const thief = await createSource(running);
    const [{ secrets } = { secrets: '' }] = await storedSources();
    await running.strapi.db
      .query(SOURCE_UID)
      .update({ where: { id: thief.id }, data: { secrets, revision: 2 } });
    const sign = (slug: string) =>
      post(running.url, slug, { body: { id: 'moved' }, secret: 'of-the-victim' });
    await eventually(async () => (await sign(thief.slug)).status === 503);
    expect((await sign(victim.slug)).status).toBe(200);
  });
});
