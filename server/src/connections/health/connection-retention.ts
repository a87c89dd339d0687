import type { Logger } from '../../logger';
import { createPruning } from '../../pruning';
import type { LeaseStore } from '../../lease-store';
import type { CallStore } from '../calls/call-store';
import type { AuthorizationStore } from '../oauth/authorization-store';
import type { StatusStore } from './status-store';

interface Dependencies {
  calls: CallStore;
  history: StatusStore;
  authorizations: AuthorizationStore;
  leases: LeaseStore;
  /** How long a line of the call log is kept. */
  retentionMs: number;
  now: () => number;
  log: Logger;
}

const BATCH_SIZE = 500;
const DAY_MS = 86_400_000;
/** A year of changes of status is a few lines a connection. */
const HISTORY_MS = 365 * DAY_MS;

/** Removes what is old of the records of connections. */
export function createConnectionRetention(dependencies: Dependencies) {
  const { calls, history, authorizations, leases, retentionMs, now, log } = dependencies;
  return createPruning({
    log,
    async pruneAll(isStopped) {
      const before = now() - retentionMs;
      while (!isStopped() && (await calls.prune(before, BATCH_SIZE)) === BATCH_SIZE);
      await calls.pruneStatistics(before);
      await history.prune(now() - HISTORY_MS);
      await authorizations.prune();
      await leases.prune(DAY_MS);
    },
  });
}
