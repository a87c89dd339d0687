import type { Lane } from './engine';

/** A key that has work for this instance, and what it may take. */
export interface LaneRequest {
  key: number;
  isOrdered: boolean;
  /** Jobs of the key that run at once in this process; by default a quarter of the concurrency, at least one. */
  maxInFlight?: number;
  /** Rows of the key that this process may hold, running and waiting; by default twice as many as run. */
  maxHeld?: number;
  /** At most this many more rows now, e.g. what a rate limit leaves. */
  limit?: number;
}

/** One statement names at most this many lanes; further ones take their turn in the next claims. */
export const LANES_PER_CLAIM = 100;
/** One claim takes at most this many rows. */
export const ROWS_PER_CLAIM = 300;

export interface ClaimPlan {
  lanes: Lane[];
  limit: number;
  /** Where the next claim starts in the list of lanes. */
  nextOffset: number;
  /** Whether every lane that could take a row is in this plan. */
  isComplete: boolean;
}

/** How many jobs of a lane may run at once. */
export function inFlightCap(lane: LaneRequest, concurrency: number): number {
  if (lane.isOrdered) return 1;
  return Math.max(1, Math.floor(lane.maxInFlight ?? concurrency / 4));
}

/** How many rows of a lane may be held, running and waiting. */
export function heldCap(lane: LaneRequest, concurrency: number): number {
  if (lane.isOrdered) return 1;
  return lane.maxHeld ?? 2 * inFlightCap(lane, concurrency);
}

/**
 * What to claim next. Twice as many rows may be held as can run (over all, and of each key), so that a slot that falls
 * free finds its next row at hand and rows are claimed in batches; but a key never holds more than twice its cap,
 * so that a dead receiver leaves room for the others.
 */
export function planClaim(given: {
  lanes: LaneRequest[];
  /** Rows of each key that are claimed and not yet handled. */
  heldByKey: ReadonlyMap<number, number>;
  /** Rows that may be claimed over all lanes. */
  room: number;
  concurrency: number;
  offset: number;
}): ClaimPlan {
  const { lanes, heldByKey, concurrency, offset } = given;
  const limit = Math.min(ROWS_PER_CLAIM, given.room);
  const plan: ClaimPlan = { lanes: [], limit, nextOffset: offset, isComplete: true };
  if (limit <= 0) return plan;

  for (let n = 0; n < lanes.length; n += 1) {
    const index = (offset + n) % lanes.length;
    const request = lanes[index];
    if (!request) continue;
    const laneLimit = laneRoom(request, heldByKey.get(request.key) ?? 0, concurrency);
    if (laneLimit <= 0) continue;
    if (plan.lanes.length === LANES_PER_CLAIM) return { ...plan, isComplete: false };
    plan.lanes.push({ key: request.key, limit: laneLimit, isOrdered: request.isOrdered });
    plan.nextOffset = (index + 1) % lanes.length;
  }
  // All lanes are in it: start one further on, so that the first place (which a short limit serves first) goes round.
  return { ...plan, nextOffset: lanes.length > 0 ? (offset + 1) % lanes.length : 0 };
}

function laneRoom(request: LaneRequest, held: number, concurrency: number): number {
  const room = heldCap(request, concurrency) - held;
  return Math.min(room, request.limit ?? room);
}
