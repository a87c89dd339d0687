import type { ConnectionsService } from '../../server/src/connections/connections-service';
import type { Call, Connection } from '../../server/src/connections/contracts';
import type { ApiClient } from '../../server/src/http/client/api-client';
import type { Interceptor } from '../../server/src/http/client/api-request';
import { connectionOf, CONNECTIONS, scriptedProvider } from '../support/connections';
import { eventually } from '../support/outgoing';
import { startReceiver, type Receiver } from '../support/receiver';
import { startStrapi, type RunningStrapi } from '../support/strapi';

const KEY = 'a-key-of-the-tests-only-0123456789';
const JSON_TYPE = { 'Content-Type': 'application/json' };

let receiver: Receiver;
let running: RunningStrapi;
let connection: Connection;
let client: ApiClient;
beforeAll(async () => {
  receiver = await startReceiver();
  running = await startStrapi({ config: { api: { retryAttempts: 2 } } });
  const providers = running.strapi.plugin('integration-builder').service('providers');
  providers.register(scriptedProvider(receiver.url('/v1')));
});
afterAll(async () => {
  await running?.stop();
  await receiver?.stop();
});
// A connection of its own for each test: circuit, budget and cache are a connection's.
beforeEach(async () => {
  receiver.forget();
  const { body } = await running.http
    .post(`${CONNECTIONS}/accounts`)
    .send({ provider: 'scripted', auth: 'api-key', credentials: { key: KEY } })
    .expect(201);
  connection = (body as { data: Connection }).data;
  client = await service().client(connection.id);
  receiver.forget();
});

const service = (): ConnectionsService =>
  running.strapi.plugin('integration-builder').service('connections');
const failure = async (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: { code: string; status: number | null; message: string }) => error,
  );
async function calls(): Promise<Call[]> {
  const { body } = await running.http
    .get(`${CONNECTIONS}/accounts/${connection.id}/calls`)
    .expect(200);
  return (body as { data: Call[] }).data;
}
const lastCall = async () => (await calls())[0] as Call;
/** Answers one after the other, the last one from then on. */
function answerInTurn(path: string, ...answers: Parameters<Receiver['answer']>[1][]): void {
  let n = 0;
  receiver.answer(path, (request) => {
    const answer = answers[Math.min(n, answers.length - 1)];
    n += 1;
    return typeof answer === 'function' ? answer(request) : (answer ?? { status: 200 });
  });
}

