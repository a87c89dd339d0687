import fc from 'fast-check';

import { createSeenSet } from '../../../../server/src/sync/plan/seen-set';

it('holds what a set holds', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 50, max: 100_000 })), (ids) => {
      const seen = createSeenSet(50);
      const set = new Set<number>();
      for (const id of ids) {
        expect(seen.add(id)).toBe(!set.has(id));
        set.add(id);
      }
      expect(seen.count).toBe(set.size);
      for (const id of ids) {
        expect(seen.has(id)).toBe(true);
        expect(seen.has(id + 1)).toBe(set.has(id + 1));
      }
    }),
  );
});

it('knows nothing that is far beyond what it has seen', () => {
  const seen = createSeenSet(0);
  seen.add(1);
  expect(seen.has(2 ** 33)).toBe(false);
});
