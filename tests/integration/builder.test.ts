import type { CustomProvider, TrialResult } from '../../server/src/builder/contracts';
import type { CatalogueEntry } from '../../server/src/connections/contracts';
import type { Run, RunDetail } from '../../server/src/sync/contracts';
import {
  BUILDER,
  connectByKey,
  describeProvider,
  HARBOUR_KEY,
  keyedHarbour,
  keyedProducts,
} from '../support/builder';
import { approvedTicket, connectHarbour, CONNECTIONS } from '../support/connections';
import { everyDatabase } from '../support/databases';
import type { HttpClient } from '../support/http-client';
import { eventually } from '../support/outgoing';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStandIn, STAND_IN_CLIENT, type StandIn } from '../support/stand-in';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { aNoteJob, syncOf } from '../support/sync';

const SYNC = '/integration-builder/sync';
const ACTION = 'plugin::integration-builder';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn?.stop());

interface Problem {
  path: string[];
  code?: string;
}

/** Code and fields of a refusal. */
const refusalOf = ({ body }: { body: unknown }) => {
  const { error } = body as { error: { details: { code: string; errors?: Problem[] } } };
  const { code, errors = [] } = error.details;
  return {
    code,
    fields: errors.map(({ path }) => path.join('.')),
    codes: errors.map((one) => one.code),
  };
};

const catalogueOf = async (http: HttpClient): Promise<CatalogueEntry[]> => {
  const { body } = await http.get(`${CONNECTIONS}/catalogue`).expect(200);
  return (body as { data: { providers: CatalogueEntry[] } }).data.providers;
};

everyDatabase('a service that is described in the panel', (client) => {
  let running: RunningStrapi;
  let removeSite: () => Promise<void>;
  beforeAll(async () => {
    running = await startStrapi({ client });
    removeSite = running.stop;
  });
  afterAll(async () => {
    await nativeStrapi.stop(running.strapi);
    await removeSite();
  });

  it('is connected to, its records become entries, and a restart changes nothing', async () => {
    const { http } = running;
    const { id } = await describeProvider(http, keyedHarbour(standIn.url));
    expect(id).toBe('custom-harbour-by-key');
    expect((await catalogueOf(http)).find((entry) => entry.id === id)).toMatchObject({
      name: 'Harbour by key',
      category: 'commerce',
      isCustom: true,
      methods: [{ kind: 'api-key', scopes: [] }],
      settingsSchema: null,
    });

    const connection = await connectByKey(http, id);
    expect(connection).toMatchObject({ status: 'connected', providerName: 'Harbour by key' });
    const job = await syncOf(running).jobs.create(aNoteJob(connection.id, { direction: 'import' }));
    const begun = await http.post(`${SYNC}/jobs/${job.id}/runs`).send({ kind: 'full' }).expect(201);
    await syncOf(running).runs.whenEnded(job.id);
    const run = await http.get(`${SYNC}/runs/${(begun.body as { data: Run }).data.id}`);
    expect((run.body as { data: RunDetail }).data).toMatchObject({
      state: 'completed',
      counts: { created: 120, failed: 0 },
    });

    const { app } = running;
    await nativeStrapi.stop(running.strapi);
    running = await startStrapi({ app });
    expect((await catalogueOf(running.http)).map((entry) => entry.id)).toContain(id);
    const tested = await running.http.post(`${CONNECTIONS}/accounts/${connection.id}/test`);
    expect(tested.body).toMatchObject({ data: { isSuccessful: true } });
  });

  // A SQLite file belongs to one process.
  if (client === 'sqlite') return;

  it('is known, changed and gone a second after another instance has done it', async () => {
    const rows = running.strapi.db.query('plugin::integration-builder.custom-provider');
    const seen = async (name: string | undefined) =>
      eventually(
        async () => {
          const entries = await catalogueOf(running.http);
          return entries.find(({ id }) => id === 'custom-elsewhere')?.name === name;
        },
        { what: `the name ${name}`, timeoutMs: 3_000 },
      );
    const definition = keyedHarbour(standIn.url, { name: 'Elsewhere' });
    const { id } = await rows.create({
      data: { provider: 'custom-elsewhere', definition, revision: 1 },
    });
    await seen('Elsewhere');
    const renamed = { ...definition, name: 'Renamed' };
    await rows.update({ where: { id }, data: { definition: renamed, revision: 2 } });
    await seen('Renamed');
    await rows.delete({ where: { id } });
    await seen(undefined);
  });
});

