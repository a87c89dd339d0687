import { randomBytes } from 'node:crypto';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';

import type { Api, Source } from '../../server/src/incoming/contracts';
import {
  createSource,
  emptyEventLog,
  eventOf,
  eventsOf,
  eventsTable,
  INCOMING,
  post,
  receivingPath,
  settledEvent,
  signatureOf,
  signedParts,
} from '../support/incoming';
import { eventually } from '../support/outgoing';
import { connectRaw, requestHead } from '../support/raw-connection';
import { startStrapi, type RunningStrapi } from '../support/strapi';
import { postWebhook } from '../support/webhook-request';

const LIMIT = 1024 * 1024;
const BODY_TIMEOUT_MS = 2_000;

describe('a source', () => {
  let running: RunningStrapi;
  let source: Source;

  beforeAll(async () => {
    running = await startStrapi({
      config: { webhooks: { payloadLimit: LIMIT, bodyTimeout: BODY_TIMEOUT_MS } },
    });
    // Koa prints what broken connections end with.
    running.strapi.server.app.silent = true;
  });
  afterAll(() => running.stop());
  beforeEach(async () => {
    await emptyEventLog(running);
    source = await createSource(running);
  });

  const path = () => receivingPath(source.slug);
  const send = (body: string | Buffer, headers: Record<string, string> = {}) =>
    postWebhook(running.url + path(), signedParts(body, headers));
  /** Sends what was encoded; the signature is that of the bytes within. */
  const sendEncoded = (encoding: string, body: Buffer, encoded: Buffer) =>
    send(encoded, { 'x-signature': signatureOf(body), 'content-encoding': encoding });
  const accepted = () => eventsTable(running).whereNot({ state: 'refused' });
  /** Why the newest request was refused, as the editor sees it. */
  const problem = () =>
    eventually(async () => (await eventsOf(running, source.id, '&state=refused'))[0]?.problem);

  describe('whose body is too large', () => {
    it('takes a body of exactly the limit, and not one byte more', async () => {
      expect((await send(aBody(LIMIT))).status).toBe(200);
      expect((await send(aBody(LIMIT + 1))).status).toBe(413);
      expect(await accepted()).toMatchObject([{ body_size: LIMIT }]);
      expect(await problem()).toEqual({ code: 'body-too-large', values: { limit: LIMIT } });
    });

    it('sends one of exactly the limit on, though it grows by what is said about it', async () => {
      // As long as a service may make them, and twice as long in JSON.
      const [id, type] = ['"'.repeat(255), '\\'.repeat(255)];
      const large = await createSource(running, {
        actions: [{ kind: 'forward', eventTypes: ['*'], messageType: 'large.sent' }],
      });
      const frame = { id, type, text: '' };
      const text = 'x'.repeat(LIMIT - JSON.stringify(frame).length);
      const answer = await post(running.url, large.slug, { body: { ...frame, text } });
      expect(answer.status).toBe(200);
      const event = await settledEvent(running, large.id, id);
      expect(event).toMatchObject({ bodySize: LIMIT, state: 'succeeded', lastError: null });
      expect(event.results).toMatchObject([{ effect: 'forwarded' }]);
    });

    it('refuses it by its length, before any of it was sent, and ends the connection', async () => {
      const connection = await connectRaw(running.url);
      connection.write(requestHead(path(), { 'content-length': String(LIMIT + 1) }));
      const answer = await connection.untilClosed();
      expect(answer).toMatch(/^HTTP\/1.1 413 /);
      expect(answer).toMatch(/\r\nconnection: close\r\n/i);
    });

    it('refuses one that came in pieces as soon as it has passed the limit', async () => {
      const connection = await connectRaw(running.url);
      connection.write(requestHead(path(), { 'transfer-encoding': 'chunked' }));
      const chunk = aBody(64 * 1024);
      for (let n = 0; n < 17; n += 1) {
        connection.write(`${chunk.length.toString(16)}\r\n`);
        connection.write(chunk);
        connection.write('\r\n');
      }
      // The last piece is never sent.
      expect(await connection.untilClosed()).toMatch(/^HTTP\/1.1 413 /);
      expect(await accepted()).toEqual([]);
    });

    it('takes one that came in pieces up to the limit', async () => {
      const body = aBody(LIMIT);
      const answer = await send(body, { 'transfer-encoding': 'chunked' });
      expect(answer.status).toBe(200);
      const [event] = await eventsOf(running, source.id);
      expect((await eventOf(running, event?.id ?? 0)).body).toBe(body.toString());
    });
  });

  describe('whose body comes too slowly', () => {
    it('cuts it after a time, however steadily it comes, and tells the editor', async () => {
      const connection = await connectRaw(running.url);
      connection.write(requestHead(path(), { 'content-length': '10000' }));
      const startedAt = performance.now();
      const dripping = setInterval(() => connection.write('x'), 50);
      const answer = await connection.untilClosed().finally(() => clearInterval(dripping));
      expect(performance.now() - startedAt).toBeGreaterThan(BODY_TIMEOUT_MS - 50);
      expect(performance.now() - startedAt).toBeLessThan(BODY_TIMEOUT_MS * 3);
      expect(answer).toMatch(/^HTTP\/1.1 408 /);
      expect(answer).toMatch(/\r\nconnection: close\r\n/i);
      expect(await problem()).toEqual({
        code: 'body-late',
        values: { seconds: BODY_TIMEOUT_MS / 1000 },
      });
      expect(await accepted()).toEqual([]);
    });
  });

  describe('whose body is of another length than announced', () => {
    it('stores no event of one that ends too early', async () => {
      const body = '{"id":"short"}';
      const connection = await connectRaw(running.url);
      connection.write(
        requestHead(path(), { 'content-length': '100', 'x-signature': signatureOf(body) }) + body,
      );
      connection.end();
      await connection.untilClosed();
      expect(await problem()).toEqual({ code: 'body-incomplete' });
      expect(await accepted()).toEqual([]);
    });

    it('reads no more than was announced', async () => {
      const body = '{"id":"long"}';
      const connection = await connectRaw(running.url);
      connection.write(
        `${requestHead(path(), { 'content-length': String(body.length), 'x-signature': signatureOf(body) })}${body}{"more":1}\r\n\r\n`,
      );
      // What follows is no request, which ends the connection.
      await connection.untilClosed();
      await eventually(async () => (await accepted()).length > 0);
      expect(await accepted()).toMatchObject([{ event_id: 'long', body }]);
    });

    it('is refused by the server where the length is no length, or there are two', async () => {
      for (const headers of [
        'content-length: -1\r\n',
        'content-length: 1e3\r\n',
        'content-length: 5\r\ncontent-length: 6\r\n',
        'content-length: 5\r\ntransfer-encoding: chunked\r\n',
      ]) {
        const connection = await connectRaw(running.url);
        connection.write(`POST ${path()} HTTP/1.1\r\nhost: x\r\n${headers}\r\n0\r\n\r\n`);
        expect(await connection.untilClosed()).toMatch(/^HTTP\/1.1 400 /);
      }
    });
  });

  describe('whose body is encoded', () => {
    const body = Buffer.from(JSON.stringify({ id: 'encoded', text: 'ä'.repeat(500) }));

    it('verifies and stores what was encoded, in whichever way', async () => {
      for (const [encoding, encoded] of [
        ['gzip', gzipSync(body)],
        ['GZip', gzipSync(body)],
        ['x-gzip', gzipSync(body)],
        ['deflate', deflateSync(body)],
        ['br', brotliCompressSync(body)],
        ['identity', body],
      ] as const) {
        await emptyEventLog(running);
        expect((await sendEncoded(encoding, body, encoded)).status).toBe(200);
        const [event] = await eventsOf(running, source.id);
        expect(await eventOf(running, event?.id ?? 0)).toMatchObject({
          body: body.toString(),
          bodySize: body.length,
        });
      }
    });

    it('does not take a signature of the encoded bytes', async () => {
      const encoded = gzipSync(body);
      expect((await send(encoded, { 'content-encoding': 'gzip' })).status).toBe(401);
    });

    it('takes exactly the limit of inflated bytes, and not one more', async () => {
      const whole = aBody(LIMIT);
      const larger = aBody(LIMIT + 1);
      expect((await sendEncoded('gzip', whole, gzipSync(whole))).status).toBe(200);
      expect((await sendEncoded('gzip', larger, gzipSync(larger))).status).toBe(413);
      expect(await problem()).toEqual({ code: 'body-too-large', values: { limit: LIMIT } });
    });

    it('refuses what was packed too tightly, and does not blame the limit', async () => {
      const packed = gzipSync(Buffer.alloc(500 * 1024));
      expect((await send(packed, { 'content-encoding': 'gzip' })).status).toBe(413);
      expect(await problem()).toEqual({
        code: 'body-ratio',
        values: { ratio: 100, limit: 64 * 1024 },
      });
    });

    it('refuses a bomb without inflating it', async () => {
      const zeros = Buffer.alloc(200 * LIMIT);
      const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } };
      const bombs: [string, Buffer][] = [
        ['gzip', gzipSync(zeros)],
        ['deflate', deflateSync(zeros)],
        ['br', brotliCompressSync(zeros, quick)],
      ];
      const before = process.memoryUsage().rss;
      const startedAt = performance.now();
      for (const [encoding, bomb] of bombs) {
        expect(zeros.length / bomb.length).toBeGreaterThan(1_000);
        for (let n = 0; n < 20; n += 1) {
          expect((await send(bomb, { 'content-encoding': encoding })).status).toBe(413);
        }
      }
      expect(performance.now() - startedAt).toBeLessThan(10_000);
      expect(process.memoryUsage().rss - before).toBeLessThan(100 * LIMIT);
      expect(await problem()).toMatchObject({ code: 'body-too-large' });
    });

    it('refuses what it cannot undo', async () => {
      const refusals: [encoding: string, encoded: Buffer, status: number, code: string][] = [
        ['gzip, gzip', gzipSync(gzipSync(body)), 415, 'encoding-unsupported'],
        ['zstd', body, 415, 'encoding-unsupported'],
        ['constructor', body, 415, 'encoding-unsupported'],
        ['gzip', Buffer.from('no gzip'), 400, 'encoding-broken'],
        ['gzip', gzipSync(body).subarray(0, 50), 400, 'encoding-broken'],
        ['gzip', Buffer.alloc(0), 400, 'encoding-broken'],
        ['br', Buffer.alloc(1_000, 0xff), 400, 'encoding-broken'],
      ];
      for (const [encoding, encoded, status] of refusals) {
        expect((await sendEncoded(encoding, body, encoded)).status).toBe(status);
      }
      const events = await eventually(async () => {
        const found = await eventsOf(running, source.id, '&state=refused');
        return found.length === refusals.length && found;
      });
      const codes = events.map((event) => event.problem?.code).reverse();
      expect(codes).toEqual(refusals.map(([, , , code]) => code));
      expect(await accepted()).toEqual([]);
    });

    it('refuses two encodings in two headers', async () => {
      const headers = { 'content-encoding': ['gzip', 'gzip'] };
      const answer = await postWebhook(running.url + path(), {
        body: gzipSync(gzipSync(body)),
        headers,
      });
      expect(answer.status).toBe(415);
    });
  });

  describe('that is asked too often', () => {
    it('answers 429 and when to come again, and counts each source by itself', async () => {
      const slow = await createSource(running, { rateLimit: 2 });
      const url = running.url + receivingPath(slow.slug);
      const answers = await Promise.all(
        Array.from({ length: 5 }, (_, n) => postWebhook(url, signedParts(`{"id":"${n}"}`))),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([200, 200, 429, 429, 429]);
      const refused = answers.find(({ status }) => status === 429);
      expect(refused?.headers).toMatchObject({ 'retry-after': '1', connection: 'close' });
      expect((await send('{"id":"elsewhere"}')).status).toBe(200);
      const last24h = await eventually(async () => {
        const { body } = await running.http.get(`${INCOMING}/sources/${slow.id}`).expect(200);
        const found = (body as Api['GET /sources/:id']['response']).data.last24h;
        return found.accepted + found.refused >= 5 && found;
      });
      expect(last24h).toMatchObject({ accepted: 2, refused: 3 });
      // One of them is kept, to say why.
      const kept = await eventually(async () => {
        const found = await eventsTable(running).where({ source_id: slow.id, state: 'refused' });
        return found.length > 0 && found;
      });
      expect(kept.map(({ verification }) => JSON.parse(verification))).toEqual([
        [{ check: 'rate', problem: { code: 'rate-limited', values: { limit: 2 } } }],
      ]);
      await eventually(
        async () => (await postWebhook(url, signedParts('{"id":"5"}'))).status === 200,
      );
    });

    it('does not believe what a sender says of its address', async () => {
      const slow = await createSource(running, { rateLimit: 1 });
      const statuses: number[] = [];
      for (let n = 0; n < 4; n += 1) {
        const parts = signedParts(`{"id":"${n}"}`, {
          'x-forwarded-for': `198.51.100.${n}`,
          forwarded: `for=198.51.100.${n}`,
          'x-real-ip': `198.51.100.${n}`,
        });
        statuses.push((await postWebhook(running.url + receivingPath(slow.slug), parts)).status);
      }
      expect(statuses).toEqual([200, 429, 429, 429]);
    });
  });

  describe('among the routes of a site', () => {
    it('is reached in any case of its path, with its exact bytes', async () => {
      const odd =
        running.url + path().replace('/api/integration-builder/in', '/API/Integration-Builder/IN');
      expect((await postWebhook(odd, signedParts('{ "id": "case" }'))).status).toBe(200);
      expect(await accepted()).toMatchObject([{ body: '{ "id": "case" }' }]);
    });

    it('is reached with a slash at the end, and a query', async () => {
      const answer = await postWebhook(`${running.url}${path()}/?a=b`, signedParts('{"id":"a"}'));
      expect(answer.status).toBe(200);
      expect(await accepted()).toMatchObject([{ url: expect.stringMatching(/\?a=b$/) }]);
    });

    it('leaves the others their parsed bodies', async () => {
      const data = { text: 'a note', number: 7 };
      const { body: created } = await (
        await running.withApiToken()
      )
        .post('/api/notes')
        .send({ data })
        .expect(201);
      expect(created.data).toMatchObject(data);
    });

    it('takes posts only', async () => {
      for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
        const answer = await fetch(running.url + path(), { method });
        expect([404, 405]).toContain(answer.status);
      }
    });
  });
});

