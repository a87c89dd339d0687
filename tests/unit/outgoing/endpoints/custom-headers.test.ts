import { validateHeaderValue } from 'node:http';

import fc from 'fast-check';

import {
  InvalidHeaderError,
  validateCustomHeaders,
} from '../../../../server/src/outgoing/endpoints/custom-headers';

function codeOf(...headers: [name: string, value: string][]): string | null {
  try {
    validateCustomHeaders(headers.map(([name, value]) => ({ name, value })));
    return null;
  } catch (error) {
    if (error instanceof InvalidHeaderError) return error.code;
    throw error;
  }
}

test.each<[string, string]>([
  ['Authorization', 'Bearer abc.def'],
  ['X-Api-Key', 'äöü ~!'],
  ['Cookie', 'a=b; c=d'],
  ['x_y.z', ''],
  ['Accept', 'text/html,\tapplication/json'],
  ['X-Webhook-Id', '1'],
  ['webhooks', '1'],
])('%s: %s can be sent', (name, value) => {
  expect(codeOf([name, value])).toBeNull();
});

test.each([
  '',
  'a b',
  'a:',
  'a\r\nb',
  'a\0',
  'é',
  'a\t',
  '(a)',
  '"a"',
  ':authority',
  'a'.repeat(129),
])('the name %j is refused', (name) => {
  expect(codeOf([name, 'x'])).toBe('header-name');
});

test.each([
  'a\r\nb: c',
  'a\nb',
  'a\rb',
  'a\0b',
  'a\x7f',
  '\x1b[0m',
  '日本',
  '\u2028',
  ' a',
  'a ',
  '\ud800',
])('the value %j is refused', (value) => {
  expect(codeOf(['x-a', value])).toBe('header-value');
});

test.each([
  'Host',
  'CONTENT-LENGTH',
  'content-type',
  'Transfer-Encoding',
  'connection',
  'Keep-Alive',
  'TE',
  'Trailer',
  'Upgrade',
  'Expect',
  'Proxy-Authorization',
  'proxy-connection',
  'webhook-id',
  'Webhook-Signature',
  'svix-timestamp',
  'User-Agent',
  'X-Forwarded-For',
  'Forwarded',
  'X-Real-IP',
  'Sec-Fetch-Site',
])('%s is set by the sender itself', (name) => {
  expect(codeOf([name, 'x'])).toBe('header-reserved');
});

test('a name may stand there once only, upper and lower case being the same', () => {
  expect(codeOf(['X-A', '1'], ['x-a', '2'])).toBe('header-duplicate');
});

test('names and values have 4096 bytes in all', () => {
  expect(codeOf(['x-a', 'x'.repeat(4093)])).toBeNull();
  expect(codeOf(['x-a', 'x'.repeat(4094)])).toBe('headers-too-large');
  expect(codeOf(['x-a', 'x'.repeat(3000)], ['x-b', 'x'.repeat(3000)])).toBe('headers-too-large');
  expect(codeOf(['x-a', 'x'.repeat(1024 * 1024)])).toBe('headers-too-large');
  expect(codeOf(['x'.repeat(1024 * 1024), 'x'])).toBe('headers-too-large');
  const many = Array.from({ length: 51 }, (_, index): [string, string] => [`x-${index}`, '']);
  expect(codeOf(...many)).toBe('headers-too-large');
});

test('the refusal names the header and not its value', () => {
  expect(() => validateCustomHeaders([{ name: 'X-Key', value: 'canary\n' }])).toThrow(
    expect.objectContaining({
      headerName: 'X-Key',
      message: expect.not.stringContaining('canary'),
    }),
  );
});

test("what passes, Node's own check of header values passes as well", () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      if (codeOf(['x-a', value]) === null) validateHeaderValue('x-a', value);
    }),
  );
});
