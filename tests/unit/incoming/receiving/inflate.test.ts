import { randomBytes } from 'node:crypto';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

import fc from 'fast-check';

import { undoEncoding } from '../../../../server/src/incoming/receiving/inflate';

const MIB = 1024 * 1024;
const KIB = 1024;

test('what was encoded comes back byte for byte', async () => {
  const encoders = {
    gzip: gzipSync,
    'X-GZIP': gzipSync,
    ' deflate ': deflateSync,
    BR: brotliCompressSync,
  };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...(Object.keys(encoders) as (keyof typeof encoders)[])),
      fc.uint8Array({ maxLength: 2_000 }),
      async (encoding, bytes) => {
        const body = await undoEncoding(encoders[encoding](bytes), encoding, MIB);
        expect(body.equals(bytes)).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});

test.each([undefined, '', ' ', 'identity', 'Identity'])(
  '%p leaves a body as it is',
  async (encoding) => {
    const body = randomBytes(100);
    expect(await undoEncoding(body, encoding, 10)).toBe(body);
  },
);

test.each([
  'gzip, gzip',
  'gzip,br',
  'zstd',
  'compress',
  'constructor',
  '__proto__',
  'x'.repeat(999),
])('%s is not supported', async (encoding) => {
  await expect(undoEncoding(gzipSync('x'), encoding, MIB)).rejects.toMatchObject({
    status: 415,
    problem: { code: 'encoding-unsupported', values: { encoding: encoding.slice(0, 50) } },
  });
});

test('the limit is that of the inflated bytes', async () => {
  const body = randomBytes(MIB);
  expect(await undoEncoding(gzipSync(body), 'gzip', MIB)).toHaveLength(MIB);
  await expect(undoEncoding(gzipSync(body), 'gzip', MIB - 1)).rejects.toMatchObject({
    status: 413,
    problem: { code: 'body-too-large', values: { limit: MIB - 1 } },
  });
});

test('what shrinks by more than a hundred is refused, unless it is small', async () => {
  const small = Buffer.alloc(64 * KIB);
  expect(await undoEncoding(gzipSync(small), 'gzip', MIB)).toHaveLength(64 * KIB);
  const larger = gzipSync(Buffer.alloc(500 * KIB));
  await expect(undoEncoding(larger, 'gzip', MIB)).rejects.toMatchObject({
    status: 413,
    // A larger limit would not let it in.
    problem: { code: 'body-ratio', values: { ratio: 100, limit: 64 * KIB } },
  });
});

test('a bomb is not inflated', async () => {
  const bomb = gzipSync(Buffer.alloc(100 * MIB));
  const startedAt = performance.now();
  for (let n = 0; n < 10; n += 1) {
    await expect(undoEncoding(bomb, 'gzip', MIB)).rejects.toMatchObject({ status: 413 });
  }
  // All of it would be a gigabyte.
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test('broken data is refused, whatever is wrong with it', async () => {
  const whole = gzipSync(randomBytes(200));
  const refused = (body: Buffer, encoding: string) =>
    expect(undoEncoding(body, encoding, MIB)).rejects.toMatchObject({
      status: 400,
      problem: { code: 'encoding-broken', values: { encoding } },
    });
  for (const length of [0, 1, 10, 100, whole.length - 1]) {
    await refused(whole.subarray(0, length), 'gzip');
  }
  await refused(whole, 'deflate');
  await refused(whole, 'br');
  await refused(Buffer.from('{"a":1}'), 'gzip');
  // Some call this deflate; RFC 9110, 8.4.1.2 does not.
  await refused(deflateRawSync('abc'), 'deflate');
});
