import type { LaneRequest } from '../../../server/src/queue/claim-plan';
import type { ClaimedJob } from '../../../server/src/queue/engine';
import { createSlots } from '../../../server/src/queue/slots';

/** Slots in which what runs does not end. */
const slotsOf = (concurrency: number) =>
  createSlots({ concurrency, run: () => new Promise(() => {}) });

const laneOf = (key: number, maxInFlight: number): LaneRequest => ({
  key,
  isOrdered: false,
  maxInFlight,
});

/** Jobs with ids that rise from the first one. */
const jobsOf = (key: number, firstId: number, count: number): ClaimedJob[] =>
  Array.from({ length: count }, (_, n) => ({
    id: firstId + n,
    key,
    attempts: 1,
    leaseEpoch: 1,
    leaseLosses: 0,
    columns: {},
  }));

describe('what is taken back of a key whose cap has fallen', () => {
  it('is all but the first rows that it may still hold, and nothing of other keys', () => {
    const slots = slotsOf(32);
    slots.setCaps([laneOf(1, 2), laneOf(2, 2)]);
    slots.add([...jobsOf(1, 1, 12), ...jobsOf(2, 101, 4)]);

    expect(slots.takeSurplus().map(({ id }) => id)).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
    expect(slots.ids).toEqual([1, 2, 101, 102, 3, 4, 103, 104]);
    expect(slots.heldByKey.get(1)).toBe(4);
    expect(slots.takeSurplus()).toEqual([]);
  });

  it('is all that waits where more runs than it may hold', () => {
    const slots = slotsOf(32);
    slots.setCaps([laneOf(1, 8)]);
    slots.add(jobsOf(1, 1, 16));
    slots.setCaps([laneOf(1, 1)]);
    expect(slots.takeSurplus().map(({ id }) => id)).toEqual([9, 10, 11, 12, 13, 14, 15, 16]);
    expect(slots.ids).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('is nothing where the cap has been halved once, which may come again', () => {
    const slots = slotsOf(32);
    slots.setCaps([laneOf(1, 8)]);
    slots.add(jobsOf(1, 1, 16));
    slots.setCaps([laneOf(1, 4)]);
    expect(slots.takeSurplus()).toEqual([]);
  });

  it('is nothing of a key that is not worked on any more, which its jobs see for themselves', () => {
    const slots = slotsOf(32);
    slots.setCaps([laneOf(1, 2)]);
    slots.add(jobsOf(1, 1, 16));
    slots.setCaps([]);
    expect(slots.takeSurplus()).toEqual([]);
  });
});
