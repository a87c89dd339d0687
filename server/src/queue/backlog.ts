import type { ClaimedJob, Lane } from './engine';

/**
 * Knows the keys whose last claim brought as many rows as were asked for, and rings for the next claim when slots of
 * such keys fall free: at once where enough have or a key is out of rows, otherwise after a moment (if any), so that rows
 * are claimed in batches instead of one by one.
 */
export function createBacklog(options: {
  threshold: number;
  afterMs: number | null;
  ring: () => void;
}) {
  const { threshold, afterMs, ring } = options;
  const keys = new Set<number>();
  /** Their next row is claimable only once the result of the last one is written. */
  const orderedKeys = new Set<number>();
  let freed = 0;
  let timer: NodeJS.Timeout | undefined;

  const ringNow = () => {
    clearTimeout(timer);
    timer = undefined;
    freed = 0;
    ring();
  };

  return {
    /** Whether some key had more rows than its last claim could take. */
    get hasMore(): boolean {
      return keys.size + orderedKeys.size > 0;
    },
    claimed(asked: Lane[], jobs: ClaimedJob[], limit: number): void {
      const counts = new Map<number, number>();
      for (const { key } of jobs) counts.set(key, (counts.get(key) ?? 0) + 1);
      for (const lane of asked) {
        const hasMore = jobs.length >= limit || (counts.get(lane.key) ?? 0) >= lane.limit;
        const [mine, other] = lane.isOrdered ? [orderedKeys, keys] : [keys, orderedKeys];
        other.delete(lane.key);
        if (hasMore) mine.add(lane.key);
        else mine.delete(lane.key);
      }
    },
    /** @param isOut whether no other claimed row of the key waits for a slot */
    finished(key: number, isOut: boolean): void {
      if (!keys.has(key)) return;
      freed += 1;
      if (freed >= threshold || isOut) ringNow();
      else if (afterMs !== null) timer ??= setTimeout(ringNow, afterMs);
    },
    written(key: number): void {
      if (orderedKeys.has(key)) ringNow();
    },
    stop(): void {
      clearTimeout(timer);
    },
  };
}
