import type { ApiError } from '../../../../server/src/http/client/api-error';
import type { AttemptRecord } from '../../../../server/src/http/client/call-record';
import { createCircuit } from '../../../../server/src/http/client/circuit';
import { performCall } from '../../../../server/src/http/client/perform-call';
import { createRateBudget } from '../../../../server/src/http/client/rate-budget';
import type { HttpOutcome } from '../../../../server/src/http/http-outcome';

const answered = (statusCode: number) =>
  ({ kind: 'response', statusCode, headers: {}, durationMs: 1 }) as HttpOutcome;

/** A connection to a service that allows one call a minute. */
function aConnection() {
  const send = jest.fn<Promise<HttpOutcome>, []>(() => Promise.resolve(answered(200)));
  const attempts: AttemptRecord[] = [];
  const circuit = createCircuit();
  const budget = createRateBudget({
    limit: { calls: 1, perMs: 60_000 },
    buffer: 1,
    share: () => 1,
    clock: () => performance.now(),
  });
  const call = (timeoutMs: number, signal?: AbortSignal) =>
    performCall(
      { method: 'GET', url: new URL('https://a.example/'), headers: {}, body: null },
      { headers: {}, query: {}, token: null, secrets: [], version: 1 },
      {
        retries: 0,
        maxResponseBytes: 100,
        deadline: { at: performance.now() + timeoutMs, ...(signal && { signal }) },
      },
      {
        sender: { send, close: () => Promise.resolve() },
        api: {},
        renew: () => Promise.resolve(null),
        budget,
        circuit,
        random: Math.random,
        now: Date.now,
      },
      attempts,
    ).then(
      ({ outcome }) => outcome.kind,
      (error: ApiError) => error.code,
    );
  return { call, circuit, budget, send, attempts };
}

test('a call to a service that is left alone takes nothing of its limit', async () => {
  const { call, circuit, send } = aConnection();
  for (let n = 0; n < 8; n += 1) await circuit.learn(answered(500));
  expect(await call(1_000)).toBe('circuit-open');
  expect(await call(1_000)).toBe('circuit-open');
  circuit.close();
  expect(await call(1_000)).toBe('response');
  expect(send).toHaveBeenCalledTimes(1);
  expect(await call(50)).toBe('rate-limited');
});

test('a call whose time was over before it was sent takes nothing of the limit', async () => {
  const { call } = aConnection();
  expect(await call(0)).toBe('timeout');
  expect(await call(1_000)).toBe('response');
});

test('a call that was sent and ran out of time has its attempt, at a service that failed before', async () => {
  const { call, send, circuit, attempts } = aConnection();
  await circuit.learn(answered(500));
  // As the sender does, whose timer may be later than the one of the call.
  const timeout = { kind: 'error', code: 'timeout', durationMs: 60 } as HttpOutcome;
  send.mockImplementation(() => new Promise((resolve) => setTimeout(() => resolve(timeout), 60)));
  expect(await call(50)).toBe('error');
  expect(attempts).toMatchObject([{ error: 'timeout' }]);
});

test('a permit that nothing was sent with goes to who waits for one, at once', async () => {
  const { call, budget } = aConnection();
  await budget.acquire(Infinity);
  const waiting = call(1_000);
  budget.giveBack();
  expect(await waiting).toBe('response');
});
