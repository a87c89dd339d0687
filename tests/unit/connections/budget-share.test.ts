import {
  type BudgetShares,
  createBudgetShares,
} from '../../../server/src/connections/accounts/budget-share';
import { MemoryLeases } from '../../support/memory-leases';
import { recordingLogger } from '../../support/recording-logger';

const CONNECTION = 1;
const SPAN_MS = 1_000;
/** Until the others can no longer go by a count without it, and their calls are over. */
const HELD_BACK_MS = 2_500 + SPAN_MS;

let leases: MemoryLeases;
let instances: Instance[];

beforeEach(() => {
  jest.useFakeTimers();
  leases = new MemoryLeases();
  instances = [];
});
afterEach(async () => {
  leases.failure = null;
  await Promise.all(instances.map(({ shares }) => shares.stop()));
  jest.useRealTimers();
});

interface Instance {
  owner: string;
  shares: BudgetShares;
  lines: string[];
  call(): void | Promise<void>;
  share(): number;
}

function instance(owner: string, isShared = true): Instance {
  const log = recordingLogger();
  const shares = createBudgetShares({ leases, owner, isShared, outside: (run) => run(), log });
  const made: Instance = {
    owner,
    shares,
    lines: log.lines,
    call: () => shares.ready(CONNECTION, SPAN_MS),
    share: () => shares.shareOf(CONNECTION),
  };
  instances.push(made);
  return made;
}

/** Time passes while all of them call. */
async function pass(ms: number, calling = instances): Promise<void> {
  for (let gone = 0; gone < ms; gone += 100) {
    for (const { call } of calling) await call();
    await jest.advanceTimersByTimeAsync(100);
  }
}

test('where a process has the database for itself, the budget is its own', () => {
  const one = instance('one', false);
  expect(one.call()).toBeUndefined();
  expect(one.share()).toBe(1);
});

test('an instance that is alone has all of it once it has counted', async () => {
  const one = instance('one');
  expect(one.share()).toBe(0);
  await one.call();
  expect(one.share()).toBe(1);
  await pass(20_000);
  expect(one.share()).toBe(1);
});

test('one that joins is held back until the other must have noticed and its calls are over', async () => {
  const one = instance('one');
  await pass(4_900);
  const two = instance('two');
  const joinedAt = performance.now();
  await two.call();
  while (two.share() === 0) {
    // Whatever the first one still uses: together it is never more than the budget.
    expect(one.share() + two.share()).toBeLessThanOrEqual(1);
    await pass(100);
  }
  expect(performance.now() - joinedAt).toBeGreaterThanOrEqual(HELD_BACK_MS);
  expect(performance.now() - joinedAt).toBeLessThan(HELD_BACK_MS + 500);
  expect([one.share(), two.share()]).toEqual([0.5, 0.5]);
});

test('the part of one that stops is taken over when its last calls are over', async () => {
  const one = instance('one');
  const two = instance('two');
  await pass(10_000);
  await two.shares.stop();
  const stoppedAt = performance.now();
  while (one.share() < 1) await pass(100, [one]);
  expect(performance.now() - stoppedAt).toBeGreaterThanOrEqual(SPAN_MS);
  expect(performance.now() - stoppedAt).toBeLessThan(SPAN_MS + 2_500);
});

test('one that joins just when the other has stopped is held back as well', async () => {
  const one = instance('one');
  await pass(5_000);
  await one.shares.stop();
  const two = instance('two');
  await two.call();
  expect(two.share()).toBe(0);
});

test('one that stood still has none until it has counted again, and is held back when it had been given up', async () => {
  const one = instance('one');
  const two = instance('two');
  await pass(10_000);
  // The first one's process stops: its clock goes on, its timers do not.
  const { resume } = standStill(one);
  await pass(15_000, [two]);
  expect(two.share()).toBe(1);
  expect(one.share()).toBe(0);
  await resume();
  expect(one.share()).toBe(0);
  let most = 0;
  for (let gone = 0; gone < 6_000; gone += 100) {
    await pass(100);
    most = Math.max(most, one.share() + two.share());
  }
  expect(most).toBeLessThanOrEqual(1);
  expect([one.share(), two.share()]).toEqual([0.5, 0.5]);
});

test('one goes on by what it knew while the database is gone, says so once, and joins anew afterwards', async () => {
  const one = instance('one');
  const two = instance('two');
  await pass(10_000);
  leases.failure = new Error('the database is gone');
  await pass(20_000);
  expect([one.share(), two.share()]).toEqual([0.5, 0.5]);
  expect(one.lines.filter((line) => line.startsWith('error'))).toHaveLength(1);
  leases.failure = null;
  await pass(2_100);
  expect([one.share(), two.share()].every((share) => share <= 0.5)).toBe(true);
  await pass(6_000);
  expect([one.share(), two.share()]).toEqual([0.5, 0.5]);
});

test('one that could not count at all has none', async () => {
  leases.failure = new Error('the database is gone');
  const one = instance('one');
  await one.call();
  expect(one.share()).toBe(0);
  leases.failure = null;
  await pass(2_100);
  expect(one.share()).toBe(1);
});

test('one that makes no calls leaves its part to the others', async () => {
  const one = instance('one');
  const two = instance('two');
  await pass(10_000);
  await pass(65_000, [one]);
  expect(one.share()).toBe(1);
  expect(two.share()).toBe(0);
});

/** Keeps the renewals of one instance from happening. */
function standStill({ owner }: Instance): { resume: () => Promise<void> } {
  const { acquire } = leases;
  let wake: () => void = () => undefined;
  const sleeping = new Promise<void>((resolve) => {
    wake = resolve;
  });
  let isStill = true;
  leases.acquire = async (name, who, ttlMs, group) => {
    if (isStill && who === owner) await sleeping;
    return acquire.call(leases, name, who, ttlMs, group);
  };
  return {
    resume: async () => {
      isStill = false;
      wake();
      await jest.advanceTimersByTimeAsync(0);
    },
  };
}
