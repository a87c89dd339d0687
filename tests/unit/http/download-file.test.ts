import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createAddressPolicy } from '../../../server/src/http/address-guard';
import {
  createDownloader,
  type Download,
  type DownloaderOptions,
} from '../../../server/src/http/download-file';
import { nextHop } from '../../../server/src/http/next-hop';
import { LARGE_FILE_BYTES, startLargeFileServer } from '../../support/large-file';
import { loopbackForFile, LOOPBACK } from '../../support/loopback-sender';
import { startHttpServer } from '../../support/loopback-server';
import { heldMemory } from '../../support/memory';
import { startReceiver, type Receiver } from '../../support/receiver';

const MIB = 1024 * 1024;
const { keep } = loopbackForFile();

let directory: string;
let receiver: Receiver;
beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'download-test-'));
  receiver = await startReceiver();
});
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await receiver.stop();
});
beforeEach(() => receiver.forget());

let files = 0;
const newPath = () => path.join(directory, String((files += 1)));

/** A downloader to whom every name is this machine. */
async function downloaderWith(options: Partial<DownloaderOptions> = {}) {
  const downloader = createDownloader({
    policy: createAddressPolicy(['127.0.0.1']),
    lookup: () => Promise.resolve([LOOPBACK]),
    idleTimeoutMs: 5_000,
    ...options,
  });
  return keep(Promise.resolve({ ...downloader, stop: () => downloader.close() }));
}
const at = (name: string) => `http://files.test:${receiver.port}${name}`;
const order = (name: string, more: Partial<Download> = {}): Download => ({
  url: at(name),
  to: newPath(),
  maxBytes: MIB,
  ...more,
});

it('is written to its place, and asked for without any credentials', async () => {
  receiver.answer('/a.txt?b=c', {
    status: 200,
    headers: { 'content-type': 'Text/Plain; x=y' },
    body: 'abc',
  });
  const asked = order('/a.txt?b=c');
  const { download } = await downloaderWith();
  expect(await download(asked)).toEqual({ size: 3, contentType: 'text/plain' });
  expect(readFileSync(asked.to, 'utf8')).toBe('abc');
  expect(Object.keys(receiver.requests[0]?.headers ?? {}).sort()).toEqual([
    'accept',
    'accept-encoding',
    'connection',
    'host',
    'user-agent',
  ]);
});

it('is not written over what is there', async () => {
  const asked = order('/a');
  receiver.answer('/a', { status: 200, body: 'abc' });
  const { download } = await downloaderWith();
  await download(asked);
  await expect(download(asked)).rejects.toMatchObject({ code: 'EEXIST' });
});

it('follows redirects that lead to another place on the web', async () => {
  receiver.answer('/a', { status: 302, headers: { location: 'b' } });
  receiver.answer('/b', { status: 307, headers: { location: at('/c') } });
  receiver.answer('/c', { status: 200, body: 'abc' });
  const { download } = await downloaderWith();
  expect(await download(order('/a'))).toMatchObject({ size: 3 });
});

it.each([
  ['a private address', 'http://10.0.0.1/secret', 'address-refused', 1],
  ['the address of metadata', 'http://169.254.169.254/latest/meta-data', 'address-refused', 1],
  ['itself, for ever', '/a', 'http-error', 6],
  ['a file of the server', 'file:///etc/passwd', 'http-error', 1],
  ['data', 'data:image/png;base64,AAAA', 'http-error', 1],
  ['an address with credentials', 'http://me:secret@files.test/', 'http-error', 1],
])('follows no redirect to %s', async (_name, location, code, requests) => {
  receiver.answer('/a', { status: 302, headers: { location } });
  const { download } = await downloaderWith();
  await expect(download(order('/a'))).rejects.toMatchObject({ name: 'ApiError', code });
  expect(receiver.requests).toHaveLength(requests);
});

it('is not led away from https', () => {
  const from = new URL('https://files.test/a');
  const hop = { from, status: 302, hops: 0 };
  expect(nextHop({ ...hop, location: '/b' }).href).toBe('https://files.test/b');
  expect(() => nextHop({ ...hop, location: 'http://files.test/b' })).toThrow('away from https');
});

it.each([
  ['127.0.0.2', 'http://127.0.0.2/a'],
  ['10.0.0.1', 'http://10.0.0.1/a'],
  ['the address of metadata', 'http://169.254.169.254/latest/meta-data'],
  ['another spelling of it', 'http://0xa9fea9fe/'],
])('is not fetched from %s', async (_name, url) => {
  const { download } = await downloaderWith();
  await expect(download(order('', { url }))).rejects.toMatchObject({ code: 'address-refused' });
});

