import { createRateLimits } from '../../../../server/src/incoming/receiving/rate-limits';
import type { SourceRecord } from '../../../../server/src/incoming/sources/source-record';

const aRecord = (rateLimit: number) => ({ id: 1, rateLimit }) as SourceRecord;

/** How many of so many requests at once may pass. */
async function passed(take: () => Promise<number | null>, count: number): Promise<number> {
  const waits = await Promise.all(Array.from({ length: count }, take));
  for (const wait of waits) if (wait !== null) expect(wait).toBe(1);
  return waits.filter((wait) => wait === null).length;
}

test('a sender may send as often as the source allows, and every sender may', async () => {
  const limits = createRateLimits();
  const source = aRecord(5);
  expect(await passed(() => limits.take(source, '192.0.2.1'), 20)).toBe(5);
  expect(await passed(() => limits.take(source, '192.0.2.2'), 20)).toBe(5);
  expect(await passed(() => limits.take(source, '192.0.2.1'), 20)).toBe(0);
});

test('every source counts by itself, and from its new limit on when that is changed', async () => {
  const limits = createRateLimits();
  const [one, two, changed] = [aRecord(1), aRecord(1), aRecord(3)];
  expect(await passed(() => limits.take(one, '192.0.2.1'), 3)).toBe(1);
  expect(await passed(() => limits.take(two, '192.0.2.1'), 3)).toBe(1);
  expect(await passed(() => limits.take(changed, '192.0.2.1'), 9)).toBe(3);
});

test('after a second it may again', async () => {
  const limits = createRateLimits();
  const source = aRecord(1);
  expect(await limits.take(source, 'a')).toBeNull();
  expect(await limits.take(source, 'a')).toBe(1);
  jest.useFakeTimers({ now: Date.now() + 1_001 });
  expect(await limits.take(source, 'a')).toBeNull();
  jest.useRealTimers();
});

test('all addresses of one IPv6 network are one sender, for whoever has one has all of them', async () => {
  const limits = createRateLimits();
  const source = aRecord(2);
  let count = 0;
  const take = () => limits.take(source, `2001:db8:0:1:${(count += 1).toString(16)}::1`);
  expect(await passed(take, 20)).toBe(2);
  expect(await limits.take(source, '2001:db8:0:1::')).toBe(1);
  expect(await limits.take(source, '2001:db8:0:2::1')).toBeNull();
});

test('an IPv4 address is the same in the spelling of IPv6, and each counts by itself', async () => {
  const limits = createRateLimits();
  const source = aRecord(1);
  expect(await limits.take(source, '::ffff:192.0.2.1')).toBeNull();
  expect(await limits.take(source, '192.0.2.1')).toBe(1);
  expect(await limits.take(source, '::ffff:192.0.2.2')).toBeNull();
});