describe('a call', () => {
  it('carries the credentials, and its body as the service wants it', async () => {
    receiver.answer('/v1/things?a=1', { status: 201, headers: JSON_TYPE, body: '{"id":7}' });
    const { status, data } = await client.post<{ id: number }>(
      '/things',
      { name: 'mug' },
      { query: { a: 1 }, headers: { 'X-Own': 'yes' } },
    );
    expect({ status, data }).toEqual({ status: 201, data: { id: 7 } });
    expect(receiver.requests[0]).toMatchObject({
      method: 'POST',
      headers: {
        'x-api-key': KEY,
        'content-type': 'application/json',
        accept: 'application/json',
        'x-own': 'yes',
      },
    });
    expect(receiver.requests[0]?.body.toString()).toBe('{"name":"mug"}');
  });

  it('ends at its deadline, over all its tries', async () => {
    receiver.answer('/v1/slow', { fault: 'hang' });
    const startedAt = performance.now();
    const error = await failure(client.get('/slow', { timeoutMs: 1_000 }));
    expect(error).toMatchObject({ code: 'timeout' });
    expect(performance.now() - startedAt).toBeLessThan(2_500);
  });

  it('ends when it is broken off', async () => {
    receiver.answer('/v1/slow', { fault: 'hang' });
    const abort = new AbortController();
    const call = failure(client.get('/slow', { signal: abort.signal }));
    await receiver.waitFor(1);
    abort.abort();
    expect(await call).toMatchObject({ code: 'aborted' });
    expect(receiver.requests).toHaveLength(1);
  });

  it('reads no more of an answer than is allowed', async () => {
    receiver.answer('/v1/large', { fault: 'endless-body' });
    expect(await failure(client.get('/large', { maxResponseBytes: 10_000 }))).toMatchObject({
      code: 'response-too-large',
    });
  });

  it('says what the service said, without the secrets that it repeats', async () => {
    const body = JSON.stringify({ message: `no such thing for ${KEY}` });
    receiver.answer('/v1/none', { status: 404, headers: JSON_TYPE, body });
    const error = await failure(client.get('/none'));
    expect(error).toMatchObject({ code: 'http-error', status: 404 });
    expect(error?.message).toContain('answered with 404: no such thing for •••');
    expect(JSON.stringify(error)).not.toContain(KEY);
    expect((await lastCall()).error?.message).not.toContain(KEY);
  });

  it('of a service that claims JSON and sends something else fails with a sentence', async () => {
    receiver.answer('/v1/broken', { status: 200, headers: JSON_TYPE, body: '<html>' });
    expect(await failure(client.get('/broken'))).toMatchObject({ code: 'response-malformed' });
  });

  it('does not follow a redirect', async () => {
    const headers = { Location: receiver.url('/elsewhere') };
    receiver.answer('/v1/moved', { status: 302, headers });
    expect(await failure(client.get('/moved'))).toMatchObject({ code: 'http-error', status: 302 });
    expect(receiver.requestsTo('/elsewhere')).toEqual([]);
  });

  it('goes to no other host, with the credentials or without', async () => {
    const other = await startReceiver();
    expect(await failure(client.get(other.url('/v1/x')))).toMatchObject({ code: 'foreign-host' });
    expect(other.requests).toEqual([]);
    // Whoever looks into the log learns of it.
    expect(await lastCall()).toMatchObject({
      host: new URL(other.url()).host,
      path: '/v1/x',
      status: null,
      error: { code: 'foreign-host' },
      attempts: [],
    });
    await other.stop();
  });

  it('is seen by the interceptors of the site, whichever client makes it', async () => {
    const seen: string[] = [];
    const end = service().use({
      beforeRequest: (request) => {
        seen.push(request.url.pathname);
        return request;
      },
    });
    await client.get('/ok');
    end();
    await client.get('/ok');
    expect(seen).toEqual(['/v1/ok']);
  });

  it('is seen by interceptors, which cannot lead it elsewhere', async () => {
    const seen: string[] = [];
    const end = client.use({
      beforeRequest: (request) => ({
        ...request,
        headers: { ...request.headers, 'x-trace': 't1' },
      }),
      afterResponse: ({ status }) => void seen.push(`after ${status}`),
      onError: (error) => void seen.push(`error ${(error as { code: string }).code}`),
    });
    receiver.answer('/v1/none', { status: 404 });
    await client.get('/ok');
    await failure(client.get('/none'));
    expect(seen).toEqual(['after 200', 'error http-error']);
    expect(receiver.requests[0]?.headers['x-trace']).toBe('t1');
    end();
    client.use({
      beforeRequest: (request) => ({ ...request, url: new URL('http://127.0.0.1:1/') }),
    });
    expect(await failure(client.get('/ok'))).toMatchObject({ code: 'foreign-host' });
  });

  it.each<[string, NonNullable<Interceptor['beforeRequest']>, string]>([
    [
      'throws',
      () => {
        throw new TypeError('no trace');
      },
      'interceptor',
    ],
    ['leads elsewhere', ({ url }) => void (url.host = 'elsewhere.example'), 'foreign-host'],
  ])(
    'that an interceptor ends, since it %s, is told and is a line',
    async (_how, beforeRequest, code) => {
      const told: string[] = [];
      client.use({ beforeRequest, onError: (_error, { url }) => void told.push(url.pathname) });
      expect(await failure(client.get('/ok'))).not.toBeNull();
      expect(told).toEqual(['/v1/ok']);
      expect(receiver.requests).toEqual([]);
      expect(await lastCall()).toMatchObject({ path: '/v1/ok', error: { code }, attempts: [] });
    },
  );
});

describe('a call that fails for a moment', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])('is tried again after a %i', async (status) => {
    answerInTurn('/v1/x', { status }, { status: 200 });
    expect((await client.get('/x')).status).toBe(200);
    expect(await lastCall()).toMatchObject({
      status: 200,
      error: null,
      attempts: [{ status }, { status: 200 }],
    });
  });

  it.each(['reset', 'garbage', 'cut-off'] as const)('is tried again after a %s', async (fault) => {
    answerInTurn('/v1/x', { fault }, { status: 200 });
    // What is not HTTP will not be a moment later.
    const result = await failure(client.get('/x'));
    expect(receiver.requests).toHaveLength(fault === 'garbage' ? 1 : 2);
    expect(result === null).toBe(fault !== 'garbage');
  });

  it.each(['1', () => new Date(Date.now() + 2_000).toUTCString()])(
    'waits as long as the service asks (%s)',
    async (asked) => {
      const retryAfter = typeof asked === 'string' ? asked : asked();
      answerInTurn(
        '/v1/x',
        { status: 503, headers: { 'Retry-After': retryAfter } },
        { status: 200 },
      );
      await client.get('/x');
      const [first, second] = receiver.requests;
      expect((second?.receivedAt ?? 0) - (first?.receivedAt ?? 0)).toBeGreaterThanOrEqual(900);
    },
  );

  it('is not waited for past its deadline', async () => {
    receiver.answer('/v1/x', { status: 429, headers: { 'Retry-After': '3600' } });
    const startedAt = performance.now();
    const error = await failure(client.get('/x', { timeoutMs: 5_000 }));
    expect(error).toMatchObject({ code: 'rate-limited', status: 429, retryAfterMs: 3_600_000 });
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    // The others are not sent there either.
    expect(await failure(client.get('/y', { timeoutMs: 1_000 }))).toMatchObject({
      code: 'rate-limited',
    });
    expect(receiver.requestsTo('/v1/y')).toEqual([]);
  });

  it('and writes is tried again with an idempotency key only, which stays the same', async () => {
    receiver.answer('/v1/x', { status: 503 });
    for (const write of [client.post, client.patch]) {
      receiver.requests.length = 0;
      await failure(write('/x', { a: 1 }));
      expect(receiver.requests).toHaveLength(1);
    }
    receiver.requests.length = 0;
    await failure(client.post('/x', { a: 1 }, { idempotencyKey: 'k1' }));
    expect(receiver.requests).toHaveLength(3);
    expect(receiver.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([
      'k1',
      'k1',
      'k1',
    ]);
  });

  it.each(['reset', 'cut-off'] as const)(
    'and writes is not repeated after a %s either',
    async (fault) => {
      receiver.answer('/v1/x', { fault });
      await failure(client.post('/x', {}));
      expect(receiver.requests).toHaveLength(1);
    },
  );
});

