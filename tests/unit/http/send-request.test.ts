import { loopbackForFile, LOOPBACK, post } from '../../support/loopback-sender';
import { startHttpServer, startTcpServer } from '../../support/loopback-server';

const { keep, senderWith } = loopbackForFile();

describe('an answer', () => {
  test('carries status, headers and body, and the receiver got the bytes under its own name', async () => {
    const seen: unknown[] = [];
    const server = await keep(
      startHttpServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const { method, url, headers } = request;
          seen.push(method, url, headers.host, Buffer.concat(chunks).toString());
          response.writeHead(202, { 'X-Answer': 'yes', 'Set-Cookie': ['a=1', 'b=2'] });
          response.end('thanks');
        });
      }),
    );
    const outcome = await senderWith().send(post(server.port));
    expect(seen).toEqual(['POST', '/hook?a=b', `receiver.test:${server.port}`, '{"a":"é"}']);
    expect(outcome).toMatchObject({
      kind: 'response',
      statusCode: 202,
      headers: { 'x-answer': 'yes', 'set-cookie': 'a=1, b=2' },
      isTruncated: false,
    });
    expect(outcome).toHaveProperty('body', Buffer.from('thanks'));
    expect(outcome.durationMs).toBeGreaterThan(0);
  });

  test.each([Infinity, 2 ** 31, 1e15])(
    'is waited for where its time is %d ms',
    async (totalTimeoutMs) => {
      const server = await keep(startHttpServer((_request, response) => response.end('thanks')));
      const outcome = await senderWith().send(post(server.port, { totalTimeoutMs }));
      expect(outcome).toMatchObject({ kind: 'response', statusCode: 200 });
    },
  );

  test.each([204, 400, 410, 429, 503])('of status %i is an answer too', async (status) => {
    const server = await keep(
      startHttpServer((_request, response) => {
        response.writeHead(status, { 'retry-after': '7' }).end();
      }),
    );
    expect(await senderWith().send(post(server.port))).toMatchObject({
      kind: 'response',
      statusCode: status,
      headers: { 'retry-after': '7' },
    });
  });

  test.each([301, 302, 303, 307, 308])('%i is not followed', async (status) => {
    let visits = 0;
    const target = await keep(
      startHttpServer((_request, response) => {
        visits += 1;
        response.end();
      }),
    );
    const server = await keep(
      startHttpServer((_request, response) => {
        response.writeHead(status, { location: `http://127.0.0.1:${target.port}/` }).end();
      }),
    );
    const outcome = await senderWith().send(post(server.port));
    expect(outcome).toMatchObject({ kind: 'response', statusCode: status });
    expect(visits).toBe(0);
  });

  test('an early hint (103) is passed over', async () => {
    const server = await keep(
      startTcpServer((socket) => {
        socket.end(
          'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
        );
      }),
    );
    expect(await senderWith().send(post(server.port))).toMatchObject({ statusCode: 200 });
  });

  test('a body of exactly the cap is whole', async () => {
    const server = await keep(
      startHttpServer((_request, response) => {
        response.end('x'.repeat(16_384));
      }),
    );
    const outcome = await senderWith().send(post(server.port));
    expect(outcome).toMatchObject({ kind: 'response', isTruncated: false });
    expect(outcome).toHaveProperty('body.length', 16_384);
  });

  test('an endless body is cut off at the cap, the connection closed, and the status counts', async () => {
    const server = await keep(
      startHttpServer((_request, response) => {
        response.writeHead(200);
        const write = () => {
          while (!response.destroyed && response.write('x'.repeat(10_000)));
        };
        response.on('drain', write);
        write();
      }),
    );
    const outcome = await senderWith().send(post(server.port, { maxResponseBytes: 100 }));
    expect(outcome).toMatchObject({ kind: 'response', statusCode: 200, isTruncated: true });
    expect(outcome).toHaveProperty('body.length', 100);
    await server.allClosed();
  });
});

