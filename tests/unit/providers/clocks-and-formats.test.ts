import { createHmac } from 'node:crypto';

import fc from 'fast-check';
import { Webhook } from 'svix';

import { genericHmac } from '../../../server/src/providers/generic-hmac';
import { github } from '../../../server/src/providers/github';
import { slack } from '../../../server/src/providers/slack';
import { standardWebhooks } from '../../../server/src/providers/standard-webhooks';
import { stripe } from '../../../server/src/providers/stripe';
import {
  isGenuine,
  refusalOf,
  verifyWith,
  type RequestParts,
  type VerifyOptions,
} from '../../support/webhook-request';
import { genuineRequests, signExactBytes } from './genuine-requests';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const KEY = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
const NOW = 1_700_000_000;
const BODY = '{"a": [1, 2.50, "ü"]}';

const hex = (content: string) => createHmac('sha256', SECRET).update(content).digest('hex');
const standardSignature = (timestamp: string, body = BODY) =>
  createHmac('sha256', KEY).update(`msg_1.${timestamp}.${body}`).digest('base64');

/** A request of every provider that signs a time, sent at the given time. */
const timed = {
  Stripe: (timestamp: string) => ({
    provider: stripe,
    headers: { 'stripe-signature': `t=${timestamp},v1=${hex(`${timestamp}.${BODY}`)}` },
  }),
  Slack: (timestamp: string) => ({
    provider: slack,
    headers: {
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hex(`v0:${timestamp}:${BODY}`)}`,
    },
  }),
  'Standard Webhooks': (timestamp: string) => ({
    provider: standardWebhooks,
    headers: {
      'webhook-id': 'msg_1',
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${standardSignature(timestamp)}`,
    },
  }),
  'generic HMAC': (timestamp: string) => ({
    provider: genericHmac,
    headers: { 'x-time': timestamp, 'x-signature': hex(`${timestamp},${BODY}`) },
    settings: {
      header: 'x-signature',
      timestampHeader: 'x-time',
      signedContent: '{timestamp},{body}',
    },
  }),
  'generic HMAC, in a list,': (timestamp: string) => ({
    provider: genericHmac,
    headers: { 'x-signature': `t=${timestamp},v1=${hex(`${timestamp},${BODY}`)}` },
    settings: {
      header: 'x-signature',
      timestampPart: 't',
      signaturePart: 'v1',
      signedContent: '{timestamp},{body}',
    },
  }),
};

describe.each(Object.entries(timed))('the time that %s signs', (_name, sentAt) => {
  const verifyAt = (timestamp: string | number, now = NOW) => {
    const { provider, headers, ...more } = sentAt(String(timestamp));
    const options: VerifyOptions = { secrets: [SECRET], now: now * 1000, ...more };
    return verifyWith(provider, { headers, body: BODY }, options);
  };

  it.each([-300, -299, 0, 299, 300])('may be %d seconds off', (seconds) => {
    expect(isGenuine(verifyAt(NOW + seconds))).toBe(true);
  });

  it('is refused when it is older', () => {
    const [problem] = verifyAt(NOW - 301).flatMap((step) => step.problem ?? []);
    expect(problem).toEqual({ code: 'timestamp-old', values: { seconds: 301 } });
  });

  it('is refused when it is further in the future', () => {
    const [problem] = verifyAt(NOW + 301).flatMap((step) => step.problem ?? []);
    expect(problem).toEqual({ code: 'timestamp-future', values: { seconds: 301 } });
  });

  it.each(['hello', '-1', '1e9', '0x10', '1.5', ' 1700000000', '9'.repeat(400)])(
    'is refused when it is no number of seconds: %s',
    (timestamp) => {
      expect(refusalOf(verifyAt(timestamp))).toBe('timestamp-malformed');
    },
  );

  it('cannot be changed', () => {
    const { provider, headers, ...more } = sentAt(String(NOW));
    const later = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        value.replace(String(NOW), String(NOW + 1)),
      ]),
    );
    const steps = verifyWith(
      provider,
      { headers: later, body: BODY },
      { secrets: [SECRET], now: NOW * 1000, ...more },
    );
    expect(refusalOf(steps)).toBe('signature-differs');
  });
});

