import { parse, stringify } from 'node:querystring';

import fc from 'fast-check';
import {
  getExpectedBodyHash,
  getExpectedTwilioSignature,
  validateRequest,
} from 'twilio/lib/webhooks/webhooks';

import { twilio } from '../../../server/src/providers/twilio';
import {
  isGenuine,
  refusalOf,
  verifyWith,
  webhookOf,
  webhookRequest,
} from '../../support/webhook-request';

const TOKEN = 'a token of Twilio';
const ADDRESS = 'https://site.example/api/integration-builder/in/source';

type Pairs = [name: string, value: string][];

/** As a body parser hands them to the library: a repeated field is a list. */
function paramsOf(pairs: Pairs): Record<string, string[]> {
  const params = new Map<string, string[]>();
  for (const [name, value] of pairs) params.set(name, [...(params.get(name) ?? []), value]);
  return Object.fromEntries(params);
}

function isAcceptedByUs(url: string, signature: string, body: string): boolean {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'x-twilio-signature': signature,
  };
  return isGenuine(verifyWith(twilio, { url, headers, body }, { secrets: [TOKEN] }));
}

const formOf = (pairs: Pairs) => new URLSearchParams(pairs).toString();

const names = fc.oneof(
  fc.stringMatching(/^[A-Za-z.]{1,20}$/),
  fc.string({ unit: 'grapheme' }),
  // Whose order, or whose meaning to an object, is another than that of a text.
  fc.constantFrom('10', '9', 'a', 'B', '__proto__', 'constructor', '?a', '\uFEFFa', 'bodySHA256'),
);
const values = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '=', '&', '{"a":1}'));
const forms = fc.array(fc.tuple(names, values), { minLength: 1, maxLength: 20 });

