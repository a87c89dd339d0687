import fc from 'fast-check';

import { LANES_PER_CLAIM, planClaim, type LaneRequest } from '../../../server/src/queue/claim-plan';

const lanesOf = (count: number): LaneRequest[] =>
  Array.from({ length: count }, (_, n) => ({ key: n + 1, isOrdered: false }));
const plan = (given: Partial<Parameters<typeof planClaim>[0]>) =>
  planClaim({ lanes: [], heldByKey: new Map(), room: 64, concurrency: 32, offset: 0, ...given });

describe('planning a claim', () => {
  it('lets a key hold twice a quarter of the concurrency', () => {
    expect(plan({ lanes: lanesOf(1) }).lanes).toEqual([{ key: 1, limit: 16, isOrdered: false }]);
  });

  it('leaves room for one job of a key even at a concurrency of one', () => {
    expect(plan({ lanes: lanesOf(1), concurrency: 1 }).lanes[0]?.limit).toBe(2);
  });

  it('takes what a key holds off its limit, and leaves out a key that is full', () => {
    const heldByKey = new Map([
      [1, 10],
      [2, 16],
    ]);
    expect(plan({ lanes: lanesOf(2), heldByKey }).lanes).toEqual([
      { key: 1, limit: 6, isOrdered: false },
    ]);
  });

  it('takes one row of an ordered key, and none while it holds one', () => {
    const lanes = [{ key: 1, isOrdered: true, maxInFlight: 9 }];
    expect(plan({ lanes }).lanes[0]?.limit).toBe(1);
    expect(plan({ lanes, heldByKey: new Map([[1, 1]]) }).lanes).toEqual([]);
  });

  it('takes no more than a rate limit leaves', () => {
    expect(plan({ lanes: [{ key: 1, isOrdered: false, limit: 3 }] }).lanes[0]?.limit).toBe(3);
    expect(plan({ lanes: [{ key: 1, isOrdered: false, limit: 0 }] }).lanes).toEqual([]);
    expect(plan({ lanes: [{ key: 1, isOrdered: true, limit: 0 }] }).lanes).toEqual([]);
  });

  it('plans nothing without room', () => {
    expect(plan({ lanes: lanesOf(3), room: 0 }).lanes).toEqual([]);
    expect(plan({ lanes: lanesOf(3), room: -5 }).lanes).toEqual([]);
  });

  it('gives the first place to another lane each time', () => {
    const first = plan({ lanes: lanesOf(3) });
    const second = plan({ lanes: lanesOf(3), offset: first.nextOffset });
    expect(first.lanes.map(({ key }) => key)).toEqual([1, 2, 3]);
    expect(second.lanes.map(({ key }) => key)).toEqual([2, 3, 1]);
  });

  it('reaches every lane within as many claims as windows, wherever it starts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 450 }), fc.nat(1000), (count, start) => {
        const lanes = lanesOf(count);
        const seen = new Set<number>();
        let offset = start % count;
        for (let n = 0; n < Math.ceil(count / LANES_PER_CLAIM); n += 1) {
          const next = plan({ lanes, offset });
          expect(next.lanes.length).toBeLessThanOrEqual(LANES_PER_CLAIM);
          next.lanes.forEach(({ key }) => seen.add(key));
          offset = next.nextOffset;
        }
        expect(seen.size).toBe(count);
      }),
    );
  });
});
