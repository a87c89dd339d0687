import type { ApiError } from '../../../../server/src/http/client/api-error';
import { createRateBudget } from '../../../../server/src/http/client/rate-budget';
import { readRateHeaders } from '../../../../server/src/http/client/rate-headers';
import { seededRandom } from '../../../support/seeded-random';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const budgetOf = (calls: number, perMs: number, buffer = 1, share = () => 1) =>
  createRateBudget({ limit: { calls, perMs }, buffer, share, clock: () => performance.now() });

const NEVER = Infinity;

test('calls within the limit wait for nothing', () => {
  const budget = budgetOf(3, 1_000);
  expect([1, 2, 3].map(() => budget.acquire(NEVER))).toEqual([0, 0, 0]);
  expect(budget.acquire(NEVER)).toBeInstanceOf(Promise);
});

test('a part that grows is used within a second by the calls that wait', async () => {
  let part = 0;
  const budget = budgetOf(10, 60_000, 1, () => part);
  expect(budget.acquire(NEVER)).toBe(0);
  const isServed = jest.fn();
  void Promise.resolve(budget.acquire(NEVER)).then(isServed);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(isServed).not.toHaveBeenCalled();
  part = 1;
  await jest.advanceTimersByTimeAsync(1_000);
  expect(isServed).toHaveBeenCalled();
});

test('a permit comes back when its span is over, counted from the answer', async () => {
  const budget = budgetOf(1, 1_000);
  void budget.acquire(NEVER);
  const next = Promise.resolve(budget.acquire(NEVER));
  const isServed = jest.fn();
  void next.then(isServed);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(isServed).not.toHaveBeenCalled();
  budget.release();
  await jest.advanceTimersByTimeAsync(999);
  expect(isServed).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(5);
  expect(isServed).toHaveBeenCalled();
});

test.each([
  [10, 1_000],
  [3, 500],
  [25, 100],
])(
  'whatever callers and network do, no span of %i calls a %i ms sees more',
  async (calls, perMs) => {
    const random = seededRandom(calls);
    const budget = budgetOf(calls, perMs);
    const arrivals: number[] = [];
    let open = 0;
    const caller = async () => {
      for (let n = 0; n < 20; n += 1) {
        const permit = budget.acquire(NEVER);
        if (typeof permit !== 'number') await permit;
        open += 1;
        // On its way, late now and then, and back.
        await delay(random() < 0.1 ? random() * 3 * perMs : random() * 20);
        arrivals.push(performance.now());
        await delay(random() * 30);
        budget.release();
        open -= 1;
      }
    };
    const callers = Promise.all(Array.from({ length: 10 }, caller));
    await jest.advanceTimersByTimeAsync(perMs * 600);
    await callers;
    expect(open).toBe(0);
    expect(arrivals).toHaveLength(200);
    arrivals.sort((a, b) => a - b);
    for (let n = calls; n < arrivals.length; n += 1) {
      expect((arrivals[n] ?? 0) - (arrivals[n - calls] ?? 0)).toBeGreaterThanOrEqual(perMs - 0.001);
    }
  },
);

test('only its part of the limit is used', () => {
  const budget = budgetOf(10, 1_000, 0.9, () => 0.5);
  const now = Array.from({ length: 6 }, () => budget.acquire(NEVER));
  expect(now.filter((waited) => waited === 0)).toHaveLength(4);
});

test('a call that would wait past its deadline is refused, at its deadline or at once', async () => {
  const budget = budgetOf(1, 60_000);
  void budget.acquire(NEVER);
  budget.release();
  const late = Promise.resolve(budget.acquire(performance.now() + 1_000));
  const refused = late.catch((error: ApiError) => error.code);
  await jest.advanceTimersByTimeAsync(1_001);
  expect(await refused).toBe('rate-limited');
  budget.pause(120_000);
  expect(() => budget.acquire(performance.now() + 1_000)).toThrow(
    'the next one can be made in 120 s',
  );
});

test('a call that is broken off waits no longer and takes nothing', async () => {
  const budget = budgetOf(1, 1_000);
  void budget.acquire(NEVER);
  const abort = new AbortController();
  const waiting = Promise.resolve(budget.acquire(NEVER, abort.signal));
  const ended = waiting.catch((error: ApiError) => error.code);
  abort.abort();
  expect(await ended).toBe('aborted');
  budget.release();
  await jest.advanceTimersByTimeAsync(1_001);
  expect(budget.acquire(NEVER)).toBe(0);
});

test('what the service says is left stops calls until its reset', async () => {
  const budget = budgetOf(100, 60_000);
  void budget.acquire(NEVER);
  budget.observe({ remaining: 50, resetAt: Date.now() + 5_000 }, Date.now());
  expect(budget.acquire(NEVER)).toBe(0);
  budget.observe({ remaining: 1, resetAt: Date.now() + 5_000 }, Date.now());
  const waiting = budget.acquire(NEVER);
  expect(waiting).toBeInstanceOf(Promise);
  await jest.advanceTimersByTimeAsync(6_001);
  expect(await waiting).toBeGreaterThanOrEqual(5_000);
});

test('without a limit nothing waits but for what the service asks', () => {
  const budget = createRateBudget({
    limit: null,
    buffer: 0.9,
    share: () => 1,
    clock: () => performance.now(),
  });
  for (let n = 0; n < 1_000; n += 1) expect(budget.acquire(NEVER)).toBe(0);
  budget.pause(1_000);
  expect(budget.acquire(NEVER)).toBeInstanceOf(Promise);
});

const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('headers of a limit', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const names = { remaining: 'X-RateLimit-Remaining', reset: 'X-RateLimit-Reset' };
  const headers = (remaining: string, reset: string) => ({
    'x-ratelimit-remaining': remaining,
    'x-ratelimit-reset': reset,
  });

  test.each([
    ['epoch-seconds', String(now / 1000 + 30)],
    ['epoch-ms', String(now + 30_000)],
    ['delta-seconds', '30'],
  ] as const)('tell the reset as %s', (resetAs, reset) => {
    expect(readRateHeaders(headers('5', reset), { ...names, resetAs }, now)).toEqual({
      remaining: 5,
      resetAt: now + 30_000,
    });
  });

  test.each([
    ['', '30'],
    ['5', ''],
    ['-1', '30'],
    ['many', '30'],
    ['5', '99999999'],
    ['5', '0'],
  ])('of %j and %j tell nothing', (remaining, reset) => {
    const described = { ...names, resetAs: 'delta-seconds' } as const;
    expect(readRateHeaders(headers(remaining, reset), described, now)).toBeNull();
  });
});
