import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

import { createBodiesInHand } from '../../../../server/src/incoming/receiving/bodies-in-hand';
import { BodyError } from '../../../../server/src/incoming/receiving/body-error';
import { readBody } from '../../../../server/src/incoming/receiving/read-body';

const LIMITS = { limit: 100, deadlineMs: 5_000, inHand: createBodiesInHand(100).open() };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** What a server finds of the body of a request that a sender writes onto a connection. */
async function received(
  write: (socket: Socket) => void,
  { before = async () => {}, ...limits }: Partial<typeof LIMITS> & { before?: Before } = {},
): Promise<Buffer> {
  const server = createServer();
  servers.push(server);
  const reading = new Promise<Buffer>((resolve, reject) => {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      before(request)
        .then(() => readBody(request, { ...LIMITS, ...limits }))
        .then(resolve, reject)
        .finally(() => response.end());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => {});
  write(socket);
  return reading.finally(() => socket.destroy());
}

type Before = (request: IncomingMessage) => Promise<void>;

const head = (headers: string) => `POST / HTTP/1.1\r\nhost: x\r\n${headers}\r\n\r\n`;

/** The error that a request is refused for. */
const refusal = (reading: Promise<Buffer>): Promise<unknown> =>
  reading.then(
    () => new Error('the body was taken'),
    (error: unknown) => error,
  );

test('a body is read as it was sent, whole or in pieces', async () => {
  const bytes = Buffer.from(Array.from({ length: 100 }, (_, n) => (n * 37) % 256));
  const whole = await received((socket) => {
    socket.write(head('content-length: 100'));
    socket.write(bytes);
  });
  expect(whole.equals(bytes)).toBe(true);

  const pieces = await received((socket) => {
    socket.write(head('transfer-encoding: chunked'));
    for (const byte of bytes) socket.write(Buffer.from([0x31, 13, 10, byte, 13, 10]));
    socket.write('0\r\n\r\n');
  });
  expect(pieces.equals(bytes)).toBe(true);
});

test('a request without a body has an empty one', async () => {
  expect(await received((socket) => socket.write(head('content-length: 0')))).toHaveLength(0);
  expect(await received((socket) => socket.write(head('x-none: 1')))).toHaveLength(0);
});

test('a slow body is cut at the deadline, however steadily it comes', async () => {
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const error = await refusal(
    received(
      (socket) => {
        socket.write(head('content-length: 50'));
        timer = setInterval(() => socket.write('x'), 10);
      },
      { deadlineMs: 100 },
    ),
  );
  clearInterval(timer);
  expect(error).toMatchObject({
    status: 408,
    problem: { code: 'body-late', values: { seconds: 0.1 } },
  });
  const tookMs = performance.now() - startedAt;
  expect(tookMs).toBeGreaterThan(90);
  expect(tookMs).toBeLessThan(5_000);
});

test('a body of more than the limit is refused by its announced length alone', async () => {
  const error = await refusal(
    received((socket) => socket.write(head('content-length: 101')), { deadlineMs: 60_000 }),
  );
  expect(error).toMatchObject({
    status: 413,
    problem: { code: 'body-too-large', values: { limit: 100 } },
  });
});

test('a body of more than the limit is refused while it comes, without its end', async () => {
  const error = await refusal(
    received((socket) => {
      socket.write(head('transfer-encoding: chunked'));
      socket.write(`64\r\n${'x'.repeat(100)}\r\n1\r\nx\r\n`);
    }),
  );
  expect(error).toMatchObject({ status: 413 });
});

test('a body that its sender broke off is refused', async () => {
  const error = await refusal(
    received((socket) => {
      socket.write(`${head('content-length: 50')}half`);
      setTimeout(() => socket.destroy(), 20);
    }),
  );
  expect(error).toMatchObject({ status: 400, problem: { code: 'body-incomplete' } });
});

test('a sender that left before its body was looked at is not waited for', async () => {
  const error = await refusal(
    received((socket) => void socket.end(`${head('content-length: 50')}half`), {
      before: (request) =>
        new Promise((resolve) => request.on('error', () => {}).once('close', resolve)),
      deadlineMs: 60_000,
    }),
  );
  expect(error).toMatchObject({ status: 400, problem: { code: 'body-incomplete' } });
});

test('a body that something else has read is not waited for', async () => {
  const error = await refusal(
    received((socket) => void socket.write(`${head('content-length: 4')}read`), {
      before: async (request) => {
        for await (const chunk of request) void chunk;
      },
      deadlineMs: 60_000,
    }),
  );
  expect(error).not.toBeInstanceOf(BodyError);
  expect(String(error)).toContain('middleware');
});

test('a body is let go, and its sender to come again, where too much is in hand already', async () => {
  const bodies = createBodiesInHand(100);
  const others = bodies.open();
  others.add(128 * 1024 * 1024 - 10);
  const inHand = bodies.open();
  const sent = (socket: Socket) => void socket.write(`${head('content-length: 11')}hello world`);
  const error = await refusal(received(sent, { inHand }));
  expect(error).not.toBeInstanceOf(BodyError);
  expect(String(error)).toContain('room');
  inHand.release();
  others.release();
  expect(String(await received(sent, { inHand }))).toBe('hello world');
  // Only what was held is given back, once.
  inHand.release();
  inHand.release();
  expect(others.add(128 * 1024 * 1024 + 1)).toBe(false);
  expect(others.add(128 * 1024 * 1024)).toBe(true);
});
