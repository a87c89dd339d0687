import { createPublicKey, randomBytes, verify } from 'node:crypto';

import fc from 'fast-check';
import { Webhook } from 'svix';

import {
  generateSecret,
  InvalidSecretError,
  kindOf,
  publicKeyOf,
  sign,
} from '../../../../server/src/outgoing/deliveries/signing';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const PRIVATE_KEY =
  'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
const PUBLIC_KEY = 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=';

type TextRequest = Parameters<typeof sign>[0] & { body: string };

const request = (more: Partial<TextRequest> = {}): TextRequest => ({
  secrets: [SECRET],
  messageId: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: new Date(),
  body: '{"test": 2432232314}',
  headerFamily: 'webhook',
  ...more,
});

const isAccepted = (secret: string, headers: Record<string, string>, body: string) => {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
};

/** What a receiver with the public key does; the svix library knows no ed25519 yet. */
function isAcceptedEd25519(publicKey: string, headers: Record<string, string>, body: string) {
  const x = Buffer.from(publicKey.replace('whpk_', ''), 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return (headers['webhook-signature'] ?? '').split(' ').some((entry) => {
    const [version, signature = ''] = entry.split(',');
    return (
      version === 'v1a' && verify(null, Buffer.from(content), key, Buffer.from(signature, 'base64'))
    );
  });
}

describe('published vectors', () => {
  test.each([
    [
      SECRET,
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      1614265330,
      '{"test": 2432232314}',
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    ],
    [
      'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
      'msg_27UH4WbU6Z5A5EzD8u03UvzRbpk',
      1649367553,
      '{"email":"test@example.com","username":"test_user"}',
      'v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=',
    ],
    [
      'whsec_plJ3nmyCDGBKInavdOK15jsl',
      'msg_loFOjxBNrRLzqYUf',
      1731705121,
      '{"event_type":"ping","data":{"success":true}}',
      'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
    ],
    [
      PRIVATE_KEY,
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      1614265330,
      '{"test": 2432232314}',
      'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
    ],
  ])('%s', (secret, messageId, seconds, body, signature) => {
    const timestamp = new Date(seconds * 1000 + 999);
    const vector = { secrets: [secret], messageId, timestamp, body };
    expect(sign(request(vector))).toEqual({
      'webhook-id': messageId,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signature,
    });
  });

  test('the public key of the ed25519 vector', () => {
    expect(publicKeyOf(PRIVATE_KEY)).toBe(PUBLIC_KEY);
  });
});

describe('the svix library', () => {
  const bodies = fc.oneof(fc.json(), fc.json({ maxDepth: 5, stringUnit: 'grapheme' }));

  test('accepts what is signed, whatever the body, under either family of headers', () => {
    fc.assert(
      fc.property(bodies, fc.constantFrom('webhook' as const, 'svix' as const), (body, family) => {
        const secret = generateSecret('v1', randomBytes);
        const headers = sign(request({ secrets: [secret], body, headerFamily: family }));
        expect(Object.keys(headers)).toEqual([
          `${family}-id`,
          `${family}-timestamp`,
          `${family}-signature`,
        ]);
        expect(isAccepted(secret, headers, body)).toBe(true);
      }),
    );
  });

  test('signs the same, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        const { messageId, timestamp } = request();
        const signature = new Webhook(SECRET).sign(messageId, timestamp, body);
        for (const sent of [body, Buffer.from(body)]) {
          const headers = sign({ ...request({ messageId, timestamp }), body: sent });
          expect(headers['webhook-signature']).toBe(signature);
        }
      }),
    );
  });

  test('refuses it when body, id, time, secret or signature is another', () => {
    const { body } = request();
    const headers = sign(request());
    const wrong = (change: Record<string, string>) =>
      isAccepted(SECRET, { ...headers, ...change }, body);
    const seconds = Number(headers['webhook-timestamp']);
    expect(isAccepted(SECRET, headers, body)).toBe(true);
    expect(isAccepted(SECRET, headers, `${body} `)).toBe(false);
    expect(isAccepted(SECRET, headers, JSON.stringify(JSON.parse(body)))).toBe(false);
    expect(isAccepted(generateSecret('v1', randomBytes), headers, body)).toBe(false);
    expect(wrong({ 'webhook-id': 'msg_other' })).toBe(false);
    expect(wrong({ 'webhook-timestamp': String(seconds + 1) })).toBe(false);
    expect(wrong({ 'webhook-timestamp': 'hello' })).toBe(false);
    expect(wrong({ 'webhook-signature': 'v1,' })).toBe(false);
    expect(wrong({ 'webhook-signature': headers['webhook-signature']?.slice(0, -4) ?? '' })).toBe(
      false,
    );
    for (const name of Object.keys(headers)) expect(wrong({ [name]: '' })).toBe(false);
  });

  test.each([-301, 301])('refuses an attempt whose clock is %i s off', (offset) => {
    const timestamp = new Date(Date.now() + offset * 1000);
    expect(isAccepted(SECRET, sign(request({ timestamp })), request().body)).toBe(false);
  });

  test('finds the right signature among unknown and wrong ones', () => {
    const headers = sign(request());
    const list = `v2,abc v1,AAAA ${headers['webhook-signature']} v1a,xyz`;
    expect(isAccepted(SECRET, { ...headers, 'webhook-signature': list }, request().body)).toBe(
      true,
    );
  });
});