it('is not fetched from a name that leads to a private address', async () => {
  const lookup = () => Promise.resolve([{ address: '10.1.2.3', family: 4 }]);
  const { download } = await downloaderWith({ lookup });
  await expect(download(order('/a'))).rejects.toMatchObject({ code: 'address-refused' });
});

it.each([
  ['has nothing', { status: 404 }, { code: 'http-error', status: 404 }],
  ['is out of order', { status: 503 }, { code: 'http-error', status: 503 }],
  ['has a part of it', { status: 206, body: 'abc' }, { code: 'http-error', status: 206 }],
  ['has an empty file', { status: 200, body: '' }, { code: 'response-malformed' }],
  [
    'has compressed it',
    { status: 200, headers: { 'content-encoding': 'gzip' }, body: 'abc' },
    { code: 'response-malformed' },
  ],
  ['cuts it off', { fault: 'cut-off' } as const, { code: 'connection-reset', status: null }],
  ['resets the connection', { fault: 'reset' } as const, { code: 'connection-reset' }],
  ['speaks no HTTP', { fault: 'garbage' } as const, { code: 'protocol' }],
])('fails with a reason where the server %s', async (_name, behaviour, error) => {
  receiver.answer('/a', behaviour);
  const { download } = await downloaderWith();
  await expect(download(order('/a'))).rejects.toMatchObject({ name: 'ApiError', ...error });
});

it('is not begun where the server says that it is too large', async () => {
  const headers = { 'content-length': '2000' };
  receiver.answer('/a', { status: 200, headers, body: 'x'.repeat(2_000) });
  const asked = order('/a', { maxBytes: 1_999 });
  const { download } = await downloaderWith();
  await expect(download(asked)).rejects.toMatchObject({
    code: 'response-too-large',
    message: expect.stringContaining('more than 1999 bytes'),
  });
  expect(() => statSync(asked.to)).toThrow('ENOENT');
  expect(await download(order('/a', { maxBytes: 2_000 }))).toMatchObject({ size: 2_000 });
});

it('is broken off where it goes on for ever', async () => {
  receiver.answer('/a', { fault: 'endless-body' });
  const asked = order('/a');
  const { download } = await downloaderWith();
  await expect(download(asked)).rejects.toMatchObject({ code: 'response-too-large' });
  expect(statSync(asked.to).size).toBeLessThanOrEqual(MIB);
});

it.each([
  ['says nothing', { fault: 'hang' } as const, { idleTimeoutMs: 100 }],
  ['drips for ever', { fault: 'drip', intervalMs: 20 } as const, { totalTimeoutMs: 300 }],
  [
    'redirects slowly, and then says nothing',
    { status: 302, headers: { location: '/hang' }, delayMs: 20 },
    { idleTimeoutMs: 200 },
  ],
])('does not wait for a server that %s', async (_name, behaviour, options) => {
  receiver.answer('/a', behaviour);
  receiver.answer('/hang', { fault: 'hang' });
  const { download } = await downloaderWith(options);
  await expect(download(order('/a'))).rejects.toMatchObject({ code: 'timeout' });
});

it('goes on where a server is slow, but not silent', async () => {
  const server = await keep(
    startHttpServer((_request, response) => {
      let left = 12;
      const timer = setInterval(() => {
        response.write('x');
        left -= 1;
        if (left > 0) return;
        clearInterval(timer);
        response.end();
      }, 100);
    }),
  );
  const { download } = await downloaderWith({ idleTimeoutMs: 1_000 });
  const url = `http://files.test:${server.port}/`;
  expect(await download(order('', { url }))).toMatchObject({ size: 12 });
});

it('ends with who has asked for it', async () => {
  receiver.answer('/a', { fault: 'hang' });
  const abort = new AbortController();
  const { download } = await downloaderWith();
  const ended = expect(download(order('/a', { signal: abort.signal }))).rejects.toMatchObject({
    code: 'aborted',
  });
  await receiver.waitFor(1);
  abort.abort();
  await ended;
});

it('takes no more memory the larger it is', async () => {
  const server = await keep(startLargeFileServer());
  const { download } = await downloaderWith();
  const url = `http://files.test:${server.port}/`;
  const before = await heldMemory();
  const downloading = download(order('', { url, maxBytes: LARGE_FILE_BYTES }));
  await server.nearlySent;
  const during = await heldMemory();
  server.release();
  expect(await downloading).toMatchObject({ size: LARGE_FILE_BYTES });
  expect(during - before).toBeLessThan(20);
});