describe('describing a service', () => {
  let running: RunningStrapi;
  let receiver: Receiver;
  let http: HttpClient;
  let provider: CustomProvider;
  let connectionId: number;
  beforeAll(async () => {
    receiver = await startReceiver();
    running = await startStrapi();
    ({ http } = running);
    provider = await describeProvider(http, keyedHarbour(standIn.url));
    ({ id: connectionId } = await connectByKey(http, provider.id, 'Wholesale'));
  });
  afterAll(async () => {
    await running?.stop();
    await receiver?.stop();
  });

  const create = (input: object) => http.post(`${BUILDER}/providers`).send(input);
  const update = (input: object, { id, revision } = provider) =>
    http.put(`${BUILDER}/providers/${id}`).send({ ...input, revision });
  const trial = async (input: object): Promise<TrialResult> => {
    const response = await http.post(`${BUILDER}/trials`).send(input).expect(200);
    return (response.body as { data: TrialResult }).data;
  };
  const { access } = keyedHarbour('http://127.0.0.1:1');
  const at = (baseUrl: string) => ({ ...access, api: { baseUrl } });
  const elsewhere = () => receiver.url('');
  const credentials = { key: HARBOUR_KEY };
  const keyed = () => ({ access: at(`${standIn.url}/keyed`), credentials });
  const anew = (changes: object) => ({
    ...keyedHarbour(standIn.url, { name: 'Anew' }),
    ...changes,
  });
  const withAccess = (changes: object) => anew({ access: { ...keyed().access, ...changes } });
  const withResource = (changes: object) => anew({ resources: [{ ...keyedProducts, ...changes }] });
  const withList = (changes: object) =>
    withResource({ list: { ...keyedProducts.list, ...changes } });

  describe('what is no description is refused, naming the field', () => {
    const PAGING = keyedProducts.list.paging;

    it.each<[string, () => object, string, string?]>([
      ['an unknown field', () => anew({ script: '1' }), ''],
      [
        'an unknown field of the API',
        () => withAccess({ api: { ...keyed().access.api, hosts: ['a.example'] } }),
        'access.api',
      ],
      [
        'two ways to sign in',
        () => withAccess({ auth: [{ kind: 'bearer' }, { kind: 'basic' }] }),
        'access.auth',
      ],
      [
        'an address with a password',
        () => withAccess({ api: { baseUrl: 'https://u:p@a.example' } }),
        'access.api.baseUrl',
      ],
      [
        'an address of another kind',
        () => withAccess({ api: { baseUrl: 'file:///etc/passwd' } }),
        'access.api.baseUrl',
      ],
      [
        'a test that is elsewhere',
        () => withAccess({ probe: { path: '//elsewhere.example/me' } }),
        'access.probe.path',
      ],
      [
        'a header of the client’s own',
        () => withAccess({ api: { ...keyed().access.api, headers: { Host: 'a' } } }),
        'access.api.headers.Host',
        'header-reserved',
      ],
      [
        'a header with two lines',
        () => withAccess({ api: { ...keyed().access.api, headers: { 'X-A': 'a\r\nX-B: b' } } }),
        'access.api.headers.X-A',
        'header-value',
      ],
      [
        'a secret among the headers',
        () =>
          withAccess({ api: { ...keyed().access.api, headers: { Authorization: 'Bearer abc' } } }),
        'access.api.headers.Authorization',
        'header-credentials',
      ],
      [
        'a key in the header of another',
        () => withAccess({ auth: [{ kind: 'api-key', in: 'header', name: 'Host' }] }),
        'access.auth.0.name',
        'header-reserved',
      ],
      [
        'a listing at another host',
        () => withList({ path: 'https://elsewhere.example/products' }),
        'resources.0.list.path',
      ],
      [
        'a listing that names another host',
        () => withList({ path: '//elsewhere.example/products' }),
        'resources.0.list.path',
      ],
      [
        'a place that nobody fills in',
        () => withList({ path: '/shops/{shop}/products' }),
        'resources.0.list.path',
      ],
      [
        'a listing without its division',
        () => withList({ paging: undefined }),
        'resources.0.list.paging',
        'paging-needed',
      ],
      [
        'a division of its own kind',
        () => withList({ paging: { style: 'guess', recordsPath: '' } }),
        'resources.0.list.paging.style',
      ],
      [
        'a division with a field too many',
        () => withList({ paging: { ...PAGING, cursorPath: 'a' } }),
        'resources.0.list.paging',
      ],
      [
        'records in a prototype',
        () => withList({ paging: { ...PAGING, recordsPath: '__proto__.data' } }),
        'resources.0.list.paging.recordsPath',
      ],
      [
        'an id in a prototype',
        () => withResource({ idPath: 'constructor.name' }),
        'resources.0.idPath',
      ],
      [
        'a field in a prototype',
        () => withResource({ fields: [{ path: 'a.__proto__', type: 'text' }] }),
        'resources.0.fields.0.path',
      ],
      [
        'an envelope that is a prototype',
        () =>
          withResource({ create: { method: 'POST', path: '/products', envelope: '__proto__' } }),
        'resources.0.create.envelope',
      ],
      [
        'a deletion of everything',
        () => withResource({ delete: { method: 'DELETE', path: '/products' } }),
        'resources.0.delete.path',
      ],
      [
        'the same records twice',
        () => anew({ resources: [keyedProducts, keyedProducts] }),
        'resources.1.id',
        'resource-twice',
      ],
      [
        'the name of a service of ours',
        () => anew({ name: ' sTRIPE ' }),
        'name',
        'provider-name-taken',
      ],
      [
        'the name of another described one',
        () => anew({ name: 'HARBOUR BY KEY' }),
        'name',
        'provider-name-taken',
      ],
      [
        'what no database can keep',
        () => anew({ name: 'A\u0000' }),
        'name',
        'unreadable-characters',
      ],
    ])('%s', async (_name, input, field, code = '') => {
      const refusal = refusalOf(await create(input()).expect(400));
      expect(refusal.fields).toContain(field);
      if (code !== '') expect(refusal.codes).toContain(code);
    });

    it('what is longer than anybody describes', async () => {
      const fields = Array.from({ length: 400 }, (_, number) => ({
        path: `field_${number}`,
        type: 'text',
        label: 'x'.repeat(190),
      }));
      const resources = ['a', 'b', 'c'].map((id) => ({ ...keyedProducts, id, fields }));
      const refusal = refusalOf(await create(anew({ resources })).expect(400));
      expect(refusal.codes).toContain('definition-too-long');
      await create(anew({ name: 'x'.repeat(1024 * 1024) })).expect(413);
    });

    it('and leaves nothing', async () => {
      const { body } = await http.get(`${BUILDER}/providers`).expect(200);
      expect((body as { data: CustomProvider[] }).data.map(({ id }) => id)).toEqual([provider.id]);
    });
  });

  describe('trying a request out', () => {
    it('tells from the answer how the listing is divided and what a record holds', async () => {
      const result = await trial({ ...keyed(), path: '/products/by-page' });
      expect(result).toMatchObject({ isSuccessful: true, status: 200, problem: null, next: null });
      expect(result.body).toContain('"total_pages": 5');
      expect(result.detected).toMatchObject({
        paging: {
          style: 'page',
          recordsPath: 'data',
          pageParam: 'page',
          totalPagesPath: 'total_pages',
        },
        isPagingSeen: true,
        recordCount: 25,
        idPath: 'id',
        changedAtPath: 'updated_at',
      });
      expect(result.detected?.fields).toEqual(
        expect.arrayContaining([
          { path: 'id', type: 'text', isReadOnly: true },
          { path: 'price.amount', type: 'number' },
          { path: 'updated_at', type: 'datetime', isReadOnly: true },
        ]),
      );
    });

    it.each(['by-cursor', 'by-offset', 'by-page', 'by-link', 'by-next-url', 'by-last-record'])(
      'finds out by itself how a listing goes on: %s',
      async (style) => {
        const path = `/products/${style}`;
        const { detected } = await trial({ ...keyed(), path });
        expect(detected?.isPagingSeen).toBe(true);
        const again = await trial({ ...keyed(), path, paging: detected?.paging });
        expect(again.next).toBe('more');
      },
    );

    it('follows nobody to another host, and says so', async () => {
      const { access_token: accessToken } = await standIn.control.issueTokens();
      const bearer = {
        access: { ...at(`${standIn.url}/hostile`), auth: [{ kind: 'bearer' }] },
        credentials: { key: accessToken },
      };
      const before = receiver.requests.length;
      for (const paging of [
        { style: 'link', recordsPath: 'data' },
        { style: 'next-url', recordsPath: 'data', urlPath: 'next' },
      ]) {
        const to = encodeURIComponent(receiver.url());
        const result = await trial({ ...bearer, path: `/other-host?to=${to}`, paging });
        expect(result.next).toBe('elsewhere');
      }
      expect(receiver.requests).toHaveLength(before);
    });

    it('says what the service does not like, and never shows what was entered', async () => {
      const key = 'a-wrong-key-of-the-tests';
      const refused = await trial({ ...keyed(), credentials: { key }, path: '/me' });
      expect(refused).toMatchObject({ isSuccessful: false, status: 401, detected: null });
      expect(refused.problem).toContain('The API key is missing or wrong.');

      receiver.answer('/echo', ({ headers }) => ({
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ sent: headers }),
      }));
      const echo = await trial({ access: at(elsewhere()), credentials: { key }, path: '/echo' });
      expect(echo.body).toContain('"x-api-key": "•••"');
      expect(JSON.stringify(echo)).not.toContain(key);
      receiver.forget();
    });

    it('asks no address that the site does not allow, and no other host than the described one', async () => {
      const guarded = await trial({
        access: at('http://169.254.169.254/latest'),
        credentials,
        path: '/',
      });
      expect(guarded).toMatchObject({ isSuccessful: false, status: null, body: '' });
      for (const path of [
        'https://elsewhere.example/',
        '//elsewhere.example/',
        '/\\elsewhere.example',
      ]) {
        const refusal = refusalOf(
          await http
            .post(`${BUILDER}/trials`)
            .send({ ...keyed(), path })
            .expect(400),
        );
        expect(refusal.fields).toEqual(['path']);
      }
    });

    it('asks for what it needs before it asks the service', async () => {
      const without = await http
        .post(`${BUILDER}/trials`)
        .send({ ...keyed(), credentials: {}, path: '/me' })
        .expect(400);
      expect(refusalOf(without).fields).toEqual(['credentials.key']);
      const unfilled = await http
        .post(`${BUILDER}/trials`)
        .send({ ...keyed(), path: '/products/{id}' })
        .expect(400);
      expect(refusalOf(unfilled).codes).toEqual(['parameter-needed']);
      const filled = await trial({
        ...keyed(),
        path: '/products/{id}',
        parameters: { id: 'prd_0001' },
      });
      expect(filled.body).toContain('"sku": "TEA-1001"');
    });

    it('uses a stored key for those who may test connections, at its own address', async () => {
      const address = `${BUILDER}/connections/${connectionId}/trials`;
      const { body } = await http.post(address).send({ path: '/products/by-link' }).expect(200);
      expect((body as { data: TrialResult }).data.detected).toMatchObject({ recordCount: 25 });
      await http
        .post(address)
        .send({ path: '/me', access: at(elsewhere()) })
        .expect(400);
      const builder = await running.signInWith([`${ACTION}.connection.build`]);
      await builder.post(address).send({ path: '/me' }).expect(403);
    });
  });

  describe('while accounts are connected', () => {
    const current = async (): Promise<CustomProvider> => {
      const { body } = await http.get(`${BUILDER}/providers/${provider.id}`).expect(200);
      return (body as { data: CustomProvider }).data;
    };

    it('credentials go to no other host and in no other way', async () => {
      const other = keyedHarbour(elsewhere());
      expect(refusalOf(await update(other).expect(400))).toMatchObject({
        code: 'provider-address-fixed',
        fields: ['access.api.baseUrl'],
      });
      const inQuery = {
        ...keyed().access,
        auth: [{ kind: 'api-key', in: 'query', name: 'api_key' }],
      };
      const refusal = await update({ ...keyedHarbour(standIn.url), access: inQuery });
      expect(refusalOf(refusal).code).toBe('provider-auth-fixed');
      expect(receiver.requests).toEqual([]);
      expect((await current()).revision).toBe(1);
    });

    it('what a sync needs is neither removed nor known by something else', async () => {
      const job = await syncOf(running).jobs.create(
        aNoteJob(connectionId, { direction: 'import' }),
      );
      const without = keyedHarbour(standIn.url, { resources: [] });
      expect(refusalOf(await update(without).expect(400)).code).toBe('resource-in-use');
      const bySku = keyedHarbour(standIn.url, { resources: [{ ...keyedProducts, idPath: 'sku' }] });
      expect(refusalOf(await update(bySku).expect(400)).fields).toEqual(['resources.0.idPath']);
      await syncOf(running).jobs.delete(job.id);
    });

    it('it is not deleted, and says what by', async () => {
      const refused = await http.delete(`${BUILDER}/providers/${provider.id}`).expect(400);
      expect(refusalOf(refused).code).toBe('provider-in-use');
      expect((refused.body as { error: { message: string } }).error.message).toContain(
        '"Wholesale"',
      );
    });

    it('what else is changed holds for the next call', async () => {
      const access = at(`${standIn.url}/nowhere`);
      const moved = await update(keyedHarbour(standIn.url, { access })).expect(200);
      const { data } = moved.body as { data: CustomProvider };
      const test = () => http.post(`${CONNECTIONS}/accounts/${connectionId}/test`).expect(200);
      expect((await test()).body).toMatchObject({ data: { isSuccessful: false } });
      // Who has not seen this change undoes it not.
      expect(refusalOf(await update(keyedHarbour(standIn.url)).expect(400)).code).toBe(
        'provider-outdated',
      );
      await update(keyedHarbour(standIn.url), data).expect(200);
      expect((await test()).body).toMatchObject({ data: { isSuccessful: true } });
    });

    it('once they are disconnected, its host can change: they are asked for their access anew', async () => {
      await http.post(`${CONNECTIONS}/accounts/${connectionId}/disconnect`).expect(200);
      const moved = await update(keyedHarbour(elsewhere()), await current()).expect(200);
      await update(keyedHarbour(standIn.url), (moved.body as { data: CustomProvider }).data).expect(
        200,
      );
      await http
        .post(`${CONNECTIONS}/accounts/${connectionId}/credentials`)
        .send({ credentials })
        .expect(200);
    });
  });

  it('a sign-in that was begun is not finished at another address', async () => {
    const oauth = keyedHarbour(standIn.url, {
      name: 'Harbour by sign-in',
      access: {
        category: 'commerce',
        auth: [
          {
            kind: 'oauth2',
            authorizeUrl: `${standIn.url}/oauth/authorize`,
            tokenUrl: `${standIn.url}/oauth/token`,
            scopes: ['account:read', 'products:read'],
          },
        ],
        api: { baseUrl: `${standIn.url}/api` },
        probe: { path: '/me' },
      },
    });
    const made = await describeProvider(http, oauth);
    const client = { clientId: STAND_IN_CLIENT.id, clientSecret: STAND_IN_CLIENT.secret };
    const input = { provider: made.id, credentials: client };
    const [auth] = oauth.access.auth;
    const moved = {
      ...oauth,
      access: { ...oauth.access, auth: [{ ...auth, tokenUrl: `${elsewhere()}/token` }] },
    };
    const ticket = await approvedTicket(running, http, input);
    const changed = await update(moved, made).expect(200);
    const refused = await http
      .post(`${CONNECTIONS}/authorizations/complete`)
      .send({ ticket })
      .expect(400);
    expect(refusalOf(refused).code).toBe('provider-changed');
    expect(receiver.requests).toEqual([]);

    await update(oauth, (changed.body as { data: CustomProvider }).data).expect(200);
    const connection = await connectHarbour(running, input);
    expect(connection).toMatchObject({ provider: made.id, status: 'connected' });
  });

  it('a key that is being tried out is not kept for a service that was described anew meanwhile', async () => {
    const made = await describeProvider(http, keyedHarbour(standIn.url, { name: 'Slow' }));
    const { apiCalls } = await standIn.control.counters();
    await standIn.control.setModes({ api: 'slow', slowMs: 2_000 });
    const connecting = http
      .post(`${CONNECTIONS}/accounts`)
      .send({ provider: made.id, auth: 'api-key', credentials })
      .then((response) => response);
    await eventually(async () => (await standIn.control.counters()).apiCalls > apiCalls);
    await update(keyedHarbour(elsewhere(), { name: 'Slow' }), made).expect(200);
    expect(refusalOf(await connecting).code).toBe('provider-changed');
    await standIn.control.setModes({ api: 'ok' });
    const { body } = await http.get(`${BUILDER}/providers/${made.id}`).expect(200);
    expect((body as { data: CustomProvider }).data.connections).toEqual([]);
  });

  it('no key that was entered stands in what is stored or answered', async () => {
    const rows = await running.strapi.db.connection('ib_custom_providers').select('*');
    const answers = (await http.get(`${BUILDER}/providers`)).text;
    expect(JSON.stringify(rows) + answers).not.toContain(HARBOUR_KEY);
  });
});
