import fc from 'fast-check';

import { ApiError } from '../../../../server/src/http/client/api-error';
import { createTarget, resolveTarget } from '../../../../server/src/http/client/api-target';

const target = createTarget('https://api.example.com/v1/', ['uploads.example.com:8443']);
const codeOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return (error as ApiError).code;
  }
  return null;
};

test.each([
  ['/users', 'https://api.example.com/v1/users'],
  ['users', 'https://api.example.com/v1/users'],
  ['', 'https://api.example.com/v1'],
  ['?page=2', 'https://api.example.com/v1?page=2'],
  ['/users?a=1#part', 'https://api.example.com/v1/users?a=1'],
  ['https://api.example.com/v2/x', 'https://api.example.com/v2/x'],
  ['https://uploads.example.com:8443/x', 'https://uploads.example.com:8443/x'],
  // Below the base, however they look.
  ['//evil.example/x', 'https://api.example.com/v1//evil.example/x'],
  ['/@evil.example', 'https://api.example.com/v1/@evil.example'],
  ['\\\\evil.example', 'https://api.example.com/v1///evil.example'],
])('%j is called as %s', (path, expected) => {
  expect(resolveTarget(target, path).href).toBe(expected);
});

test.each([
  'https://evil.example/x',
  'http://api.example.com/v1',
  'https://api.example.com:444/v1',
  'https://api.example.com.evil.example/',
  'https://uploads.example.com/x',
  'javascript:alert(1)',
  'file:///etc/passwd',
])('%s is no address for the credentials', (path) => {
  expect(codeOf(() => resolveTarget(target, path))).toBe('foreign-host');
});

test.each(['https://user:password@api.example.com/', 'https://'])('%s is no address', (path) => {
  expect(codeOf(() => resolveTarget(target, path))).toBe('invalid-request');
});

test('whatever is asked for, the call goes to one of the hosts or is not made', () => {
  const origins = ['https://api.example.com', 'https://uploads.example.com:8443'];
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (path) => {
      try {
        expect(origins).toContain(resolveTarget(target, path).origin);
      } catch (error) {
        expect(error).toBeInstanceOf(ApiError);
      }
    }),
  );
});

test('parameters are added to those of the path, and left out where they are undefined', () => {
  const url = resolveTarget(target, '/x?a=1', { b: 'c&d', e: 2, f: true, g: undefined });
  expect(url.search).toBe('?a=1&b=c%26d&e=2&f=true');
});
