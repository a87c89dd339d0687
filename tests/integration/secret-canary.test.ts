import knex, { type Knex } from 'knex';

import { routes as builderRoutes } from '../../server/src/builder/routes';
import { openCredentials } from '../../server/src/connections/accounts/credentials';
import { routes as connectionRoutes } from '../../server/src/connections/routes';
import { deriveEncryptionKeys } from '../../server/src/connections/vault/encryption-keys';
import { createVault } from '../../server/src/connections/vault/vault';
import { routes as incomingRoutes } from '../../server/src/incoming/routes';
import { routes as outgoingRoutes } from '../../server/src/outgoing/routes';
import { routes as syncRoutes } from '../../server/src/sync/routes';
import { createAppDirectory } from '../support/app-directory';
import { describeProvider, keyedHarbour } from '../support/builder';
import { anEndpoint, aNote } from '../support/builders';
import { startChildStrapi, type ChildStrapi } from '../support/child-strapi';
import { beginAuthorization, CONNECTIONS, genericHarbour, returnTo } from '../support/connections';
import type { DatabaseClient } from '../support/database-servers';
import { createSiteDatabase } from '../support/database-templates';
import { everyDatabase } from '../support/databases';
import type { HttpClient } from '../support/http-client';
import { aNoteUpsert, aSource, INCOMING, signatureOf } from '../support/incoming';
import { eventually, OUTGOING } from '../support/outgoing';
import { startReceiver, type Receiver } from '../support/receiver';
import { approveConsent, STAND_IN_CLIENT, startStandIn, type StandIn } from '../support/stand-in';
import { aNoteJob } from '../support/sync';

const HEADER_CANARY = 'canary-"header"/value+1';
const USER_CANARY = 'canary-user';
const PASSWORD_CANARY = 'canary-pass:word/+"1';
const TOKEN_CANARY = 'canary-token/of+a"source';
const NEXT_TOKEN_CANARY = 'canary-token/that+comes"next';
const WRONG_TOKEN_CANARY = 'canary-token/of+somebody"else';
const SIGNING_CANARY = 'canary-signing/secret+"1';
const SENDER_CANARY = 'canary-sender:of/a+"source';
const KEY_CANARY = 'canary key/of+a "connection"!';
const LOGIN_CANARY = "canary login/of (a) connection's!";
const CLIENT_CANARY = 'canary-client/secret+of"an app';
const SHOP_CANARY = 'canary-key/of+a"shop that is synced';
const STALL_CANARY = 'canary-key/in+the"address of a stall';
const ENCRYPTION_KEY = 'canary-encryption-key-of-this-test';
const JSON_TYPE = { 'Content-Type': 'application/json' };
/** As the site's own, to look into its rows. */
const vault = createVault(deriveEncryptionKeys([], ENCRYPTION_KEY));
const AUTHORIZATION_UID = 'plugin::integration-builder.authorization';
/** These answers hold a new secret on purpose. */
const SHOWS_SECRET = new Set([
  'outgoing-endpoint.create',
  'outgoing-endpoint.revealSecret',
  'outgoing-endpoint.rotateSecret',
]);