describe('the signatures of Standard Webhooks', () => {
  const right = `v1,${standardSignature(String(NOW))}`;
  const verify = (signature: string, headers: RequestParts['headers'] = {}, secret = SECRET) =>
    refusalOf(
      verifyWith(
        standardWebhooks,
        {
          body: BODY,
          headers: {
            'webhook-id': 'msg_1',
            'webhook-timestamp': String(NOW),
            'webhook-signature': signature,
            ...headers,
          },
        },
        { secrets: [secret], now: NOW * 1000 },
      ),
    );

  it('may be one of several, some of them of unknown versions', () => {
    expect(verify(`v2,abc v1,${'A'.repeat(43)}= ${right}`)).toBeUndefined();
    expect(verify(`${right} v1a,abc`)).toBeUndefined();
  });

  it.each(['v1,', 'v1', ',', ' ', 'v1, ', right.slice(3), `v2${right.slice(2)}`])(
    'are unreadable: %p',
    (signature) => {
      expect(verify(signature)).toBe('header-malformed');
    },
  );

  it.each([right.slice(0, -1), `${right}=`, right.replace('v1,', 'v1,,'), `v1,${hexOf(right)}`])(
    'do not match: %s',
    (signature) => {
      expect(verify(signature)).toBe('signature-differs');
    },
  );

  it('prove nothing under the version of the other kind', () => {
    expect(verify(right.replace('v1,', 'v1a,'))).toBe('signature-differs');
    const asymmetric = signExactBytes['Standard Webhooks, ed25519']!(BODY);
    const signature = asymmetric.headers['webhook-signature']?.replace('v1a,', 'v1,') ?? '';
    expect(verify(signature, {}, asymmetric.secrets[0])).toBe('signature-differs');
  });

  it('are not searched for among hundreds', () => {
    expect(verify(`${'v1,abc '.repeat(30)}${right}`)).toBe('header-malformed');
  });

  it('are taken from one family of headers', () => {
    expect(verify(right, { 'svix-id': 'msg_2' })).toBe('header-missing');
  });

  it('are of no use without a secret that is one', () => {
    for (const secret of ['whsec_', 'whsec_!', 'whpk_AAAA', 'whsk_AAAA', 'plain text']) {
      expect(verify(right, {}, secret)).toBe('secret-unusable');
    }
  });

  it('are valid with the secret without its prefix', () => {
    expect(verify(right, {}, SECRET.replace('whsec_', ''))).toBeUndefined();
  });
});

function hexOf(signature: string): string {
  return Buffer.from(signature.slice(3), 'base64').toString('hex');
}

describe('the signatures of Stripe', () => {
  const right = hex(`${NOW}.${BODY}`);
  const verify = (header: string) =>
    refusalOf(
      verifyWith(
        stripe,
        { body: BODY, headers: { 'stripe-signature': header } },
        { secrets: [SECRET], now: NOW * 1000 },
      ),
    );

  it('are not searched for among hundreds', () => {
    expect(verify(`t=${NOW},${'v1=abc,'.repeat(30)}v1=${right}`)).toBe('header-malformed');
  });

  it('may be several, of which one matches', () => {
    expect(verify(`t=${NOW},v1=${'0'.repeat(64)},v1=${right},v0=abc`)).toBeUndefined();
  });

  it('prove nothing as v0', () => {
    expect(verify(`t=${NOW},v0=${right}`)).toBe('header-malformed');
  });

  it.each([right.toUpperCase(), Buffer.from(right, 'hex').toString('base64'), right.slice(0, 63)])(
    'do not match: %s',
    (signature) => {
      expect(verify(`t=${NOW},v1=${signature}`)).toBe('signature-differs');
    },
  );

  it.each([
    '',
    't=',
    'v1',
    `t=${NOW}`,
    `v1=${right}`,
    `t=${NOW},t=${NOW},v1=${right}`,
    `t=${NOW},v1=`,
    `t=${NOW},v1=${right},v1=`,
    `t=${NOW},v1=${right},v1`,
  ])('are unreadable: %p', (header) => {
    expect(['header-malformed', 'header-missing']).toContain(verify(header));
  });
});

