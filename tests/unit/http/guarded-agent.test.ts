import { createServer, connect as connectTcp, type AddressInfo } from 'node:net';
import type { LookupAddress } from 'node:dns';

import { createAddressPolicy } from '../../../server/src/http/address-guard';
import { checkUrl } from '../../../server/src/http/check-url';
import type { HttpOutcome } from '../../../server/src/http/http-outcome';
import { createHttpSender, type HttpSender } from '../../../server/src/http/send-request';
import { REFUSED_ADDRESSES } from '../../support/judged-addresses';
import { type LoopbackServer, startHttpServer } from '../../support/loopback-server';

let receiver: LoopbackServer;
let visits: number;
/** Where the receiver sends its visitors on to; null where it answers them. */
let location: string | null;
const senders: HttpSender[] = [];

beforeEach(async () => {
  visits = 0;
  location = null;
  receiver = await startHttpServer((_request, response) => {
    visits += 1;
    // So that every request has to connect anew, and is judged anew.
    response.setHeader('connection', 'close');
    if (location !== null) response.writeHead(307, { location });
    response.end('ok');
  });
});

afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.close()));
  await receiver.stop();
});

const answer = (address: string): LookupAddress => ({
  address,
  family: address.includes(':') ? 6 : 4,
});

/** A sender whose resolver gives these answers, one a connection; the last one from then on. */
function senderResolving(answers: string[][], allow: string[] = []) {
  const lookup = jest.fn((_hostname: string) => {
    const next = answers.length > 1 ? answers.shift() : answers[0];
    return Promise.resolve((next ?? []).map(answer));
  });
  const sender = createHttpSender({ policy: createAddressPolicy(allow), lookup });
  senders.push(sender);
  return { lookup, get: (host = 'receiver.test') => get(sender, host) };
}

function get(sender: HttpSender, host: string): Promise<HttpOutcome> {
  const url = `http://${host}:${receiver.port}/`;
  return sender.send({ method: 'GET', url, totalTimeoutMs: 2000 });
}

const REFUSED = { kind: 'error', code: 'address-refused' };

test.each(REFUSED_ADDRESSES)('a name that resolves to %s is refused', async (address) => {
  const outcome = await senderResolving([[address]]).get();
  expect(outcome).toMatchObject(REFUSED);
  expect(receiver.connectionCount()).toBe(0);
});

test.each([
  [['8.8.8.8', '127.0.0.1']],
  [['127.0.0.1', '8.8.8.8']],
  [['2001:4860:4860::8888', '::1']],
  [['8.8.8.8', '::ffff:127.0.0.1']],
])('one bad address among the answers (%j) refuses the name', async (addresses) => {
  expect(await senderResolving([addresses]).get()).toMatchObject(REFUSED);
  expect(receiver.connectionCount()).toBe(0);
});

test('a name that is rebound after it was judged is judged again at the next connection', async () => {
  const { get, lookup } = senderResolving([['127.0.0.1'], ['127.0.0.2']], ['127.0.0.1']);
  expect(await get()).toMatchObject({ kind: 'response', statusCode: 200 });
  expect(await get()).toMatchObject(REFUSED);
  expect(lookup).toHaveBeenCalledTimes(2);
  expect(visits).toBe(1);
});

test.each(REFUSED_ADDRESSES)(
  'a name that led to a public address when it was saved and leads to %s when it is called is refused',
  async (address) => {
    const answers = [['8.8.8.8']];
    const { get, lookup } = senderResolving(answers);
    checkUrl(`http://receiver.test:${receiver.port}/`, createAddressPolicy([]));
    answers[0] = [address];

    expect(await get()).toMatchObject(REFUSED);
    expect(lookup).toHaveBeenCalledTimes(1);
    expect(receiver.connectionCount()).toBe(0);
  },
);

test.each(REFUSED_ADDRESSES)(
  'a redirect to %s is an answer, and is not followed',
  async (address) => {
    const host = address.includes(':') ? `[${address}]` : address;
    location = `http://${host}:${receiver.port}/`;
    const { get, lookup } = senderResolving([['127.0.0.1']], ['127.0.0.1']);

    const outcome = await get();
    expect(outcome).toMatchObject({ kind: 'response', statusCode: 307, headers: { location } });
    expect([visits, receiver.connectionCount(), lookup.mock.calls.length]).toEqual([1, 1, 1]);
  },
);