/** Every spelling in which a secret could slip through. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    // As the parameters of a form and of an address are written.
    new URLSearchParams({ '': secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ];
}

everyDatabase('secrets', (client) => {
  it('are nowhere but in the answers that are meant to show them', async () => {
    const scratch = await createSiteDatabase(client);
    process.env.TEST_LOG_LEVEL = 'silly';
    const app = createAppDirectory({
      database: scratch.strapiConnection,
      encryptionKey: ENCRYPTION_KEY,
      config: { webhooks: { retrySchedule: [100], retryAttempts: 2, timeout: 1_000 } },
    });
    delete process.env.TEST_LOG_LEVEL;
    const receiver = await startReceiver();
    let logins = 0;
    receiver.answer('/basic/me', ({ headers }) => {
      logins += 1;
      const body = JSON.stringify({ message: `${headers.authorization} is ${LOGIN_CANARY}` });
      return logins === 1 ? { status: 200 } : { status: 401, headers: JSON_TYPE, body };
    });
    receiver.answer('/failing', { status: 500, body: 'sorry' });
    receiver.answer('/hanging', { fault: 'hang' });
    // It accepts the key once, and then repeats it in what it says is wrong.
    let keyedCalls = 0;
    receiver.answer('/keyed/me', () => {
      keyedCalls += 1;
      const inForm = new URLSearchParams({ key: KEY_CANARY }).toString();
      const body = JSON.stringify({ message: `no such key: ${KEY_CANARY} in ?${inForm}` });
      return keyedCalls === 1 ? { status: 200 } : { status: 401, headers: JSON_TYPE, body };
    });
    const env = {
      DEBUG: 'knex:query',
      TEST_PROVIDERS: JSON.stringify([
        shopAt(receiver.url('/shop')),
        stallAt(receiver.url('/stall')),
      ]),
    };
    const child = await startChildStrapi(app, { env });
    let log = '';
    const keep = (chunk: Buffer) => (log += chunk.toString());
    child.process.stdout?.on('data', keep);
    child.process.stderr?.on('data', keep);
    const http = await child.signIn();

    const canaries = [HEADER_CANARY, PASSWORD_CANARY, ENCRYPTION_KEY];
    canaries.push(`${USER_CANARY}:${PASSWORD_CANARY}`);
    const addSecret = (body: { data: { secret: string } }) => {
      const { secret } = body.data;
      expect(secret).toMatch(/^whs/);
      // The bytes themselves, too, which the text holds in base64.
      const bytes = secret.slice(secret.indexOf('_') + 1);
      canaries.push(bytes, Buffer.from(bytes, 'base64').toString('hex'));
    };
    const ids: number[] = [];
    const credentials = `${USER_CANARY}:${encodeURIComponent(PASSWORD_CANARY)}`;
    for (const path of ['/', '/failing', '/hanging']) {
      const url = receiver.url(path).replace('://', `://${credentials}@`);
      const headers = [{ name: 'X-Canary', value: HEADER_CANARY }];
      for (const signatureKind of ['v1', 'v1a'] as const) {
        const { body } = await http
          .post(`${OUTGOING}/endpoints`)
          .send(anEndpoint(url, { headers, signatureKind }))
          .expect(201);
        addSecret(body);
        ids.push(body.data.id);
      }
    }
    for (const id of ids) {
      addSecret((await http.post(`${OUTGOING}/endpoints/${id}/secret/reveal`).expect(200)).body);
      const rotated = await http
        .post(`${OUTGOING}/endpoints/${id}/secret/rotate`)
        .send({ overlapMs: 60_000 })
        .expect(200);
      addSecret(rotated.body);
    }
    const sources = await createSources(http);
    canaries.push(
      TOKEN_CANARY,
      NEXT_TOKEN_CANARY,
      WRONG_TOKEN_CANARY,
      SIGNING_CANARY,
      SENDER_CANARY,
    );
    expect(await postToAll(child.url, sources)).toEqual([200, 401, 401, 200, 401, 401, 200, 401]);
    const standIn = await startStandIn();
    canaries.push(KEY_CANARY, LOGIN_CANARY, CLIENT_CANARY, SHOP_CANARY, STALL_CANARY);
    canaries.push(STAND_IN_CLIENT.secret);
    canaries.push(`${USER_CANARY}:${LOGIN_CANARY}`);
    const db = knex(scratch.knexConfig);
    const tables = await tablesOf(db, client);
    // Rows are looked at again and again: much of what is secret lies in them for a while only.
    const rows: string[] = [];
    const look = async () => {
      for (const table of tables) rows.push(JSON.stringify(await db(table)));
    };
    const services = { standIn, keyed: receiver.url('/keyed'), basic: receiver.url('/basic') };
    const secretsOfOAuth = await connectAll(child, http, db, services, look);
    canaries.push(...secretsOfOAuth);
    await child.documents('api::note.note', 'create', { data: aNote() });
    await syncWithShop(http, db, receiver);
    await syncWithStall(http, db, receiver);
    const described = await describeProvider(http, keyedHarbour(receiver.url('')));
    await eventually(
      async () => Number((await db('ib_webhook_attempts').count({ n: '*' }))[0]?.n) >= 6 + 4,
      { timeoutMs: 20_000 },
    );

    await look();
    expect((await db('ib_connections').whereNotNull('credentials')).length).toBeGreaterThanOrEqual(
      5,
    );
    expect(await db('ib_oauth_clients')).not.toEqual([]);
    const shown: string[] = [];
    const idsOf = async (table: string): Promise<number[]> => db(`ib_webhook_${table}`).pluck('id');
    await eventually(
      async () => (await db('ib_webhook_events').where({ state: 'refused' })).length >= 5,
    );
    const known: Record<string, (number | string)[]> = {
      endpoints: ids,
      deliveries: (await idsOf('deliveries')).slice(0, 3),
      sources: await idsOf('sources'),
      events: await idsOf('events'),
      // Of replays, of incoming runs, and of sync.
      runs: [1, 2],
      jobs: await db('ib_sync_jobs').pluck('id'),
      conflicts: [],
      accounts: await db('ib_connections').pluck('id'),
      // Of the builder's trials.
      connections: await db('ib_connections').pluck('id'),
      providers: ['github', described.id],
    };
    for (const { method, path, handler } of [
      ...outgoingRoutes,
      ...incomingRoutes,
      // A job that is deleted takes its runs along.
      ...syncRoutes.filter(({ method: verb }) => verb !== 'DELETE'),
      ...syncRoutes.filter(({ method: verb }) => verb === 'DELETE'),
      ...builderRoutes,
      ...connectionRoutes,
    ]) {
      const [, kind = ''] = /\/(\w+)\/:id/.exec(path) ?? [];
      // On the others one of a kind, apart from accounts, which all answer in their own way: asking for everything takes
      // half a minute each there, and how an answer is made of a row does not depend on the database.
      const isAll = client === 'sqlite' || kind === 'accounts';
      const own = (known[kind] ?? ids).slice(0, isAll ? undefined : 1);
      for (const id of [...own, 999_999, 'abc']) {
        if (method === 'DELETE' && id !== own[0]) continue;
        for (const { query, body } of requestsFor(handler, id, receiver.url(''))) {
          const url = `/integration-builder${path.replace(':id', String(id))}${query}`;
          const verb = method.toLowerCase() as keyof HttpClient;
          const response = await http[verb](url).send(body);
          const isMeant = SHOWS_SECRET.has(handler) && response.status < 300;
          if (isMeant) addSecret(response.body);
          else shown.push(`${method} ${url}: ${response.text} ${JSON.stringify(response.headers)}`);
        }
      }
    }
    await child.stop();
    await standIn.stop();

    await look();
    const places: Record<string, string> = {
      'an answer of the admin API': shown.join('\n'),
      'the log': log,
      'the database': rows.join('\n'),
      'a delivered body': receiver.requests.map(({ body }) => body.toString()).join('\n'),
    };
    // The test means something only where these were really used and looked at.
    expect(tables.length).toBeGreaterThanOrEqual(20);
    const events = await db('ib_webhook_events');
    expect(events.length).toBeGreaterThanOrEqual(8);
    expect(events.filter(({ headers }) => headers.includes('•••')).length).toBeGreaterThanOrEqual(
      5,
    );
    expect(shown.length).toBeGreaterThan(100);
    expect(log.length).toBeGreaterThan(1_000);
    // The log tells that somebody came back from a service, and not with which code or ticket.
    expect(log).toContain('/oauth/callback');
    expect(log).toContain('/connections/return (');
    // What services repeated of their secrets was shown, but for these.
    const isShown = (text: string) => shown.some((answer) => answer.includes(text));
    const said = ['no such key: ••• in ?key=•••', '••• is •••', 'not for •••'];
    expect(said.filter(isShown)).toEqual(said);
    expect(log).not.toMatch(/(callback|return)\?|[?&](code|state|ticket)=/);
    expect(receiver.requests[0]?.headers['x-canary']).toBe(HEADER_CANARY);
    expect(rows.join()).toContain('•••');

    const found: string[] = [];
    for (const [place, text] of Object.entries(places)) {
      for (const canary of canaries) {
        const spelling = spellings(canary).find((each) => text.includes(each));
        if (spelling) found.push(`${canary} in ${place}: …${around(text, spelling)}…`);
      }
    }
    expect(found).toEqual([]);

    await db.destroy();
    await receiver.stop();
    app.remove();
    await scratch.drop();
  }, 180_000);
});

/** The names of the plugin's own tables. */
async function tablesOf(db: Knex, client: DatabaseClient): Promise<string[]> {
  if (client === 'sqlite') {
    return db('sqlite_master').where({ type: 'table' }).where('name', 'like', 'ib_%').pluck('name');
  }
  const schema = db.raw(client === 'postgres' ? 'current_schema()' : 'database()');
  return db('information_schema.tables')
    .where({ table_schema: schema })
    .where('table_name', 'like', 'ib_%')
    .pluck('table_name');
}

