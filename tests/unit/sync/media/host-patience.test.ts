import { createHostPatience } from '../../../../server/src/sync/media/host-patience';

it('leaves a host alone for a minute that has failed three times in a row, and no other', () => {
  let now = 1_000_000;
  const { isResting, failed, answered } = createHostPatience(() => now);
  failed('a.test');
  failed('a.test');
  answered('a.test');
  failed('a.test');
  failed('a.test');
  expect(isResting('a.test')).toBe(false);
  failed('a.test');
  expect([isResting('a.test'), isResting('b.test')]).toEqual([true, false]);
  now += 60_000;
  expect(isResting('a.test')).toBe(false);
  // It is asked once, and not three times more.
  failed('a.test');
  expect(isResting('a.test')).toBe(true);
});

it('asks no host any more once five, whichever they were, have let their whole time pass', () => {
  const { isResting, timedOut } = createHostPatience(() => 1_000_000);
  for (const host of ['a.test', 'b.test', 'c.test', 'd.test']) timedOut(host);
  expect(isResting('z.test')).toBe(false);
  timedOut('e.test');
  expect(isResting('z.test')).toBe(true);
});