describe('a form that the library twilio', () => {
  it('signs is accepted', () => {
    fc.assert(
      fc.property(forms, (pairs) => {
        const signature = getExpectedTwilioSignature(TOKEN, ADDRESS, paramsOf(pairs));
        expect(validateRequest(TOKEN, signature, ADDRESS, paramsOf(pairs))).toBe(true);
        expect(isAcceptedByUs(ADDRESS, signature, formOf(pairs))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses is refused, and no other', () => {
    fc.assert(
      fc.property(forms, fc.nat(), names, values, fc.boolean(), (pairs, n, name, value, isName) => {
        const signature = getExpectedTwilioSignature(TOKEN, ADDRESS, paramsOf(pairs));
        const changed = pairs.map(([oldName, oldValue], at): [string, string] => {
          if (at !== n % pairs.length) return [oldName, oldValue];
          return isName ? [name, oldValue] : [oldName, value];
        });
        const theirs = validateRequest(TOKEN, signature, ADDRESS, paramsOf(changed));
        expect(isAcceptedByUs(ADDRESS, signature, formOf(changed))).toBe(theirs);
      }),
      { numRuns: 500 },
    );
  });

  it('would accept with a value cut in two is refused', () => {
    const signature = getExpectedTwilioSignature(TOKEN, ADDRESS, { Body: 'approved' });
    expect(validateRequest(TOKEN, signature, ADDRESS, { Body: 'app', roved: '' })).toBe(true);
    expect(isAcceptedByUs(ADDRESS, signature, 'Body=approved')).toBe(true);
    expect(isAcceptedByUs(ADDRESS, signature, 'Body=app&roved')).toBe(false);
  });
});

describe('an address that the library twilio', () => {
  const origins = fc.constantFrom(
    'https://site.example',
    'http://site.example',
    'https://site.example:443',
    'http://site.example:8080',
    'https://site.example:1337',
    'https://user:pass@site.example',
    'https://user:pa@ss@site.example:444',
    'https://[::1]:1337',
    'HTTPS://Site.Example',
    'https://ö.example',
  );
  const pieces = fc.constantFrom(
    ...`a/?&=+:;@,'"|~*()![]{}<> %25%2F%zz%E2ü#`.split(''),
    '%41',
    '&b=',
  );
  const rests = fc.array(pieces, { maxLength: 12 }).map((parts) => `/in/x${parts.join('')}`);

  const withPort = (url: string) => url.replace(/^(https?):\/\/([^/?#]+)/i, '$1://$2:443');
  const withoutPort = (url: string) => url.replace(/(:\d+)(?=[/?#]|$)/, '');
  const reencoded = (url: string) => {
    const [start = '', ...query] = url.split('?');
    return `${start}?${stringify(parse(query.join('?')))}`;
  };
  const spellings: ((url: string) => string)[] = [
    (url) => url,
    withPort,
    withoutPort,
    (url) => new URL(url).href,
    (url) => reencoded(new URL(url).href),
    (url) => withoutPort(reencoded(new URL(url).href)),
    (url) => `${url}x`,
    (url) => url.toUpperCase(),
  ];

  it('takes for the one that was signed is taken for it by us, and no other', () => {
    const body = 'From=x';
    fc.assert(
      fc.property(origins, rests, fc.constantFrom(...spellings), (origin, rest, spell) => {
        const url = origin + rest;
        fc.pre(!url.includes('bodySHA256'));
        const signature = getExpectedTwilioSignature(TOKEN, spell(url), { From: 'x' });
        const theirs = validateRequest(TOKEN, signature, url, { From: 'x' });
        expect([url, isAcceptedByUs(url, signature, body)]).toEqual([url, theirs]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the digest of a body', () => {
  const right = getExpectedBodyHash('{}');
  const wrong = getExpectedBodyHash('[]');
  const verify = (query: string) => {
    const url = `${ADDRESS}?${query}`;
    const signature = getExpectedTwilioSignature(TOKEN, url, {});
    const headers = { 'content-type': 'application/json', 'x-twilio-signature': signature };
    return refusalOf(verifyWith(twilio, { url, headers, body: '{}' }, { secrets: [TOKEN] }));
  };

  it('is that of the exact body, and the only one', () => {
    expect(verify(`bodySHA256=${right}`)).toBeUndefined();
    for (const digest of [wrong, '', right.toUpperCase(), right.slice(1), `${right}0`]) {
      expect(verify(`bodySHA256=${digest}`)).toBe('body-digest-differs');
    }
    expect(verify(`bodySHA256=${right}&bodySHA256=${wrong}`)).toBe('body-digest-differs');
    expect(verify(`bodySHA256=${wrong}&bodySHA256=${right}`)).toBe('body-digest-differs');
  });

  it('has to be in the query', () => {
    for (const query of ['', 'bodysha256=x', 'a=bodySHA256', `#bodySHA256=${right}`]) {
      expect(verify(query)).toBe('body-malformed');
    }
  });
});

describe('an address beyond ASCII', () => {
  it('is taken for the escaped one that was signed, however often', () => {
    const url = 'https://ö.example/in/x';
    const signature = getExpectedTwilioSignature(TOKEN, new URL(url).href, { From: 'x' });
    for (let n = 0; n < 10_000; n += 1) {
      if (!isAcceptedByUs(url, signature, 'From=x')) throw new Error(`refused after ${n}`);
    }
  });
});

describe('a form of Twilio', () => {
  const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
  const read = (body: string, url = ADDRESS) =>
    webhookOf(twilio).payloads?.(webhookRequest({ url, headers: FORM, body }));

  it('is read as its fields, even where its text is JSON', () => {
    expect(read('{"type":"x","=":"&a=b"}')).toEqual([{ '{"type":"x","': '":"', a: 'b"}' }]);
    expect(read('{"type":"x"}', `${ADDRESS}?bodySHA256=00`)).toEqual([{ type: 'x' }]);
  });

  it('without fields holds none', () => {
    expect(read('')).toEqual([{}]);
    expect(read('a=1&b')).toBeNull();
  });
});
