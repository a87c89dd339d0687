import type { VerificationStep } from '../../../server/src/providers/provider';
import {
  isGenuine,
  refusalOf,
  verifyWith,
  webhookOf,
  webhookRequest,
} from '../../support/webhook-request';
import {
  FORM_BODY,
  genuineRequests,
  JSON_BODY,
  signExactBytes,
  signForm,
  unsigned,
  type GenuineRequest,
} from './genuine-requests';

const BYTES = Array.from({ length: 256 }, (_, byte) => byte);

/** Every byte string that differs in one byte or lacks one. */
function* neighboursOf(text: string): Generator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 1) {
    const [start, end] = [bytes.subarray(0, at), bytes.subarray(at + 1)];
    for (const byte of BYTES) {
      if (byte !== bytes[at]) yield Buffer.concat([start, Buffer.of(byte), end]);
    }
    yield Buffer.concat([start, end]);
  }
}

/** Verifies what differs from a genuine request, with the settings parsed once. */
function verifierOf({ provider, secrets, now, settings = {}, ...parts }: GenuineRequest) {
  const webhook = webhookOf(provider);
  const parsed = webhook.settings ? webhook.settings.parse(settings) : settings;
  return (changes: { body?: Buffer; headers?: Record<string, string | string[]> }) =>
    webhook.verify(webhookRequest({ ...parts, ...changes }), { secrets, settings: parsed, now });
}

/** Fails at the first that is accepted; a matcher a text would take minutes. */
function expectRefused(changed: Iterable<Buffer>, verify: (text: Buffer) => VerificationStep[]) {
  for (const text of changed) {
    if (isGenuine(verify(text))) throw new Error(`accepted: ${text.toString('latin1')}`);
  }
}

describe.each(genuineRequests)('a genuine request (%s)', (_name, request) => {
  const verify = verifierOf(request);
  const withHeader = (name: string, value: string | string[]) =>
    verify({ headers: { ...request.headers, [name]: value } });

  it('is accepted', () => {
    expect(refusalOf(verify({}))).toBeUndefined();
    expect(isGenuine(verify({}))).toBe(true);
  });

  it('is refused with every single byte of its signature, time and id changed', () => {
    for (const name of request.signing) {
      const value = request.headers[name] ?? '';
      // The name of the scheme may be in any case.
      const scheme = /^basic /i.exec(value)?.[0] ?? '';
      expectRefused(neighboursOf(value.slice(scheme.length)), (changed) =>
        withHeader(name, scheme + changed.toString('latin1')),
      );
    }
  });

  it('is refused with any of these headers missing, empty, blank, or sent twice', () => {
    for (const name of request.signing) {
      const { [name]: value = '', ...others } = request.headers;
      expect(refusalOf(verify({ headers: others }))).toBe('header-missing');
      expect(refusalOf(withHeader(name, []))).toBe('header-missing');
      expect(refusalOf(withHeader(name, ''))).toBe('header-missing');
      expect(isGenuine(withHeader(name, ' '))).toBe(false);
      for (const other of [value, 'x', '']) {
        expect(refusalOf(withHeader(name, [value, other]))).toBe('header-repeated');
        expect(refusalOf(withHeader(name, [other, value]))).toBe('header-repeated');
      }
    }
  });

  it('is refused with another secret, without one, and accepted with it among others', () => {
    const withSecrets = (secrets: string[]) =>
      refusalOf(verifyWith(request.provider, request, { ...request, secrets }));
    const [secret = ''] = request.secrets;
    const other = secret.replace(/[^](?=[^]{6}$)/, (letter) => (letter === 'A' ? 'B' : 'A'));
    expect(withSecrets([other, secret])).toBeUndefined();
    expect(withSecrets([secret, '', other])).toBeUndefined();
    expect(['signature-differs', 'credentials-differ', 'organization-differs']).toContain(
      withSecrets([other]),
    );
    expect(withSecrets([])).toBe('secret-unusable');
    expect(withSecrets(['', ' '])).toBe('secret-unusable');
  });
});

describe.each(Object.entries(signExactBytes))('the body that %s signs', (_name, signed) => {
  const request = signed(JSON_BODY);
  const verify = verifierOf(request);

  it('is refused with every single byte changed', () => {
    expectRefused(neighboursOf(JSON_BODY), (body) => verify({ body }));
  });

  it('is refused when it says the same in other bytes', () => {
    const spellings = [
      JSON.stringify(JSON.parse(JSON_BODY)),
      JSON.stringify(JSON.parse(JSON_BODY), null, 2),
      JSON_BODY.replace('ü', String.raw`\u00fc`),
      JSON_BODY.normalize('NFD'),
      `\uFEFF${JSON_BODY}`,
      `${JSON_BODY}\n`,
      ` ${JSON_BODY}`,
    ];
    for (const spelling of [...spellings.map((text) => Buffer.from(text)), latin1(JSON_BODY)]) {
      expect(['signature-differs', 'body-digest-differs']).toContain(
        refusalOf(verify({ body: spelling })),
      );
    }
    expect(isGenuine(verify({ body: Buffer.alloc(0) }))).toBe(false);
  });
});

const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('the form that Twilio signs', () => {
  const verify = verifierOf(signForm(FORM_BODY));
  const fieldsOf = (body: Buffer) =>
    webhookOf(signForm('').provider).payloads?.(webhookRequest({ ...signForm(''), body }));

  it('is refused with every single byte changed that changes a field', () => {
    const fields = fieldsOf(Buffer.from(FORM_BODY));
    expect(fields).toEqual([{ Body: 'café & tea', From: '+14158675309' }]);
    for (const body of neighboursOf(FORM_BODY)) {
      if (isGenuine(verify({ body })))
        expect([String(body), fieldsOf(body)]).toEqual([String(body), fields]);
    }
  });

  it('is refused with a byte order mark', () => {
    expect(refusalOf(verify({ body: Buffer.from(`\uFEFF${FORM_BODY}`) }))).toBe(
      'signature-differs',
    );
  });
});

describe('what is not signed', () => {
  it.each(['a static token', 'basic auth'])('beside %s, may be anything', (name) => {
    const verify = verifierOf(unsigned[name]!);
    for (const body of ['', '{', '\0', FORM_BODY]) {
      expect(isGenuine(verify({ body: Buffer.from(body) }))).toBe(true);
    }
  });

  it('is not the organisation of Salesforce', () => {
    const { body, ...request } = unsigned.Salesforce!;
    const id = request.secrets[0]!.slice(0, 15);
    const verify = verifierOf({ ...request, body });
    expectRefused(neighboursOf(id), (changed) =>
      verify({
        body: Buffer.from(
          body.replace(id, () => changed.toString('latin1')),
          'latin1',
        ),
      }),
    );
  });
});
