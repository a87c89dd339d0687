import { refusalOf, verifyWith, webhookOf, webhookRequest } from '../../support/webhook-request';
import { readPayload } from '../../../server/src/providers/payload';
import {
  FORM_BODY,
  signExactBytes,
  signForm,
  unsigned,
  type GenuineRequest,
} from './genuine-requests';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const signers = Object.entries(signExactBytes);

const refusal = (request: GenuineRequest) =>
  refusalOf(verifyWith(request.provider, request, request));

/** The only payload that a request of this provider holds, once it was verified; undefined where it cannot be read. */
function payloadOf({ provider, ...parts }: GenuineRequest): unknown {
  const request = webhookRequest(parts);
  const payloads = webhookOf(provider).payloads?.(request) ?? readPayload(request);
  return payloads?.[0];
}

/** Processor time in milliseconds, the best of three, since other tests and the collector take their share. */
function cost(run: () => void): number {
  const times = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

describe('a body of a million names', () => {
  const names = Array.from({ length: 1_000_000 }, (_, n) => `k${n}`);
  const asJson = `{${names.map((name) => `"${name}":0`).join(',')}}`;
  const asForm = names.map((name) => `${name}=0`).join('&');
  const asXml = unsigned.Salesforce!.body.replace(
    '<Id>',
    `${names.map((name) => `<${name}/>`).join('')}<Id>`,
  );

  it.each([
    ...signers.map(([name, signed]): [string, GenuineRequest] => [name, signed(asJson)]),
    ['Twilio, a form', { ...signForm(FORM_BODY), body: asForm }],
    [
      'Salesforce, another organisation',
      { ...unsigned.Salesforce!, body: asXml, secrets: ['00D000000000063EAA'] },
    ],
    ['Salesforce', { ...unsigned.Salesforce!, body: asXml }],
    [
      'basic auth',
      {
        ...unsigned['basic auth']!,
        body: asForm,
        headers: { ...FORM, ...unsigned['basic auth']!.headers },
      },
    ],
  ] satisfies [string, GenuineRequest][])(
    'takes %s less than 200 ms to judge, and to read',
    (_name, request) => {
      expect(cost(() => refusal(request))).toBeLessThan(200);
      expect(cost(() => payloadOf(request))).toBeLessThan(200);
      expect(
        cost(() => webhookOf(request.provider).handshake?.(webhookRequest(request))),
      ).toBeLessThan(200);
      expect(payloadOf(request)).toBeUndefined();
    },
  );

  it('is not parsed as XML where it names no organisation of Salesforce', () => {
    const request = { ...unsigned.Salesforce!, body: asJson };
    expect(cost(() => refusal(request))).toBeLessThan(200);
    expect(refusal(request)).toBe('body-malformed');
  });

  it('is read when it is one of fifty thousand', () => {
    const body = `{${names
      .slice(0, 50_000)
      .map((name) => `"${name}":0`)
      .join(',')}}`;
    expect(Object.keys(Object(payloadOf(signExactBytes.Stripe!(body))))).toHaveLength(50_000);
  });
});

describe.each(signers)('what %s signs', (_name, signed) => {
  it.each([
    ['arrays', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['objects', '{"a":'.repeat(10_000) + '0' + '}'.repeat(10_000)],
    ['brackets that never close', '['.repeat(10_000)],
  ])('is genuine and cannot be read with %s 10,000 deep', (_shape, body) => {
    expect(refusal(signed(body))).toBeUndefined();
    expect(payloadOf(signed(body))).toBeUndefined();
  });

  it('is read to a depth of 500', () => {
    expect(payloadOf(signed('['.repeat(500) + ']'.repeat(500)))).toBeDefined();
    expect(payloadOf(signed('['.repeat(501) + ']'.repeat(501)))).toBeUndefined();
    expect(payloadOf(signed(`["${'['.repeat(600)}\\"${'{'.repeat(600)}"]`))).toBeDefined();
  });

  it('is read with a byte order mark, if that was signed', () => {
    expect(refusal(signed('\uFEFF{"a":1}'))).toBeUndefined();
    expect(payloadOf(signed('\uFEFF{"a":1}'))).toEqual({ a: 1 });
  });

  it('is read with lone surrogates, repeated names and numbers without end', () => {
    const body = String.raw`{"a":"\ud800","b":1,"b":2,"c":1e999,"__proto__":{"d":1},"e":"\u0000"}`;
    expect(refusal(signed(body))).toBeUndefined();
    const payload = payloadOf(signed(body));
    expect(payload).toMatchObject({ a: '\ud800', b: 2, c: Infinity, e: '\0' });
    expect(payload).not.toHaveProperty('d');
    expect(Object(payload).constructor).toBe(Object);
  });

  it.each([
    undefined,
    'application/json; charset=utf-8',
    'text/plain',
    'application/octet-stream',
    'multipart/form-data; boundary=x',
    'nonsense',
  ])('is read as JSON whatever it is called: %s', (contentType) => {
    const request = signed('{"a":1}');
    const headers = { ...request.headers, ...(contentType && { 'content-type': contentType }) };
    expect(refusal({ ...request, headers })).toBeUndefined();
    expect(payloadOf({ ...request, headers })).toEqual({ a: 1 });
  });
});

describe('an empty body', () => {
  it.each(['Stripe', 'GitHub', 'Shopify', 'Shopify Events'])(
    'is no event of %s, however it is signed',
    (name) => {
      expect(refusal(signExactBytes[name]!(''))).toBe('body-malformed');
    },
  );

  it.each(['Slack', 'Standard Webhooks', 'generic HMAC', 'Twilio, JSON'])(
    'that %s signs is the payload null',
    (name) => {
      expect(refusal(signExactBytes[name]!(''))).toBeUndefined();
      expect(payloadOf(signExactBytes[name]!(''))).toBeNull();
    },
  );
});

describe('a body that is no UTF-8', () => {
  it.each(['ff', 'c3', 'eda080', 'f8888080', 'c0af'])('cannot be read: %s', (hex) => {
    const body = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(hex, 'hex'), Buffer.from('"}')]);
    expect(readPayload(webhookRequest({ body }))).toBeNull();
    expect(readPayload(webhookRequest({ body: Buffer.from('{"a":1}', 'utf16le') }))).toBeNull();
  });
});