describe('connections', () => {
  test('are kept alive, and the name is resolved for a connection and not for a request', async () => {
    const server = await keep(startHttpServer((_request, response) => response.end('ok')));
    const lookup = jest.fn(() => Promise.resolve([LOOPBACK]));
    const sender = senderWith({ lookup });
    for (let i = 0; i < 20; i++) await sender.send(post(server.port));
    // Two and not one: undici frees a connection a moment after it has given out the answer.
    expect(server.connectionCount()).toBeLessThanOrEqual(2);
    expect(lookup).toHaveBeenCalledTimes(server.connectionCount());
  });

  test('stay within the limit for one origin', async () => {
    const server = await keep(startHttpServer((_request, response) => response.end('ok')));
    const sender = senderWith({ connectionsPerOrigin: 3 });
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => sender.send(post(server.port))),
    );
    expect(outcomes.every(({ kind }) => kind === 'response')).toBe(true);
    expect(server.connectionCount()).toBeLessThanOrEqual(3);
  });

  test('do not go through a proxy that only the environment names', async () => {
    const proxy = await keep(startHttpServer((_request, response) => response.end('proxy')));
    const server = await keep(startHttpServer((_request, response) => response.end('receiver')));
    process.env.HTTP_PROXY = process.env.http_proxy = `http://127.0.0.1:${proxy.port}`;
    try {
      const outcome = await senderWith().send(post(server.port));
      expect(outcome).toHaveProperty('body', Buffer.from('receiver'));
      expect(proxy.connectionCount()).toBe(0);
    } finally {
      delete process.env.HTTP_PROXY;
      delete process.env.http_proxy;
    }
  });
});

describe('a request that is not to go out', () => {
  test('one whose deadline passed while it waited for a connection is not sent later', async () => {
    let visits = 0;
    const release: (() => void)[] = [];
    const server = await keep(
      startHttpServer((_request, response) => {
        visits += 1;
        release.push(() => response.end());
      }),
    );
    const sender = senderWith({ connectionsPerOrigin: 1 });
    const first = sender.send(post(server.port));
    const second = await sender.send(post(server.port, { totalTimeoutMs: 100 }));
    expect(second).toMatchObject({ kind: 'error', code: 'timeout' });
    release.forEach((answer) => answer());
    expect(await first).toMatchObject({ kind: 'response' });
    const third = sender.send(post(server.port));
    while (release.length < 2) await new Promise((resolve) => setImmediate(resolve));
    release.forEach((answer) => answer());
    expect(await third).toMatchObject({ kind: 'response' });
    expect(visits).toBe(2);
  });

  test('one whose signal is aborted, before or meanwhile', async () => {
    const server = await keep(startTcpServer(() => undefined));
    const sender = senderWith();
    const signal = AbortSignal.abort();
    expect(await sender.send(post(server.port, { signal }))).toMatchObject({ code: 'aborted' });
    expect(server.connectionCount()).toBe(0);

    const controller = new AbortController();
    const outcome = sender.send(post(server.port, { signal: controller.signal }));
    setTimeout(() => controller.abort(), 50);
    expect(await outcome).toMatchObject({ kind: 'error', code: 'aborted' });
  });

  test('after close, and what close breaks off', async () => {
    const server = await keep(startTcpServer(() => undefined));
    const sender = senderWith();
    const outcome = sender.send(post(server.port));
    while (server.connectionCount() === 0) await new Promise((resolve) => setImmediate(resolve));
    await sender.close();
    expect(await outcome).toMatchObject({ kind: 'error', code: 'aborted' });
    expect(await sender.send(post(server.port))).toMatchObject({ code: 'aborted' });
  });

  test.each([
    [{ url: 'nonsense' }],
    [{ headers: { 'a b': 'c' } }],
    [{ headers: { a: 'b\r\nc: d' } }],
    [{ headers: { 'transfer-encoding': 'chunked' } }],
  ])('one that cannot be formed: %j', async (wrong) => {
    expect(await senderWith().send(post(80, wrong))).toMatchObject({
      kind: 'error',
      code: 'invalid-request',
    });
  });
});
