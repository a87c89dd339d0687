import { inTransaction } from '../../transaction';
import type { Strapi } from '../../feature';
import type { Logger } from '../../logger';
import { createPruning } from '../../pruning';
import { walkByAge } from '../../walk-by-age';
import type { WideActionStore } from '../../wide-actions/wide-action-store';
import type { ActionResultStore } from '../actions/action-result-store';
import type { EventRunKind } from '../contracts';
import type { SourceStatisticsStore } from '../statistics/source-statistics-store';
import type { EventStore } from './event-store';

interface Dependencies {
  strapi: Strapi;
  events: EventStore;
  results: ActionResultStore;
  statistics: SourceStatisticsStore;
  runs: WideActionStore<EventRunKind>;
  retentionMs: number;
  now: () => number;
  log: Logger;
}

/**
 * Removes what ended longer ago than the retention time, and with it the memory of its id: a service that repeats an event
 * after so long has it taken for a new one. What still waits is kept.
 */
export function createEventRetention(dependencies: Dependencies) {
  const { strapi, events, results, statistics, runs, retentionMs, now, log } = dependencies;

  async function remove(ids: number[], before: number): Promise<void> {
    await inTransaction(strapi, async ({ trx }) => {
      // One that was run again since it was looked at stays.
      const ended = await events.lockEnded(ids, before, trx);
      await results.deleteByEvents(ended, trx);
      await events.deleteByIds(ended, trx);
    });
  }

  async function pruneAll(isStopped: () => boolean): Promise<void> {
    const before = now() - retentionMs;
    const removed = await walkByAge({
      before,
      read: events.readAges,
      isExpired: ({ finishedAt }) => finishedAt !== null && finishedAt < before,
      remove: (ids) => remove(ids, before),
      isStopped,
    });
    await statistics.prune(before);
    await runs.prune(before);
    if (removed > 0) log.info(`removed ${removed} events after the retention time`);
  }

  return createPruning({ pruneAll, log });
}
