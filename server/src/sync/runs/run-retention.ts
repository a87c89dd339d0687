import type { Logger } from '../../logger';
import { createPruning } from '../../pruning';
import { pauseBetweenBatches, walkByAge } from '../../walk-by-age';
import type { ConflictStore } from '../conflicts/conflict-store';
import type { ChangeStore } from './change-store';
import type { RunStore } from './run-store';

interface Dependencies {
  runs: RunStore;
  changes: ChangeStore;
  conflicts: ConflictStore;
  retentionMs: number;
  now: () => number;
  log: Logger;
}

/**
 * Removes runs that ended longer ago than the retention time, with their changes, and conflicts that were settled as long ago.
 * What a job still goes by stays, however old it is.
 */
export function createRunRetention(dependencies: Dependencies) {
  const { runs, changes, conflicts, retentionMs, now, log } = dependencies;

  async function removeRuns(ids: number[]): Promise<void> {
    for (const id of ids) while (await changes.deleteSome(id)) await pauseBetweenBatches();
    await runs.deleteByIds(ids);
  }

  async function pruneAll(isStopped: () => boolean): Promise<void> {
    const before = now() - retentionMs;
    const needed = await runs.findNeeded();
    const removed = await walkByAge({
      before,
      read: runs.readAges,
      isExpired: ({ id, finishedAt }) =>
        finishedAt !== null && finishedAt < before && !needed.has(id),
      remove: removeRuns,
      isStopped,
    });
    await walkByAge({
      before,
      read: conflicts.readAges,
      isExpired: ({ isSettled, answeredAt, createdAt }) =>
        isSettled && (answeredAt ?? createdAt) < before,
      remove: conflicts.deleteSettled,
      isStopped,
    });
    if (removed > 0) log.info(`removed ${removed} runs after the retention time`);
  }

  return createPruning({ pruneAll, log });
}
