import { createHmac } from 'node:crypto';

import fc from 'fast-check';

import { genericHmac } from '../../../server/src/providers/generic-hmac';
import { isGenuine, refusalOf, verifyWith } from '../../support/webhook-request';
import { convoy, hook0, type HmacVector, type Hook0Vector } from './hmac-vectors';

const HEADER = 'x-signature';

const formOf = ({ algorithm, encoding }: HmacVector) => ({
  header: HEADER,
  ...(algorithm && { algorithm }),
  ...(encoding && { encoding }),
});

const timed = (signedContent: string) => ({ timestampHeader: 'x-time', signedContent });
const listed = (signedContent: string, signaturePart = 'v1') => ({
  timestampPart: 't',
  signaturePart,
  signedContent,
});

describe('a signature of Convoy over', () => {
  const verify = (vector: HmacVector, now: number) => {
    const hasTime = /^(t|v1)=/.test(vector.header);
    return refusalOf(
      verifyWith(
        genericHmac,
        { body: convoy.body, headers: { [HEADER]: vector.header } },
        {
          secrets: [convoy.secret],
          now: now * 1000,
          settings: { ...formOf(vector), ...(hasTime && listed('{timestamp},{body}')) },
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
  const verify = ({ header, signedHeaders, idHeader = 'x-event-id' }: Hook0Vector) =>
    verifyWith(
      genericHmac,
      { body: hook0.body, headers: { ...hook0.headers, [HEADER]: header } },
      {
        secrets: [hook0.secret],
        now: hook0.now * 1000,
        settings: {
          header: HEADER,
          idHeader,
          ...(signedHeaders
            ? listed(`{timestamp}.${signedHeaders}.{body}`)
            : listed('{timestamp}.{body}', 'v0')),
        },
      },
    );

  it.each(hook0.vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
    expect(isGenuine(verify(vector))).toBe(vector.isAccepted);
  });

  it.each([
    ['the body alone, beside a signature of the headers that is wrong', 'signature-differs'],
    ['a header that did not come', 'header-missing'],
    ['a time past the edge', 'timestamp-old'],
    ['a time further ahead', 'timestamp-future'],
  ])('%s, and for that reason', (name, problem) => {
    const vector = hook0.vectors.find((each) => each.name === name);
    expect(vector && refusalOf(verify(vector))).toBe(problem);
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

  describe('in a list', () => {
    const right = digest.toString('base64');
    const wrong = createHmac('sha512', 'other').update(BODY).digest('base64');
    const verifyList = (list: string) => verify(list, { signaturePart: 'v1', encoding: 'base64' });

    it('may be one of several, whose order and whose neighbours do not matter', () => {
      for (const list of [
        `v1=${right}`,
        `v1=${wrong},v1=${right}`,
        `v1=${right},v1=${wrong}`,
        `v0=${wrong},key=1,v1=${right},,x`,
      ]) {
        expect([list, verifyList(list)]).toEqual([list, undefined]);
      }
    });

    it('proves nothing under another name', () => {
      expect(verifyList(`v1=${wrong},v2=${right}`)).toBe('signature-differs');
      expect(verifyList(`v2=${right}`)).toBe('header-malformed');
      expect(verifyList(right)).toBe('header-malformed');
    });

    it.each([',v1=', ',v1'])('is unreadable beside an empty one: %p', (rest) => {
      expect(verifyList(`v1=${right}${rest}`)).toBe('header-malformed');
    });

    it('is not searched for among hundreds', () => {
      expect(verifyList(`${'v1=x,'.repeat(30)}v1=${right}`)).toBe('header-malformed');
    });
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
    ['a part of one', listed('{body}')],
    ['not in both', { ...listed('{timestamp}.{body}'), timestampHeader: 'x-time' }],
    ['a part for the signatures', { timestampPart: 't', signedContent: '{timestamp}.{body}' }],
    ['beside that of the time', listed('{timestamp}.{body}', 't')],
    ['no prefix', { signaturePart: 'v1', prefix: 'sha256=' }],
    ['the name of a part', { signaturePart: 'v1=' }],
    ['an id header', { signedContent: '{id}.{body}' }],
    ['the name of a header', { header: 'x signature' }],
    ['not a field of the payload', { idPath: 'data.__proto__.id' }],
    ['Join names by dots', { typePath: 'data..type' }],
    ['put places in brackets', { idPath: 'data[first].id' }],
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

  it.each([
    ['t=1,t=2,', 'header-malformed'],
    ['', 'header-malformed'],
    ['t=,', 'timestamp-malformed'],
    ['t=1e9,', 'timestamp-malformed'],
  ])('is one, where it stands in a list: %p', (times, problem) => {
    const request = { body: 'x', headers: { [HEADER]: `${times}v1=abc` } };
    const settings = { header: HEADER, ...listed('{timestamp}.{body}') };
    expect(refusalOf(verifyWith(genericHmac, request, { secrets: ['secret'], settings }))).toBe(
      problem,
    );
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