describe('an answer that may be kept', () => {
  it('is used while it is fresh, and counted as one line', async () => {
    const headers = { ...JSON_TYPE, 'Cache-Control': 'max-age=60' };
    receiver.answer('/v1/c', { status: 200, headers, body: '{"n":1}' });
    for (let n = 0; n < 5; n += 1) {
      const { data, cache } = await client.get('/c');
      expect(data).toEqual({ n: 1 });
      expect(cache).toBe(n === 0 ? null : 'hit');
    }
    expect(receiver.requests).toHaveLength(1);
    expect(await lastCall()).toMatchObject({ cache: 'hit', count: 4 });
  });

  it('is confirmed by its ETag when it is old', async () => {
    const headers = { ...JSON_TYPE, 'Cache-Control': 'max-age=0', ETag: '"v1"' };
    answerInTurn(
      '/v1/c',
      { status: 200, headers, body: '{"n":1}' },
      { status: 304, headers: { ETag: '"v1"' } },
      { status: 200, headers: { ...headers, ETag: '"v2"' }, body: '{"n":2}' },
    );
    expect((await client.get('/c')).data).toEqual({ n: 1 });
    expect(await client.get('/c')).toMatchObject({ data: { n: 1 }, cache: 'revalidated' });
    expect(await client.get('/c')).toMatchObject({ data: { n: 2 }, cache: null });
    expect(receiver.requests[1]?.headers['if-none-match']).toBe('"v1"');
  });

  it('is not used by another connection, nor after a write to its address, nor where it is not wanted', async () => {
    const headers = { ...JSON_TYPE, 'Cache-Control': 'max-age=60' };
    receiver.answer('/v1/c', { status: 200, headers, body: '{}' });
    await client.get('/c');
    const { body } = await running.http.post(`${CONNECTIONS}/accounts`).send({
      provider: 'scripted',
      auth: 'api-key',
      credentials: { key: 'another-key-of-the-tests' },
    });
    await (await service().client((body as { data: Connection }).data.id)).get('/c');
    await client.get('/c', { cache: false });
    await client.put('/c', {});
    await client.get('/c');
    expect(receiver.requestsTo('/v1/c')).toHaveLength(5);
  });

  it('is not kept where the service forbids it', async () => {
    receiver.answer('/v1/c', { status: 200, headers: { 'Cache-Control': 'no-store' } });
    await client.get('/c');
    await client.get('/c');
    expect(receiver.requestsTo('/v1/c')).toHaveLength(2);
  });
});

describe('a service that fails time after time', () => {
  it('is left alone for a while, tried once, and called again', async () => {
    receiver.answer('/v1/down', { status: 500 });
    for (let n = 0; n < 3; n += 1) await failure(client.get('/down', { timeoutMs: 20_000 }));
    const sent = receiver.requests.length;
    expect(await failure(client.get('/down'))).toMatchObject({ code: 'circuit-open' });
    expect(receiver.requests).toHaveLength(sent);
    receiver.answer('/v1/down', { status: 200 });
    await eventually(async () => (await failure(client.get('/down'))) === null, {
      timeoutMs: 20_000,
      everyMs: 200,
    });
    // Half open, it lets one call through, and goes on by how that ends.
    expect(receiver.requests).toHaveLength(sent + 1);
    expect((await client.get('/down')).status).toBe(200);
  }, 60_000);

  it('turns its connection to an error that says why, and back', async () => {
    receiver.answer('/v1/down', { status: 500 });
    for (let n = 0; n < 3; n += 1) await failure(client.get('/down', { retries: 0 }));
    await eventually(
      async () => (await connectionOf(running.http, connection.id)).status === 'error',
    );
    expect((await connectionOf(running.http, connection.id)).statusReason).toContain('500');
    await client.get('/up');
    await eventually(
      async () => (await connectionOf(running.http, connection.id)).status === 'connected',
    );
    const { body } = await running.http
      .get(`${CONNECTIONS}/accounts/${connection.id}/history`)
      .expect(200);
    expect((body as { data: { status: string }[] }).data.map(({ status }) => status)).toEqual([
      'connected',
      'error',
      'connected',
    ]);
  });
});