describe('rotation', () => {
  test('receivers with the old secret and with the new one both accept', () => {
    const secrets = [generateSecret('v1', randomBytes), SECRET];
    const headers = sign(request({ secrets }));
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const secret of secrets) expect(isAccepted(secret, headers, request().body)).toBe(true);
    const later = sign(request({ secrets: secrets.slice(0, 1) }));
    expect(isAccepted(SECRET, later, request().body)).toBe(false);
  });

  test('from HMAC to ed25519', () => {
    const headers = sign(request({ secrets: [PRIVATE_KEY, SECRET] }));
    expect(isAccepted(SECRET, headers, request().body)).toBe(true);
    expect(isAcceptedEd25519(PUBLIC_KEY, headers, request().body)).toBe(true);
  });
});

describe('ed25519', () => {
  test('what a new key signs is accepted with its public key and with no other', () => {
    fc.assert(
      fc.property(fc.json(), (body) => {
        const secret = generateSecret('v1a', randomBytes);
        const headers = sign(request({ secrets: [secret], body }));
        expect(isAcceptedEd25519(publicKeyOf(secret), headers, body)).toBe(true);
        expect(isAcceptedEd25519(PUBLIC_KEY, headers, body)).toBe(false);
        expect(isAcceptedEd25519(publicKeyOf(secret), headers, `${body} `)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });
});

describe('secrets', () => {
  test('are made of 32 random bytes', () => {
    expect(generateSecret('v1', () => Buffer.alloc(32, 1))).toBe(
      `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
    );
    expect(kindOf(generateSecret('v1a', randomBytes))).toBe('v1a');
    expect(kindOf(SECRET)).toBe('v1');
  });

  test('sign the same with and without their prefix', () => {
    const timestamp = new Date();
    const bare = SECRET.replace('whsec_', '');
    expect(sign(request({ secrets: [bare], timestamp }))).toEqual(sign(request({ timestamp })));
  });

  test.each([
    '',
    'whsec_',
    'whsec_***',
    'whsec_a',
    'whsk_',
    'whsk_AAAA',
    PRIVATE_KEY.replace('6Xb', '6Xc'),
  ])('%j is none', (secret) => {
    expect(() => sign(request({ secrets: [secret] }))).toThrow(InvalidSecretError);
  });

  test('none at all is an error and not an unsigned message', () => {
    expect(() => sign(request({ secrets: [] }))).toThrow(InvalidSecretError);
  });

  test('are not in the error', () => {
    const damaged = `${SECRET}!`;
    expect(() => sign(request({ secrets: [damaged] }))).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('MfKQ9') }),
    );
  });
});

test.each(['', 'a.b', 'a b', 'a\r\nb', 'é', 'x'.repeat(257)])(
  'the message id %j is refused',
  (id) => {
    expect(() => sign(request({ messageId: id }))).toThrow(TypeError);
  },
);
