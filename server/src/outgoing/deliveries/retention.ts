import type { Strapi } from '../../feature';
import type { Logger } from '../../logger';
import type { AttemptStore } from './attempt-store';
import type { DeliveryStore } from './delivery-store';
import type { RateLimitStore } from './rate-limit-store';
import type { ReplayStore } from './replay-store';
import type { MessageStore } from '../events/message-store';
import { IDEMPOTENCY_MS } from '../events/send';
import type { StatisticsStore } from '../statistics/statistics-store';

const BATCH_SIZE = 200;
const PAUSE_MS = 20;

interface Dependencies {
  strapi: Strapi;
  messages: MessageStore;
  deliveries: DeliveryStore;
  attempts: AttemptStore;
  statistics: StatisticsStore;
  replays: ReplayStore;
  rateLimits: RateLimitStore;
  retentionMs: number;
  /** `webhooks.disableAfter`: so far back it must be known whether an endpoint ever worked. */
  disableAfterMs: number;
  now: () => number;
  log: Logger;
}

interface Aged {
  id: number;
  createdAt: number;
}

/**
 * Removes what is older than the retention time, counted from the end of a delivery: one that failed after a day of
 * tries can be seen and recovered for as long as any other. What still waits is kept.
 *
 * It walks the tables by id, a bounded number of rows at a time, so that no statement lasts however many old rows are
 * to be kept.
 */
export function createRetention(dependencies: Dependencies) {
  const { strapi, messages, deliveries, attempts, statistics, replays, rateLimits } = dependencies;
  const { retentionMs, now, log } = dependencies;
  let isStopped = false;
  let running: Promise<void> | null = null;

  const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

  /** Reads rows by id until they are all too young, and removes of each batch what `remove` finds expired. */
  async function walk<Row extends Aged>(
    before: number,
    read: (afterId: number, limit: number) => Promise<Row[]>,
    isExpired: (row: Row) => boolean,
    remove: (ids: number[]) => Promise<void>,
  ): Promise<number> {
    let afterId = 0;
    let removed = 0;
    while (!isStopped) {
      const rows = await read(afterId, BATCH_SIZE);
      const ids = rows.filter(isExpired).map(({ id }) => id);
      if (ids.length > 0) await remove(ids);
      removed += ids.length;

      const last = rows.at(-1);
      const isYoung = rows.every(({ createdAt }) => createdAt >= before);
      if (!last || rows.length < BATCH_SIZE || isYoung) break;
      afterId = last.id;
      await pause();
    }
    return removed;
  }

  /** Looks again under a lock: a delivery may have been sent again since its age was read. */
  function removeDeliveries(ids: number[], before: number): Promise<void> {
    return strapi.db.connection.transaction(async (trx) => {
      const ended = await deliveries.lockEnded(ids, before, trx);
      await attempts.deleteByDeliveries(ended, trx);
      await deliveries.deleteByIds(ended, trx);
    });
  }

  async function pruneStatistics(before: number): Promise<void> {
    while (!isStopped && (await statistics.pruneOldest(before))) await pause();
  }

  async function pruneAll(): Promise<void> {
    const before = now() - retentionMs;
    const keyedBefore = Math.min(before, now() - IDEMPOTENCY_MS);
    const removed = await walk(
      before,
      deliveries.readAges,
      ({ finishedAt }) => finishedAt !== null && finishedAt < before,
      (ids) => removeDeliveries(ids, before),
    );
    await walk(
      before,
      messages.readAges,
      ({ createdAt, isKeyed, isReferred }) =>
        !isReferred && createdAt < (isKeyed ? keyedBefore : before),
      messages.deleteByIds,
    );
    await pruneStatistics(now() - Math.max(retentionMs, dependencies.disableAfterMs));
    await replays.prune(before);
    await rateLimits.prune(before);
    if (removed > 0) log.info(`removed ${removed} deliveries after the retention time`);
  }

  return {
    /** Prunes everything that is due; a call during another one waits for that. */
    prune(): Promise<void> {
      running ??= pruneAll()
        .catch((error: unknown) => {
          log.error('pruning broke off and goes on in an hour', error);
        })
        .finally(() => {
          running = null;
        });
      return running;
    },

    async stop(): Promise<void> {
      isStopped = true;
      await running;
    },
  };
}
