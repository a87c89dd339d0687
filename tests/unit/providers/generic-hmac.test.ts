import { createHmac } from 'node:crypto';

import fc from 'fast-check';

import { genericHmac } from '../../../server/src/providers/generic-hmac';
import { isGenuine, refusalOf, verifyWith } from '../../support/webhook-request';
import { convoy, hook0, type HmacVector } from './hmac-vectors';

/** `t=1,v1=abc` as headers of their own. */
function headersOf(header: string): Record<string, string> {
  const { t, v0, v1 } = Object.fromEntries(
    header
      .split(/,(?=v\d=)/)
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  ) as Partial<Record<string, string>>;
  return { 'x-signature': v1 ?? v0 ?? header, ...(t !== undefined && { 'x-time': t }) };
}

const formOf = ({ algorithm, encoding }: HmacVector) => ({
  header: 'x-signature',
  ...(algorithm && { algorithm }),
  ...(encoding && { encoding }),
});

const timed = (signedContent: string) => ({ timestampHeader: 'x-time', signedContent });

describe('a signature of Convoy over', () => {
  const verify = (vector: HmacVector, now: number) => {
    const hasTime = /^(t|v1)=/.test(vector.header);
    return refusalOf(
      verifyWith(
        genericHmac,
        { body: convoy.body, headers: headersOf(vector.header) },
        {
          secrets: [convoy.secret],
          now: now * 1000,
          settings: { ...formOf(vector), ...(hasTime && timed('{timestamp},{body}')) },
        },
      ),
    );
  };

  it.each(convoy.vectors.map((vector): [string, HmacVector] => [vector.name, vector]))(
    '%s',
    (_name, vector) => {
      expect(verify(vector, convoy.signedAt) === undefined).toBe(vector.isAccepted);
    },
  );

  it('a time that is long past', () => {
    const vector = convoy.vectors.find(({ header }) => header.startsWith('t='));
    expect(vector && verify(vector, convoy.signedAt + 301)).toBe('timestamp-old');
  });
});

describe('a signature of hook0 over', () => {
  it.each(hook0.vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    const { header, signedHeaders, isAccepted } = vector;
    const headers = { ...headersOf(header), 'x-event-id': hook0.eventId };
    const signedContent = signedHeaders
      ? `{timestamp}.${signedHeaders}.{body}`
      : '{timestamp}.{body}';
    const steps = verifyWith(
      genericHmac,
      { body: hook0.body, headers },
      {
        secrets: [hook0.secret],
        now: hook0.now * 1000,
        settings: { ...formOf(vector), ...timed(signedContent), idHeader: 'x-event-id' },
      },
    );
    expect(isGenuine(steps)).toBe(isAccepted);
  });

  it('a header that did not come', () => {
    const [, vector] = hook0.vectors;
    const steps = verifyWith(
      genericHmac,
      { body: hook0.body, headers: headersOf(vector?.header ?? '') },
      {
        secrets: [hook0.secret],
        now: hook0.now * 1000,
        settings: {
          header: 'x-signature',
          idHeader: 'x-event-id',
          ...timed(`{timestamp}.${vector?.signedHeaders}.{body}`),
        },
      },
    );
    expect(refusalOf(steps)).toBe('header-missing');
  });
});