describe('the signature of GitHub', () => {
  const right = hex(BODY);
  const verify = (signature: string) =>
    refusalOf(
      verifyWith(
        github,
        { body: BODY, headers: { 'x-hub-signature-256': signature } },
        { secrets: [SECRET] },
      ),
    );

  it('is hexadecimal in lower case after its algorithm', () => {
    expect(verify(`sha256=${right}`)).toBeUndefined();
    for (const other of [right, `sha1=${right}`, `sha256=${right.toUpperCase()}`, 'sha256=']) {
      expect(verify(other)).toBe('header-malformed');
    }
  });
});

describe('a signature in other letters', () => {
  const inHex = (base64: string) => Buffer.from(base64, 'base64').toString('hex');
  const inBase64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');
  const HEX = /[\da-f]{64}/;
  const BASE64 = /[A-Za-z\d+/]{27,86}={1,2}/;
  const spellings: [string, (value: string) => string][] = [
    ['base64 for hexadecimal', (value) => value.replace(HEX, inBase64)],
    ['upper case hexadecimal', (value) => value.replace(HEX, (text) => text.toUpperCase())],
    ['hexadecimal for base64', (value) => value.replace(BASE64, inHex)],
    ['upper case base64', (value) => value.replace(BASE64, (text) => text.toUpperCase())],
    ['base64 without padding', (value) => value.replace(/=+$/, '')],
    ['base64 with a line break', (value) => value.replace(BASE64, (text) => `${text}\n`)],
    ['quotes', (value) => `"${value}"`],
  ];

  it.each(genuineRequests.filter(([, { signing }]) => signing.length > 0))(
    'is refused (%s)',
    (_name, request) => {
      const { provider, headers, signing } = request;
      const name = signing.at(-1) ?? '';
      const value = headers[name] ?? '';
      for (const [spelling, spell] of spellings) {
        if (spell(value) === value) continue;
        const parts = { ...request, headers: { ...headers, [name]: spell(value) } };
        expect([spelling, isGenuine(verifyWith(provider, parts, request))]).toEqual([
          spelling,
          false,
        ]);
      }
    },
  );
});

describe('a secret of Standard Webhooks', () => {
  it('may be any bytes in base64, with its prefix or without', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 18, maxLength: 75 }), fc.json(), (bytes, body) => {
        const secret = Buffer.from(bytes).toString('base64');
        const headers = {
          'webhook-id': 'msg_1',
          'webhook-timestamp': String(NOW),
          'webhook-signature': new Webhook(secret).sign('msg_1', new Date(NOW * 1000), body),
        };
        for (const given of [secret, `whsec_${secret}`]) {
          const options = { secrets: [given], now: NOW * 1000 };
          expect(isGenuine(verifyWith(standardWebhooks, { headers, body }, options))).toBe(true);
        }
      }),
    );
  });

  it('may be one of two kinds during a rotation', () => {
    const symmetric = signExactBytes['Standard Webhooks']?.(BODY);
    const asymmetric = signExactBytes['Standard Webhooks, ed25519']?.(BODY);
    const list = [symmetric, asymmetric].map((request) => request?.headers['webhook-signature']);
    const headers = { ...symmetric?.headers, 'webhook-signature': list.join(' ') };
    for (const secrets of [symmetric?.secrets ?? [], asymmetric?.secrets ?? []]) {
      const options = { secrets, now: NOW * 1000 };
      expect(isGenuine(verifyWith(standardWebhooks, { headers, body: BODY }, options))).toBe(true);
    }
  });
});