test('the judged answer is the one that is connected to: nothing resolves the name once more', async () => {
  // If anything asked again, it would be told the receiver's address and get through.
  const { get, lookup } = senderResolving([['127.0.0.9'], ['127.0.0.1']], ['127.0.0.0/8']);
  const outcome = await get();
  expect(lookup).toHaveBeenCalledTimes(1);
  expect(outcome).toMatchObject({ kind: 'error', code: 'connection-refused' });
  expect(visits).toBe(0);
});

test('a second address is tried when the first does not answer', async () => {
  const { get } = senderResolving([['::1', '127.0.0.1']], ['127.0.0.1', '::1']);
  expect(await get()).toMatchObject({ kind: 'response', statusCode: 200 });
});

test('a rule for a host holds at its port only', async () => {
  const rule = `receiver.test:${receiver.port}`;
  expect(await senderResolving([['127.0.0.1']], [rule]).get()).toMatchObject({ kind: 'response' });
  const elsewhere = senderResolving([['127.0.0.1']], ['receiver.test:1']);
  expect(await elsewhere.get()).toMatchObject(REFUSED);
});

test.each(['127.0.0.1', '127.1', '0x7f000001', '[::ffff:7f00:1]', '[::1]', 'localhost'])(
  'the literal host %s is refused without asking the resolver',
  async (host) => {
    const { get, lookup } = senderResolving([['8.8.8.8']]);
    expect(await get(host)).toMatchObject(REFUSED);
    expect(lookup).not.toHaveBeenCalled();
    expect(receiver.connectionCount()).toBe(0);
  },
);

test('a literal address that a rule allows is called', async () => {
  const { get } = senderResolving([[]], ['127.0.0.1']);
  expect(await get('127.0.0.1')).toMatchObject({ kind: 'response', statusCode: 200 });
});

test('localhost is resolved by the system and judged like any name', async () => {
  const sender = createHttpSender({ policy: createAddressPolicy(['127.0.0.0/8', '::1']) });
  senders.push(sender);
  expect(await get(sender, 'localhost')).toMatchObject({ kind: 'response', statusCode: 200 });
});

test('the sentence names the host and not the address it leads to', async () => {
  const outcome = await senderResolving([['10.20.30.40']]).get('intranet.test');
  expect(outcome).toMatchObject({
    message: expect.stringMatching(/^"intranet.test" leads to a private network .*network\.allow/),
  });
  expect(JSON.stringify(outcome)).not.toContain('10.20.30.40');
});

describe('with a proxy', () => {
  test('the request goes through it by name, and literal private addresses are refused all the same', async () => {
    const asked: string[] = [];
    const proxy = createServer((socket) => {
      socket.once('data', (head) => {
        asked.push(head.toString().split('\r\n')[0] ?? '');
        const target = connectTcp(receiver.port, '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
          socket.pipe(target).pipe(socket);
        });
      });
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    const sender = createHttpSender({
      policy: createAddressPolicy([]),
      proxy: `http://127.0.0.1:${port}`,
    });
    senders.push(sender);
    try {
      expect(await get(sender, 'receiver.test')).toMatchObject({ kind: 'response' });
      expect(asked).toEqual([`CONNECT receiver.test:${receiver.port} HTTP/1.1`]);
      expect(await get(sender, '169.254.169.254')).toMatchObject(REFUSED);
      expect(asked).toHaveLength(1);
    } finally {
      proxy.close();
    }
  });

  test('one that refuses, or is not there, is named in the outcome', async () => {
    const proxy = await startHttpServer(() => undefined);
    const refusing = createServer((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'));
    });
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
    const { port } = refusing.address() as AddressInfo;
    const senderOver = (proxyPort: number) => {
      const proxyUrl = `http://127.0.0.1:${proxyPort}`;
      const sender = createHttpSender({ policy: createAddressPolicy([]), proxy: proxyUrl });
      senders.push(sender);
      return sender;
    };
    expect(await get(senderOver(port), 'receiver.test')).toMatchObject({ code: 'proxy' });
    refusing.close();
    await proxy.stop();
    expect(await get(senderOver(proxy.port), 'receiver.test')).toMatchObject({ kind: 'error' });
  });
});
