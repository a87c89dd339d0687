import type { ApiError } from '../../../../server/src/http/client/api-error';
import { createCircuit, isOutage } from '../../../../server/src/http/client/circuit';
import type { HttpOutcome } from '../../../../server/src/http/http-outcome';

const answered = (statusCode: number) => ({ kind: 'response', statusCode }) as HttpOutcome;
const failed = (code: string, durationMs = 10_000) =>
  ({ kind: 'error', code, durationMs }) as HttpOutcome;

test.each<[boolean, HttpOutcome]>([
  [true, answered(500)],
  [true, answered(503)],
  [false, answered(404)],
  [false, answered(429)],
  [true, failed('connection-refused')],
  [true, failed('timeout')],
  [false, failed('timeout', 50)],
  [false, failed('aborted')],
  [false, failed('address-refused')],
  [false, failed('invalid-request')],
])('%s: an outage is %j', (expected, outcome) => {
  expect(isOutage(outcome)).toBe(expected);
});

/** As `performCall` does. */
async function attempt(circuit: ReturnType<typeof createCircuit>, outcome: HttpOutcome) {
  if (!circuit.isHealthy()) return circuit.run(() => Promise.resolve(outcome), 'a.example');
  if (isOutage(outcome)) await circuit.learn(outcome);
  return outcome;
}
/** From now on it is this time. */
const atTime = (ms: number) => jest.spyOn(Date, 'now').mockReturnValue(ms);
afterEach(() => jest.restoreAllMocks());

const codeOf = (run: Promise<unknown>) =>
  run.then(
    () => null,
    (error: ApiError) => error.code,
  );

test('it opens after eight failures in a row, not before, and not after a success between them', async () => {
  const circuit = createCircuit();
  for (let n = 0; n < 7; n += 1) await attempt(circuit, answered(500));
  await attempt(circuit, answered(200));
  for (let n = 0; n < 7; n += 1) await attempt(circuit, answered(500));
  expect(circuit.isOpen()).toBe(false);
  await attempt(circuit, answered(500));
  expect(circuit.isOpen()).toBe(true);
  expect(await codeOf(attempt(circuit, answered(200)))).toBe('circuit-open');
});

test.each([failed('aborted'), failed('timeout', 50), failed('address-refused')])(
  'what says nothing of the service neither counts nor makes up for failures: %j',
  async (undecided) => {
    const circuit = createCircuit();
    for (let n = 0; n < 7; n += 1) await attempt(circuit, answered(500));
    for (let n = 0; n < 7; n += 1) await attempt(circuit, undecided);
    expect(circuit.isOpen()).toBe(false);
    await attempt(circuit, answered(500));
    expect(circuit.isOpen()).toBe(true);
  },
);

test.each<[string, () => Promise<HttpOutcome>]>([
  ['is broken off', () => Promise.resolve(failed('aborted'))],
  ['had little time', () => Promise.resolve(failed('timeout', 50))],
  ['is rejected', () => Promise.reject(new Error('late'))],
  [
    'throws before there is a promise',
    () => {
      throw new Error('late');
    },
  ],
])(
  'a call after the rest that %s leaves the circuit open, and the next one is let through in its place',
  async (_name, broken) => {
    const circuit = createCircuit();
    for (let n = 0; n < 8; n += 1) await attempt(circuit, answered(500));
    atTime(Date.now() + 60_000);
    for (let n = 0; n < 3; n += 1) {
      const made = jest.fn(broken);
      await circuit.run(made, 'a.example').catch(() => {});
      expect(made).toHaveBeenCalled();
      expect(circuit.isOpen()).toBe(true);
    }
    expect(await codeOf(attempt(circuit, answered(500)))).toBeNull();
    expect(await codeOf(attempt(circuit, answered(200)))).toBe('circuit-open');
  },
);

test('calls after the rest that say nothing make the next rest no longer', async () => {
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
  const openedAt = Date.now();
  const restAfter = async (undecided: number) => {
    atTime(openedAt);
    const circuit = createCircuit();
    for (let n = 0; n < 8; n += 1) await attempt(circuit, answered(500));
    const failedAt = openedAt + 60_000;
    atTime(failedAt);
    for (let n = 0; n < undecided; n += 1) await attempt(circuit, failed('aborted'));
    await attempt(circuit, answered(500));
    let rest = 0;
    do atTime(failedAt + (rest += 250));
    while ((await codeOf(attempt(circuit, answered(200)))) !== null);
    return rest;
  };
  expect(await restAfter(10)).toBe(await restAfter(0));
});

test('a rest that is over stays so after a call that says nothing, however long the next is drawn', async () => {
  const draw = jest.spyOn(Math, 'random').mockReturnValue(0);
  const circuit = createCircuit();
  for (let n = 0; n < 8; n += 1) await attempt(circuit, answered(500));
  const openedAt = Date.now();
  let rest = 0;
  do atTime(openedAt + (rest += 100));
  while ((await codeOf(attempt(circuit, failed('aborted')))) !== null);
  draw.mockReturnValue(0.999);
  await attempt(circuit, failed('aborted'));
  expect(await codeOf(attempt(circuit, answered(200)))).toBeNull();
});

test('whoever waited for a call after the rest that says nothing is let through in its place', async () => {
  const circuit = createCircuit();
  for (let n = 0; n < 8; n += 1) await attempt(circuit, answered(500));
  atTime(Date.now() + 60_000);
  let answer: (outcome: HttpOutcome) => void = () => {};
  const first = circuit.run(() => new Promise((resolve) => (answer = resolve)), 'a.example');
  const others = Array.from({ length: 3 }, () => codeOf(attempt(circuit, answered(200))));
  answer(failed('aborted'));
  await first;
  expect(await Promise.all(others)).toEqual([null, null, null]);
  expect(circuit.isHealthy()).toBe(true);
});

test('callers whose time was over while they waited for the call after the rest do not open it again', async () => {
  const circuit = createCircuit();
  for (let n = 0; n < 8; n += 1) await attempt(circuit, answered(500));
  atTime(Date.now() + 60_000);
  let answer: (outcome: HttpOutcome) => void = () => {};
  const first = circuit.run(() => new Promise((resolve) => (answer = resolve)), 'a.example');
  const late = Array.from({ length: 10 }, () =>
    codeOf(circuit.run(() => Promise.reject(new Error('late')), 'a.example')),
  );
  answer(answered(200));
  await first;
  await Promise.all(late);
  expect(circuit.isOpen()).toBe(false);
});

test('after its rest it lets one through, and goes on by how that ends', async () => {
  const circuit = createCircuit(20);
  for (let n = 0; n < 8; n += 1) await attempt(circuit, answered(500));
  const rested = async () => {
    while ((await codeOf(circuit.run(() => Promise.resolve(answered(500)), 'a.example'))) !== null);
  };
  await rested();
  expect(circuit.isOpen()).toBe(true);
  while ((await codeOf(attempt(circuit, answered(200)))) !== null);
  expect(circuit.isHealthy()).toBe(true);
});