describe('the log of calls', () => {
  it('has a line a call, with its tries, its sizes and who called, and no secret', async () => {
    receiver.answer(`/v1/things?token=${KEY}&q=1`, {
      status: 200,
      headers: JSON_TYPE,
      body: '{"a":1}',
    });
    await client.put('/things', { text: 'x' }, { query: { token: KEY, q: 1 } });
    expect(await lastCall()).toMatchObject({
      method: 'PUT',
      host: `127.0.0.1:${receiver.port}`,
      path: '/v1/things?token=•••&q=1',
      status: 200,
      error: null,
      requestBytes: 12,
      responseBytes: 7,
      cache: null,
      count: 1,
      caller: 'site',
      attempts: [{ status: 200, error: null, waitedMs: 0 }],
    });
  });

  it('has no secret where it stands under a name that tells nothing, as the query spells it', async () => {
    const key = "a key (of) the tests' own~ it's!";
    await running.http
      .post(`${CONNECTIONS}/accounts/${connection.id}/credentials`)
      .send({ credentials: { key } })
      .expect(200);
    await client.get('/things', { query: { note: key, page: 2 } });
    expect((await lastCall()).path).toBe('/v1/things?note=•••&page=2');
    await client.get(`/things/${encodeURIComponent(key)}/parts`);
    expect((await lastCall()).path).toBe('/v1/things/•••/parts');
  });

  it('is read page by page, and by what failed', async () => {
    receiver.answer('/v1/none', { status: 404 });
    for (let n = 0; n < 6; n += 1) await failure(client.get(n % 3 === 0 ? '/none' : `/ok${n}`));
    const read = async (query: object) => {
      const { body } = await running.http
        .get(`${CONNECTIONS}/accounts/${connection.id}/calls`)
        .query(query)
        .expect(200);
      return body as { data: Call[]; meta: { nextCursor: string | null } };
    };
    const first = await read({ pageSize: 4 });
    const second = await read({ pageSize: 4, cursor: first.meta.nextCursor });
    const paths = [...first.data, ...second.data].map(({ path }) => path);
    expect(paths).toEqual(['/v1/ok5', '/v1/ok4', '/v1/none', '/v1/ok2', '/v1/ok1', '/v1/none']);
    expect(second.meta.nextCursor).toBeNull();
    expect((await read({ onlyFailed: true })).data).toHaveLength(2);
    const { body } = await running.http
      .get(`${CONNECTIONS}/accounts/${connection.id}/statistics`)
      .expect(200);
    expect((body as { data: object[] }).data.at(-1)).toMatchObject({ succeeded: 4, failed: 2 });
  });

  describe('whose table is away', () => {
    const rename = (from: string, to: string) =>
      running.strapi.db.connection.schema.renameTable(from, to);
    let warned: jest.SpyInstance;
    beforeEach(async () => {
      await calls();
      warned = jest.spyOn(running.strapi.log, 'warn');
      await rename('ib_calls', 'ib_calls_away');
      receiver.answer('/v1/down', { status: 500 });
      for (let n = 0; n < 3; n += 1) await failure(client.get('/down', { retries: 0 }));
      await eventually(() =>
        Promise.resolve(warned.mock.calls.some(([text]) => /3 lines .* not be written/.test(text))),
      );
    });
    afterEach(() => warned.mockRestore());
    const status = async () => (await connectionOf(running.http, connection.id)).status;

    it('has its lines when it is back, and the connection the status that follows', async () => {
      await rename('ib_calls_away', 'ib_calls');
      expect((await calls()).map(({ path }) => path)).toEqual(Array(3).fill('/v1/down'));
      expect(await status()).toBe('error');
    });

    it('gives them up when it is away once more, and judges by them all the same', async () => {
      await running.http.get(`${CONNECTIONS}/accounts/${connection.id}/calls`).expect(500);
      await rename('ib_calls_away', 'ib_calls');
      expect(await calls()).toEqual([]);
      expect(await status()).toBe('error');
    });
  });
});