const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString('base64')}`;

/** A source of every provider that is given the secret itself, and one that signs with it. Returns their slugs. */
async function createSources(http: HttpClient): Promise<string[]> {
  const inputs = [
    aSource({
      provider: 'static-token',
      settings: { header: 'X-Token', prefix: '' },
      secret: TOKEN_CANARY,
    }),
    aSource({ provider: 'basic-auth', settings: {}, secret: SENDER_CANARY }),
    aSource({ secret: SIGNING_CANARY }),
  ];
  for (const input of inputs) {
    const actions = [{ kind: 'forward', eventTypes: ['*'] }, aNoteUpsert()];
    await http
      .post(`${INCOMING}/sources`)
      .send({ ...input, actions })
      .expect(201);
  }
  return inputs.map(({ slug }) => slug);
}

/** Posts with the right secret, with a wrong one and with none. Returns the answers' status codes. */
async function postToAll(url: string, [token, sender, signing]: string[]): Promise<number[]> {
  const body = '{"data":{"number":1}}';
  const requests: [string | undefined, Record<string, string>][] = [
    [token, { 'X-TOKEN': TOKEN_CANARY }],
    [token, { 'x-token': WRONG_TOKEN_CANARY }],
    [token, { authorization: `Bearer ${TOKEN_CANARY}` }],
    [sender, { authorization: basic(SENDER_CANARY) }],
    [sender, { authorization: basic(`x:${WRONG_TOKEN_CANARY}`) }],
    [sender, { authorization: SENDER_CANARY }],
    [signing, { 'x-signature': signatureOf(body, SIGNING_CANARY) }],
    [signing, { 'x-signature': signatureOf(body, WRONG_TOKEN_CANARY) }],
  ];
  const statuses: number[] = [];
  for (const [slug, headers] of requests) {
    const address = `${url}/api/integration-builder/in/${slug}`;
    statuses.push((await fetch(address, { method: 'POST', body, headers })).status);
  }
  return statuses;
}

/**
 * Connects by a key and by a password, which the service then repeats in an answer that is an error, and by OAuth; renews the
 * token, and has it refused. Returns all that was secret on the way.
 */
async function connectAll(
  child: ChildStrapi,
  http: HttpClient,
  db: Knex,
  { standIn, keyed, basic }: { standIn: StandIn; keyed: string; basic: string },
  look: () => Promise<void>,
): Promise<string[]> {
  await http
    .put(`${CONNECTIONS}/providers/github/client`)
    .send({ clientId: 'id', clientSecret: CLIENT_CANARY })
    .expect(200);
  const settings = { baseUrl: keyed, probePath: '/me', name: 'X-Key' };
  const input = { provider: 'api-key', auth: 'api-key', settings };
  await http
    .post(`${CONNECTIONS}/accounts`)
    .send({ ...input, credentials: { key: KEY_CANARY } })
    .expect(201);
  await http
    .post(`${CONNECTIONS}/accounts`)
    .send({
      provider: 'basic-auth',
      auth: 'basic',
      settings: { baseUrl: basic, probePath: '/me' },
      credentials: { username: USER_CANARY, password: LOGIN_CANARY },
    })
    .expect(201);
  const oauth = genericHarbour(standIn.url);
  const first = await connectByOAuth(child, http, db, oauth, look);
  const secrets = [...first.secrets, ...(await tokensOf(db, first.id))];
  await db('ib_connections')
    .where({ id: first.id })
    .update({ expires_at: 1 })
    .increment('revision', 1);
  await eventually(async () => {
    await child.service('connections', 'getValidAccessToken', first.id);
    return (await standIn.control.counters()).tokenRequests.refresh_token === 1;
  });
  secrets.push(...(await tokensOf(db, first.id)));
  await standIn.control.revokeAllGrants();
  await http.post(`${CONNECTIONS}/accounts/${first.id}/test`).expect(200);
  await look();
  const again = await connectByOAuth(child, http, db, { ...oauth, connectionId: first.id }, look);
  secrets.push(...again.secrets, ...(await tokensOf(db, first.id)));
  // A state, a ticket, a code and a verifier each time, and two tokens of each of the three pairs.
  expect(new Set(secrets).size).toBe(2 * 4 + 3 * 2);
  return secrets;
}

/** A service whose things can be synced. */
const shopAt = (baseUrl: string) => ({
  id: 'shop',
  name: 'Shop',
  access: {
    category: 'commerce',
    auth: [{ kind: 'bearer' }],
    api: { baseUrl, paging: { style: 'link', recordsPath: '' } },
    probe: { path: '/me' },
  },
  resources: [
    {
      id: 'things',
      name: 'Things',
      fields: [
        { path: 'name', type: 'text' },
        { path: 'stock', type: 'number' },
      ],
      idPath: 'id',
      list: { path: '/things' },
      get: { method: 'GET', path: '/things/{id}' },
      create: { method: 'POST', path: '/things' },
      update: { method: 'PATCH', path: '/things/{id}' },
    },
  ],
});

/**
 * Runs a sync job against a service that repeats its key: once where it lists nothing, so that the run fails, and once where it
 * takes no record. From then on it lists nothing again.
 */
async function syncWithShop(http: HttpClient, db: Knex, receiver: Receiver): Promise<void> {
  const said = JSON.stringify({ message: `not for ${SHOP_CANARY}` });
  let isListing = false;
  receiver.answer('/shop/things', ({ method }) => {
    if (method === 'GET' && isListing) return { status: 200, headers: JSON_TYPE, body: '[]' };
    return { status: method === 'GET' ? 400 : 422, headers: JSON_TYPE, body: said };
  });
  const account = { provider: 'shop', auth: 'bearer', credentials: { key: SHOP_CANARY } };
  const { body: made } = await http.post(`${CONNECTIONS}/accounts`).send(account).expect(201);
  const job = aNoteJob((made as { data: { id: number } }).data.id, { resource: 'things' });
  const sync = '/integration-builder/sync/jobs';
  const { body } = await http.post(sync).send(job).expect(201);
  for (const [state, error] of [
    ['failed', 'not for •••'],
    ['completed', null],
  ]) {
    await http
      .post(`${sync}/${(body as { data: { id: number } }).data.id}/runs`)
      .send({})
      .expect(201);
    const lastRun = () => db('ib_sync_runs').orderBy('id', 'desc').first();
    await eventually(async () => (await lastRun()).state === state);
    if (error) expect((await lastRun()).error).toContain(error);
    isListing = true;
  }
  isListing = false;
  expect(await db('ib_sync_changes').pluck('error')).toContainEqual(
    expect.stringContaining('not for •••'),
  );
}

/** A service that takes its key in the address, and repeats it in the address of the next page. */
const stallAt = (baseUrl: string) => ({
  id: 'stall',
  name: 'Stall',
  access: {
    category: 'commerce',
    auth: [{ kind: 'api-key', in: 'query', name: 'api_key' }],
    api: { baseUrl, paging: { style: 'next-url', recordsPath: 'data', urlPath: 'next' } },
    probe: { path: '/me' },
  },
  resources: [
    {
      id: 'things',
      name: 'Things',
      fields: [{ path: 'name', type: 'text' }],
      idPath: 'id',
      list: { path: '/things' },
    },
  ],
});

/** Looks at what is kept of a run that goes on from the second page. */
async function syncWithStall(http: HttpClient, db: Knex, receiver: Receiver): Promise<void> {
  const key = new URLSearchParams({ api_key: STALL_CANARY }).toString();
  const next = `${receiver.url('/stall/things')}?${key}&page=2`;
  const page = JSON.stringify({ data: [{ id: 1, name: 'one of a stall' }], next });
  receiver.answer(`/stall/things?${key}`, { status: 200, headers: JSON_TYPE, body: page });
  receiver.answer(`/stall/things?page=2&${key}`, { fault: 'hang' });
  const account = { provider: 'stall', auth: 'api-key', credentials: { key: STALL_CANARY } };
  const { body: made } = await http.post(`${CONNECTIONS}/accounts`).send(account).expect(201);
  const { body } = await http
    .post('/integration-builder/sync/jobs')
    .send(
      aNoteJob((made as { data: { id: number } }).data.id, {
        resource: 'things',
        direction: 'import',
        mapping: [{ field: 'text', path: 'name', flow: 'import' }],
      }),
    )
    .expect(201);
  const { id } = (body as { data: { id: number } }).data;
  await http.post(`/integration-builder/sync/jobs/${id}/runs`).send({}).expect(201);
  const position = await eventually(async () => {
    const run = await db('ib_sync_runs').where({ job_id: id }).first();
    return run.position as string | null;
  });
  expect(position).toBe(`${receiver.url('/stall/things')}?page=2`);
}

/** Connects as an administrator does. Returns the id, and what was secret on the way. */
async function connectByOAuth(
  child: ChildStrapi,
  http: HttpClient,
  db: Knex,
  input: object,
  look: () => Promise<void>,
) {
  const { authorizeUrl, cookie } = await beginAuthorization(http, input);
  await look();
  const [row] = await db('ib_authorizations').orderBy('id', 'desc').limit(1);
  const place = { uid: AUTHORIZATION_UID, documentId: row.state_digest, field: 'request' };
  const { verifier } = JSON.parse(vault.decrypt(row.request, place)) as { verifier: string };
  const location = await approveConsent(authorizeUrl);
  const { searchParams: answer } = new URL(location);
  const page = await returnTo(child.url, location, cookie);
  const ticket = page.searchParams.get('ticket') ?? '';
  // As the browser does, which follows.
  await fetch(new URL(page.pathname + page.search, child.url));
  await look();
  const { body } = await http
    .post(`${CONNECTIONS}/authorizations/complete`)
    .send({ ticket })
    .expect(200);
  const secrets = [verifier, answer.get('code') ?? '', answer.get('state') ?? '', ticket];
  expect(secrets.every((secret) => secret.length > 20)).toBe(true);
  return { id: (body as { data: { connection: { id: number } } }).data.connection.id, secrets };
}

/** The tokens of a connection, as they lie in its row. */
async function tokensOf(db: Knex, id: number): Promise<string[]> {
  const { document_id: documentId, credentials } = await db('ib_connections').where({ id }).first();
  const { accessToken, refreshToken } = openCredentials(vault, { documentId, credentials });
  return [accessToken ?? '', refreshToken ?? ''];
}

function around(text: string, spelling: string): string {
  const at = text.indexOf(spelling);
  return text.slice(Math.max(0, at - 100), at + 100);
}

/** Requests that a route understands, and some that it refuses: an error must not repeat what it was given. */
function requestsFor(
  handler: string,
  id: number | string,
  serviceUrl: string,
): { query: string; body: object }[] {
  const { access } = keyedHarbour(serviceUrl);
  const from = new Date(Date.now() - 60_000).toISOString();
  const bodies: Record<string, object[]> = {
    'outgoing-endpoint.update': [
      { description: 'changed' },
      { headers: [{ name: 'X-Canary' }, { name: 'X-Wrong', value: `${HEADER_CANARY}\r\n` }] },
      { headers: [{ name: 'Host', value: HEADER_CANARY }] },
      { headers: { 'X-Canary': HEADER_CANARY } },
      { url: `ftp://user:${encodeURIComponent(PASSWORD_CANARY)}@example.com/` },
      { url: `http://user:${encodeURIComponent(PASSWORD_CANARY)}@10.0.0.1/` },
    ],
    'outgoing-endpoint.create': [
      {
        url: `https://user:${encodeURIComponent(PASSWORD_CANARY)}@example.com/#x`,
        eventTypes: ['*'],
      },
    ],
    'outgoing-endpoint.rotateSecret': [{ overlapMs: 60_000 }, { overlapMs: -1 }],
    'outgoing-endpoint.sendExample': [{ eventType: 'entry.create' }, {}],
    'incoming-source.create': [
      { ...aSource({ secret: NEXT_TOKEN_CANARY }), slug: 'Wrong' },
      { ...aSource({ secret: NEXT_TOKEN_CANARY }), settings: { secret: TOKEN_CANARY } },
      { ...aSource(), secret: [SENDER_CANARY] },
    ],
    'incoming-source.update': [
      { name: 'changed' },
      { secret: NEXT_TOKEN_CANARY, colour: 'red' },
      { provider: 'myspace', secret: NEXT_TOKEN_CANARY },
      { secret: `${SENDER_CANARY}${' '.repeat(6_000)}` },
    ],
    'incoming-source.replaceSecret': [
      { secret: NEXT_TOKEN_CANARY, overlapMs: 60_000 },
      { secret: NEXT_TOKEN_CANARY, overlapMs: -1 },
      { secret: { value: NEXT_TOKEN_CANARY }, overlapMs: 0 },
    ],
    'incoming-source.console': [
      { headers: `x-token: ${TOKEN_CANARY}`, body: '{}' },
      { headers: `x-token: ${WRONG_TOKEN_CANARY}`, body: '{}' },
      { headers: `authorization: ${basic(SENDER_CANARY)}`, body: '{}' },
      { headers: `x-signature: ${signatureOf('{}', SIGNING_CANARY)}`, body: '{}' },
    ],
    'connection.create': [
      { provider: 'api-key', auth: 'api-key', credentials: { key: KEY_CANARY } },
      { provider: 'api-key', auth: 'api-key', credentials: { key: `${KEY_CANARY}\n` } },
      { provider: 'basic-auth', auth: 'basic', credentials: { username: KEY_CANARY } },
      {
        provider: 'basic-auth',
        auth: 'basic',
        settings: { baseUrl: 'http://127.0.0.1:9/' },
        credentials: { username: USER_CANARY, password: LOGIN_CANARY },
      },
      {
        provider: 'api-key',
        auth: 'api-key',
        settings: { baseUrl: 'http://127.0.0.1:9/' },
        credentials: { key: KEY_CANARY },
      },
    ],
    'connection.setCredentials': [
      { credentials: { key: KEY_CANARY, more: KEY_CANARY } },
      { credentials: { key: KEY_CANARY } },
    ],
    'connection.rename': [{ name: 'changed' }, {}],
    'connections.setClient': [
      { clientId: 'id', clientSecret: CLIENT_CANARY },
      { clientId: 'id', clientSecret: [CLIENT_CANARY] },
      { clientId: 'other' },
    ],
    'authorization.begin': [
      { provider: 'github' },
      { ...genericHarbour('http://127.0.0.1:9'), scopes: 'x' },
    ],
    'authorization.complete': [{ ticket: 'nobodys' }, {}],
    'builder.create': [
      { ...keyedHarbour(serviceUrl), credentials: { key: KEY_CANARY } },
      keyedHarbour(serviceUrl),
    ],
    'builder.update': [{ ...keyedHarbour(serviceUrl), revision: 1, key: KEY_CANARY }],
    'builder.try': [
      { access, credentials: { key: KEY_CANARY }, path: '/me' },
      { access, credentials: { key: [KEY_CANARY] }, path: '/me' },
      { access, credentials: { key: KEY_CANARY }, path: '//elsewhere.example/' },
    ],
    'builder.tryConnection': [{ path: '/me' }, { path: '/me', credentials: { key: KEY_CANARY } }],
    'sync-setup.draft': [{ connectionId: id, resource: 'things', contentType: 'api::note.note' }],
    'sync-setup.sample': [
      { connectionId: id, resource: 'things', contentType: 'api::note.note', mapping: [] },
    ],
    'sync-run.begin': [{}, { kind: 'preview' }],
    'incoming-source.mappingPreview': [{ action: aNoteUpsert() }],
    'incoming-run.preview': [{ kind: 'replay', from }],
    'incoming-run.start': [{ kind: 'replay', from }],
    'outgoing-replay.preview': [{ kind: 'replay', from }],
    'outgoing-replay.start': [{ kind: 'recover', from }],
    'outgoing.previewPayload': [{ eventType: 'entry.create', payloadMode: 'full' }],
  };
  const query = handler === 'outgoing-delivery.find' ? `?endpointId=${id}` : '';
  return (bodies[handler] ?? [{}]).map((body) => ({ query, body }));
}
