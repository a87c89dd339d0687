import type { Strapi } from '../../feature';
import type { Logger } from '../../logger';
import { createPruning } from '../../pruning';
import { pauseBetweenBatches, walkByAge } from '../../walk-by-age';
import type { AttemptStore } from './attempt-store';
import type { DeliveryStore } from './delivery-store';
import type { RateLimitStore } from './rate-limit-store';
import type { ReplayStore } from './replay-store';
import type { MessageStore } from '../events/message-store';
import { LONGEST_GAP_MS } from '../endpoints/failure-streak';
import type { StatisticsStore } from '../statistics/statistics-store';

interface Dependencies {
  strapi: Strapi;
  messages: MessageStore;
  deliveries: DeliveryStore;
  attempts: AttemptStore;
  statistics: StatisticsStore;
  replays: ReplayStore;
  rateLimits: RateLimitStore;
  retentionMs: number;
  /** So long a message is kept for its idempotency key alone; see `idempotencyWindowOfCausedMs`. */
  causedWindowMs: number;
  /** `webhooks.disableAfter`: so far back it must be known whether an endpoint ever worked. */
  disableAfterMs: number;
  now: () => number;
  log: Logger;
}

/**
 * Removes what is older than the retention time, counted from the end of a delivery: one that failed after a day of
 * tries can be seen and recovered for as long as any other. What still waits is kept.
 */
export function createRetention(dependencies: Dependencies) {
  const { strapi, messages, deliveries, attempts, statistics, replays, rateLimits } = dependencies;
  const { retentionMs, causedWindowMs, now, log } = dependencies;

  /** Looks again under a lock: a delivery may have been sent again since its age was read. */
  function removeDeliveries(ids: number[], before: number): Promise<void> {
    return strapi.db.connection.transaction(async (trx) => {
      const ended = await deliveries.lockEnded(ids, before, trx);
      await attempts.deleteByDeliveries(ended, trx);
      await deliveries.deleteByIds(ended, trx);
    });
  }

  async function pruneStatistics(before: number, isStopped: () => boolean): Promise<void> {
    while (!isStopped() && (await statistics.pruneOldest(before))) await pauseBetweenBatches();
  }

  async function pruneAll(isStopped: () => boolean): Promise<void> {
    const before = now() - retentionMs;
    const keyedBefore = Math.min(before, now() - causedWindowMs);
    const removed = await walkByAge({
      before,
      read: deliveries.readAges,
      isExpired: ({ finishedAt }) => finishedAt !== null && finishedAt < before,
      remove: (ids) => removeDeliveries(ids, before),
      isStopped,
    });
    await walkByAge({
      before,
      read: messages.readAges,
      isExpired: ({ createdAt, isKeyed, isReferred }) =>
        !isReferred && createdAt < (isKeyed ? keyedBefore : before),
      remove: messages.deleteByIds,
      isStopped,
    });
    // What has succeeded since a failure is asked for as long as that failure counts.
    const longestStreakMs = dependencies.disableAfterMs + LONGEST_GAP_MS;
    await pruneStatistics(now() - Math.max(retentionMs, longestStreakMs), isStopped);
    await replays.prune(before);
    await rateLimits.prune(before);
    if (removed > 0) log.info(`removed ${removed} deliveries after the retention time`);
  }

  return createPruning({ pruneAll, log });
}