describe('a source of a site that trusts its proxy', () => {
  let running: RunningStrapi;
  beforeAll(async () => {
    running = await startStrapi({ trustsProxies: true });
  });
  afterAll(() => running.stop());

  const from = async (slug: string, senders: string, id: string) => {
    const parts = signedParts(`{"id":"${id}"}`, { 'x-forwarded-for': senders });
    return (await postWebhook(running.url + receivingPath(slug), parts)).status;
  };

  it('counts the requests of the senders that it names', async () => {
    const { slug } = await createSource(running, { rateLimit: 1 });
    expect(await from(slug, '198.51.100.1', 'a')).toBe(200);
    expect(await from(slug, '198.51.100.2', 'b')).toBe(200);
    expect(await from(slug, '198.51.100.1', 'c')).toBe(429);
  });

  it('does not believe what a sender had written there before the proxy', async () => {
    const { slug } = await createSource(running, { rateLimit: 1 });
    expect(await from(slug, '203.0.113.1, 198.51.100.1', 'a')).toBe(200);
    expect(await from(slug, '203.0.113.2, 198.51.100.1', 'b')).toBe(429);
    expect(await from(slug, '203.0.113.1, 198.51.100.2', 'c')).toBe(200);
  });
});

/** Reads every body, whatever its type, as a logger of requests may. */
const READS_BODIES = `
module.exports = () => async (ctx, next) => {
  if (ctx.get('x-read-first')) for await (const chunk of ctx.req) void chunk;
  await next();
};
`;