describe('the form that Twilio signs', () => {
  const genuine = signForm(FORM_BODY);

  it.each([
    [undefined],
    ['application/json'],
    ['text/plain'],
    ['multipart/form-data; boundary=x'],
    ['application/x-www-form-urlencodedx'],
    [['application/x-www-form-urlencoded', 'application/x-www-form-urlencoded']],
  ])('is refused under the content type %p', (contentType) => {
    const { 'content-type': _called, ...others } = genuine.headers;
    const headers = { ...others, ...(contentType && { 'content-type': contentType }) };
    const steps = verifyWith(genuine.provider, { ...genuine, headers }, genuine);
    expect(refusalOf(steps)).toBe('body-malformed');
  });

  it('is a form in any case and with parameters', () => {
    const headers = {
      ...genuine.headers,
      'content-type': 'Application/X-WWW-Form-URLencoded ; charset=utf-8',
    };
    expect(refusal({ ...genuine, headers })).toBeUndefined();
  });

  it('is refused with more than a thousand fields', () => {
    const fields = (count: number) => Array.from({ length: count }, (_, n) => `f${n}=1`).join('&');
    expect(refusal(signForm(fields(1000)))).toBeUndefined();
    expect(refusal(signForm(fields(1001)))).toBe('body-malformed');
  });
});

describe('the fields of a form', () => {
  const read = (body: string) => readPayload(webhookRequest({ body, headers: FORM }))?.[0];

  it('are read as they were sent', () => {
    expect(read('?a=1&b=2&b=3&b=4')).toEqual({ '?a': '1', b: ['2', '3', '4'] });
    expect(read('\uFEFFa=1')).toEqual({ '\uFEFFa': '1' });
    expect(Object.entries(Object(read('__proto__=1&constructor=2')))).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });
});
