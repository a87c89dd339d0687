import type { Socket } from 'node:net';

import { loopbackForFile, post } from '../../support/loopback-sender';
import { startHttpServer, startTcpServer, startTlsServer } from '../../support/loopback-server';

const { keep, senderWith } = loopbackForFile();

describe('a receiver that misbehaves', () => {
  const hangs: [string, (write: (text: string) => void) => void][] = [
    ['accepts and says nothing', () => undefined],
    ['stops within the headers', (write) => write('HTTP/1.1 200 OK\r\nA: b')],
    [
      'stops within the body',
      (write) => write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc'),
    ],
  ];
  test.each(hangs)('%s: ends at the deadline', async (_name, behave) => {
    const server = await keep(
      startTcpServer((socket) => behave((text) => void socket.write(text))),
    );
    const outcome = await senderWith().send(post(server.port, { totalTimeoutMs: 150 }));
    expect(outcome).toMatchObject({ kind: 'error', code: 'timeout' });
    expect(outcome.durationMs).toBeGreaterThanOrEqual(140);
    expect(outcome.durationMs).toBeLessThan(3_000);
    await server.allClosed();
  });

  test.each([
    ['headers', ''],
    ['a body', 'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n'],
  ])('drips %s: ends at the same deadline', async (_name, start) => {
    const server = await keep(
      startTcpServer((socket) => {
        socket.write(start || 'HTTP/1.1 200 OK\r\nA: ');
        const drip = setInterval(() => socket.write('x'), 20);
        socket.on('close', () => clearInterval(drip));
      }),
    );
    const outcome = await senderWith().send(post(server.port, { totalTimeoutMs: 200 }));
    expect(outcome).toMatchObject({ kind: 'error', code: 'timeout' });
    expect(outcome.durationMs).toBeLessThan(3_000);
  });

  test('sends endless headers', async () => {
    const server = await keep(
      startTcpServer((socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        const write = () => {
          while (!socket.destroyed && socket.write(`A: ${'x'.repeat(1000)}\r\n`));
        };
        socket.on('drain', write);
        write();
      }),
    );
    expect(await senderWith().send(post(server.port))).toMatchObject({
      kind: 'error',
      code: 'response-headers-too-large',
    });
  });

  test('sends more headers than are kept: the rest is left out', async () => {
    const server = await keep(
      startHttpServer((_request, response) => {
        for (let i = 0; i < 20; i++) response.setHeader(`x-${i}`, 'x'.repeat(1000));
        response.end();
      }),
    );
    const outcome = await senderWith().send(post(server.port));
    expect(outcome).toMatchObject({ kind: 'response', statusCode: 200 });
    const headers = outcome.kind === 'response' ? outcome.headers : {};
    expect(JSON.stringify(headers).length).toBeLessThan(17_000);
  });

  test.each([
    ['resets', (socket: Socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['closes without an answer', (socket: Socket) => socket.once('data', () => socket.end())],
  ])('%s', async (_name, behave) => {
    const server = await keep(startTcpServer(behave));
    expect(await senderWith().send(post(server.port))).toMatchObject({
      kind: 'error',
      code: 'connection-reset',
    });
  });

  test('closes within a body whose length it has announced', async () => {
    const server = await keep(
      startTcpServer((socket) => {
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc');
      }),
    );
    expect(await senderWith().send(post(server.port))).toMatchObject({ kind: 'error' });
  });

  test('speaks something else than HTTP', async () => {
    const server = await keep(
      startTcpServer((socket) => void socket.write('220 mail.test ESMTP\r\n')),
    );
    expect(await senderWith().send(post(server.port))).toMatchObject({
      kind: 'error',
      code: 'protocol',
    });
  });

  test('does not listen', async () => {
    const server = await keep(startTcpServer(() => undefined));
    await server.stop();
    expect(await senderWith().send(post(server.port))).toMatchObject({
      kind: 'error',
      code: 'connection-refused',
      message: expect.stringContaining('receiver.test refused the connection'),
    });
  });

  test('has a certificate signed by itself; it is asked by its name', async () => {
    const server = await keep(startTlsServer((socket) => socket.end()));
    const url = `https://receiver.test:${server.port}/`;
    expect(await senderWith().send(post(0, { url }))).toMatchObject({
      kind: 'error',
      code: 'tls',
      message: expect.stringContaining('signed by itself'),
    });
    expect(server.serverNames).toEqual(['receiver.test']);
  });

  test('speaks plain HTTP where TLS is asked for', async () => {
    const server = await keep(startHttpServer((_request, response) => response.end()));
    const url = `https://receiver.test:${server.port}/`;
    expect(await senderWith().send(post(0, { url }))).toMatchObject({ kind: 'error', code: 'tls' });
  });

  test('closes within the TLS handshake', async () => {
    const server = await keep(startTcpServer((socket) => socket.once('data', () => socket.end())));
    const url = `https://receiver.test:${server.port}/`;
    expect(await senderWith().send(post(0, { url }))).toMatchObject({ kind: 'error', code: 'tls' });
  });

  test('has no address', async () => {
    const notFound = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    const lookup = () => Promise.reject(notFound);
    expect(await senderWith({ lookup }).send(post(80))).toMatchObject({ code: 'dns' });
    expect(await senderWith({ lookup: () => Promise.resolve([]) }).send(post(80))).toMatchObject({
      code: 'dns',
    });
  });

  test('has a resolver that never answers', async () => {
    const sender = senderWith({ lookup: () => new Promise(() => undefined) });
    const outcome = await sender.send(post(80, { totalTimeoutMs: 100 }));
    expect(outcome).toMatchObject({ kind: 'error', code: 'timeout' });
  });
});