describe('a source of a site whose middleware reads bodies first', () => {
  let running: RunningStrapi;
  beforeAll(async () => {
    running = await startStrapi({ middleware: READS_BODIES });
  });
  afterAll(() => running.stop());

  it('tells its sender at once to come again, and the log what is wrong', async () => {
    const { id, slug } = await createSource(running);
    const logged = jest.spyOn(running.strapi.log, 'error').mockReturnValue(running.strapi.log);
    const startedAt = performance.now();
    const parts = signedParts('{"id":"read"}', { 'x-read-first': '1' });
    const answer = await postWebhook(running.url + receivingPath(slug), parts);
    expect(answer.status).toBe(503);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(logged).toHaveBeenCalledWith(expect.stringContaining('a middleware of this site'));
    logged.mockRestore();

    expect(
      (await postWebhook(running.url + receivingPath(slug), signedParts('{"id":"whole"}'))).status,
    ).toBe(200);
    expect(await eventsOf(running, id)).toMatchObject([{ eventId: 'whole' }]);
  });
});

/** A JSON body of exactly so many bytes that hardly shrinks. */
function aBody(bytes: number): Buffer {
  const frame = '{"id":"large","text":""}';
  const text = randomBytes(bytes)
    .toString('base64')
    .slice(0, bytes - frame.length);
  return Buffer.from(`{"id":"large","text":"${text}"}`);
}