describe('the generic HMAC', () => {
  const SECRET = 'sécret';
  const BODY = '{"a": [1, 2.50, "ü"]}';
  const digest = createHmac('sha512', SECRET).update(BODY).digest();
  const verify = (signature: string, settings: Record<string, unknown> = {}) =>
    refusalOf(
      verifyWith(
        genericHmac,
        { body: BODY, headers: { 'x-signature': signature, 'x-id': '7' } },
        {
          secrets: [SECRET],
          settings: { header: 'X-Signature', algorithm: 'sha512', ...settings },
        },
      ),
    );

  it('reads hexadecimal in either case, base64 and base64url', () => {
    expect(verify(digest.toString('hex'))).toBeUndefined();
    expect(verify(digest.toString('hex').toUpperCase())).toBeUndefined();
    expect(verify(digest.toString('base64'), { encoding: 'base64' })).toBeUndefined();
    expect(verify(digest.toString('base64url'), { encoding: 'base64url' })).toBeUndefined();
    expect(verify(`${digest.toString('base64url')}==`, { encoding: 'base64url' })).toBeUndefined();
  });

  it('takes no encoding for another', () => {
    expect(verify(digest.toString('hex'), { encoding: 'base64' })).toBe('signature-differs');
    expect(verify(digest.toString('base64'))).toBe('signature-differs');
  });

  it('requires its prefix', () => {
    const signature = digest.toString('hex');
    expect(verify(`sha512=${signature}`, { prefix: 'sha512=' })).toBeUndefined();
    expect(verify(signature, { prefix: 'sha512=' })).toBe('header-malformed');
    expect(verify('sha512=', { prefix: 'sha512=' })).toBe('header-malformed');
  });

  it('signs what its template says', () => {
    const url = 'https://site.example/api/integration-builder/in/source';
    const signed = createHmac('sha512', SECRET).update(`POST:${url}:7:${BODY}`).digest('hex');
    const settings = { signedContent: '{method}:{url}:{id}:{body}', idHeader: 'X-Id' };
    expect(verify(signed, settings)).toBeUndefined();
    expect(verify(digest.toString('hex'), settings)).toBe('signature-differs');
  });

  it.each([
    ['anybody could change', { signedContent: '{timestamp}', timestampHeader: 'x-time' }],
    ['no placeholders but', { signedContent: '{body}{user}' }],
    ['if the time has a header', { signedContent: '{timestamp}.{body}' }],
    ['if the time has a header', { timestampHeader: 'x-time' }],
    ['an id header', { signedContent: '{id}.{body}' }],
    ['the name of a header', { header: 'x signature' }],
    ['names of fields', { idPath: 'data.__proto__.id' }],
    ['names joined by dots', { typePath: 'data..type' }],
    ['Unrecognized key', { hash: 'sha256' }],
  ])('refuses settings that cannot be right: %s', (message, settings) => {
    expect(() => verify('x', settings)).toThrow(message);
  });

  it.each(['sha1', 'sha256', 'sha384', 'sha512'])(
    'verifies what node:crypto signs by %s',
    (algorithm) => {
      fc.assert(
        fc.property(
          fc.uint8Array().map((bytes) => Buffer.from(bytes)),
          fc.string({ unit: 'binary', minLength: 1 }).filter((secret) => secret.trim() !== ''),
          fc.constantFrom('hex', 'base64', 'base64url'),
          (body, secret, encoding) => {
            const signature = createHmac(algorithm, secret)
              .update(body)
              .digest(encoding as 'hex');
            const request = { body, headers: { 'x-signature': `v=${signature}` } };
            const settings = { header: 'x-signature', algorithm, encoding, prefix: 'v=' };
            expect(
              isGenuine(verifyWith(genericHmac, request, { secrets: [secret], settings })),
            ).toBe(true);
            const other = { secrets: [`${secret}x`], settings };
            expect(refusalOf(verifyWith(genericHmac, request, other))).toBe('signature-differs');
          },
        ),
      );
    },
  );
});

describe('the time of a generic HMAC', () => {
  const verifyAt = (timestamp: string, now: number, settings: Record<string, unknown> = {}) => {
    const signature = createHmac('sha256', 'secret').update(`${timestamp}.x`).digest('hex');
    return refusalOf(
      verifyWith(
        genericHmac,
        { body: 'x', headers: { 'x-time': timestamp, 'x-signature': signature } },
        {
          secrets: ['secret'],
          now,
          settings: { header: 'x-signature', ...timed('{timestamp}.{body}'), ...settings },
        },
      ),
    );
  };
  const NOW = 1_700_000_000_000;

  it.each([
    [-300_999, 'timestamp-old'],
    [-301_000, 'timestamp-old'],
    [-300_000, undefined],
    [0, undefined],
    [300_999, undefined],
    [301_000, 'timestamp-future'],
  ])('may be in milliseconds: %d', (offset, problem) => {
    expect(verifyAt(String(NOW + offset), NOW, { timestampUnit: 'milliseconds' })).toBe(problem);
  });

  it('is no time of the other unit', () => {
    expect(verifyAt(String(NOW), NOW)).toBe('timestamp-future');
    expect(verifyAt(String(NOW / 1000), NOW, { timestampUnit: 'milliseconds' })).toBe(
      'timestamp-old',
    );
  });

  it.each([
    [1000, 1],
    [60_000, 60],
    [86_400_000, 86_400],
  ])('may be %d ms off where the settings say so', (toleranceMs, seconds) => {
    const at = (offset: number) => verifyAt(String(NOW / 1000 + offset), NOW, { toleranceMs });
    expect([at(-seconds), at(seconds)]).toEqual([undefined, undefined]);
    expect([at(-seconds - 1), at(seconds + 1)]).toEqual(['timestamp-old', 'timestamp-future']);
  });
});
