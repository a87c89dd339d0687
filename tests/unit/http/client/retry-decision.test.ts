import fc from 'fast-check';

import { isRepeatable } from '../../../../server/src/http/client/api-request';
import { isTransient, retryDelayMs } from '../../../../server/src/http/client/retry-decision';
import { MAX_RETRY_AFTER_MS } from '../../../../server/src/http/retry-after';

const rules = { retries: 3, isRepeatable: true };
const answered = (status: number, retryAfterMs: number | null = null) => ({
  status,
  error: null,
  retryAfterMs,
});
const unanswered = (error: string) => ({ status: null, error, retryAfterMs: null });

test.each([408, 425, 429, 500, 502, 503, 504, 599])(
  '%i may be different a moment later',
  (status) => {
    expect(isTransient(answered(status))).toBe(true);
  },
);

test.each([200, 201, 204, 301, 304, 400, 401, 403, 404, 409, 410, 422, 451])(
  '%i will be the same a moment later',
  (status) => {
    expect(isTransient(answered(status))).toBe(false);
  },
);

test.each([
  ['timeout', true],
  ['dns', true],
  ['connection-refused', true],
  ['connection-reset', true],
  ['address-refused', false],
  ['aborted', false],
  ['tls', false],
  ['invalid-request', false],
])('%s is tried again: %s', (error, expected) => {
  expect(isTransient(unanswered(error))).toBe(expected);
});

test.each([
  ['GET', undefined, true],
  ['PUT', undefined, true],
  ['DELETE', undefined, true],
  ['POST', undefined, false],
  ['PATCH', undefined, false],
  ['POST', 'key', true],
  ['PATCH', 'key', true],
] as const)('%s with the key %s can be repeated: %s', (method, key, expected) => {
  expect(isRepeatable(method, key)).toBe(expected);
});

test('a 403 that says when to come back is a limit', () => {
  expect(isTransient(answered(403, 1_000))).toBe(true);
});

test('a write that cannot be repeated is never tried again', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 400, max: 599 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (status, random) => {
        const never = { retries: 10, isRepeatable: false };
        expect(retryDelayMs(answered(status), 1, never, random)).toBeNull();
      },
    ),
  );
});

test('there are as many tries as were allowed, each drawn from a range that doubles', () => {
  const waits = [1, 2, 3, 4].map((attempt) =>
    retryDelayMs(answered(503), attempt, rules, 0.999_999),
  );
  expect(waits).toEqual([500, 1_000, 2_000, null]);
  expect(retryDelayMs(answered(503), 3, rules, 0)).toBe(0);
  expect(retryDelayMs(answered(503), 30, { ...rules, retries: 50 }, 0.999_999)).toBe(30_000);
});

test('the service can ask for a longer wait, but not for more than a day', () => {
  const waits = fc.integer({ min: 1, max: MAX_RETRY_AFTER_MS });
  fc.assert(
    fc.property(waits, fc.double({ min: 0, max: 0.999, noNaN: true }), (asked, random) => {
      const delay = retryDelayMs(answered(429, asked), 1, rules, random) ?? -1;
      expect(delay).toBeGreaterThanOrEqual(asked);
      expect(delay).toBeLessThanOrEqual(Math.min(asked + 500, MAX_RETRY_AFTER_MS));
    }),
  );
});
