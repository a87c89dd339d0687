import { deflateSync, gzipSync } from 'node:zlib';

import { receivingPath, signatureOf } from './incoming';
import type { RequestParts } from './webhook-request';

export interface RandomRequest extends RequestParts {
  /** With its query. */
  path: string;
  /** Whether it has to be accepted. */
  isGenuine: boolean;
}

interface Choices {
  random: () => number;
  /** Slugs of sources of whatever service. */
  slugs: string[];
  /** The slug of a source of `aSource`, which gets genuine requests as well. */
  genuineSlug: string;
  /** Genuine requests of vendors, of which broken ones are made. */
  examples: Required<RequestParts>[];
}

const HEADERS = [
  'x-signature',
  'stripe-signature',
  'x-hub-signature-256',
  'x-shopify-hmac-sha256',
  'x-twilio-signature',
  'x-slack-signature',
  'x-slack-request-timestamp',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  'svix-signature',
  'authorization',
  'x-forwarded-for',
  'cookie',
  'x-github-event',
];
const VALUES = [
  '',
  'v1,',
  'v1,AAAA v1a,AAAA',
  't=1,v1=ff',
  't=99999999999999999999,v1=',
  'v0=zz',
  'sha256=',
  '-1',
  '1e999',
  'NaN',
  'Basic Og==',
  'Basic %%%',
  'Bearer ',
  '__proto__',
  '\u00ff\u00fe',
];
const CONTENT_TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/xml; charset=utf-16',
  'application/octet-stream',
  'x/y; charset=none',
  '',
];
const ENCODINGS = ['gzip', 'deflate', 'br', 'gzip, br', 'identity', 'constructor', 'zstd'];
const QUERIES = [
  '?a[__proto__][b]=c',
  '?a[b',
  '?bodySHA256=',
  '?bodySHA256=0&bodySHA256=1',
  '?%E0%A4%A',
  `?${'a=b&'.repeat(300)}`,
  '?',
];
const BODIES = [
  '',
  'null',
  '[]',
  '{"type":"url_verification","challenge":{}}',
  '{"id":{"id":1},"type":[[]]}',
  '{"__proto__":{"id":"x"},"id":1e999}',
  '{"id":"\\ud800","type":"\\u0000"}',
  '[{"id":1},{"id":1},null,7]',
  `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  `{${'"a":{'.repeat(5_000)}`,
  `{${Array.from({ length: 5_000 }, (_, n) => `"k${n}":${n}`).join()}}`,
  'payload=%7B&payload=%7B%7D&__proto__=1',
  'a=1&'.repeat(2_000),
  '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  `<Envelope><Body><notifications><OrganizationId>00D000000000001EAA</OrganizationId>${'<a>'.repeat(3_000)}`,
  '\ufeff{"id":1}',
];

/** Requests of every kind that a stranger may send, the same for the same numbers. */
export function createRandomRequests({ random, slugs, genuineSlug, examples }: Choices) {
  const below = (limit: number) => Math.floor(random() * limit);
  const oneOf = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const chance = (share: number) => random() < share;
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => below(256)));

  function body(): Buffer {
    const kind = random();
    if (kind < 0.3) return Buffer.from(oneOf(BODIES));
    if (kind < 0.5) return bytes(below(300));
    if (kind < 0.52) return Buffer.alloc(below(200_000), oneOf(['x', '{', '"', '<a>', '&=']));
    return Buffer.from(JSON.stringify({ id: below(1e6), type: `t.${below(9)}`, data: random() }));
  }

  /** With one byte that is another one, or a piece that is missing. */
  function damaged(whole: Buffer): Buffer {
    const damagedOne = Buffer.from(whole);
    const at = below(whole.length);
    if (chance(0.3)) return damagedOne.subarray(0, at);
    damagedOne[at] = below(256);
    return damagedOne;
  }

  function headers(): Record<string, string> {
    const chosen = Array.from({ length: below(5) }, () => [oneOf(HEADERS), oneOf(VALUES)]);
    return {
      ...(Object.fromEntries(chosen) as Record<string, string>),
      ...(chance(0.8) && { 'content-type': oneOf(CONTENT_TYPES) }),
      ...(chance(0.1) && { 'content-encoding': oneOf(ENCODINGS) }),
      ...(chance(0.1) && { 'transfer-encoding': 'chunked' }),
    };
  }

  function strange(): RandomRequest {
    const slug = chance(0.9) ? oneOf(slugs) : oneOf(['nobody', '%00', 'a%2fb', '__proto__', '%ff']);
    const path = receivingPath(slug) + (chance(0.1) ? oneOf(QUERIES) : '');
    return { path, headers: headers(), body: body(), isGenuine: false };
  }

  /** What a vendor has signed, and somebody has touched. */
  function forged(): RandomRequest {
    const example = oneOf(examples);
    const { pathname, search } = new URL(example.url);
    return {
      path: pathname + search,
      headers: { ...example.headers, ...(chance(0.3) && headers()) },
      body: damaged(Buffer.from(example.body)),
      isGenuine: false,
    };
  }

  function genuine(): RandomRequest {
    const path = receivingPath(genuineSlug);
    if (chance(0.5)) {
      const whole = body().subarray(0, 20_000);
      const headers = { 'x-signature': signatureOf(whole) };
      return { path, headers, body: whole, isGenuine: true };
    }
    // Of noise, for what shrinks too well is refused.
    const whole = bytes(100 + below(300));
    const [encoding, encode] = oneOf([
      ['gzip', gzipSync],
      ['deflate', deflateSync],
    ] as const);
    const headers = { 'x-signature': signatureOf(whole), 'content-encoding': encoding };
    return { path, headers, body: encode(whole), isGenuine: true };
  }

  return function next(): RandomRequest {
    const kind = random();
    if (kind < 0.1) return genuine();
    return kind < 0.4 ? forged() : strange();
  };
}
