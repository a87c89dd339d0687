import type { Logger } from './logger';

/** Removes what is old, one run at a time, until it is stopped. */
export function createPruning({
  pruneAll,
  log,
}: {
  /** One run; it ends early where `isStopped` says so. */
  pruneAll: (isStopped: () => boolean) => Promise<void>;
  log: Logger;
}) {
  let isStopped = false;
  let running: Promise<void> | null = null;

  return {
    /** Prunes everything that is due; a call during another one waits for that. */
    prune(): Promise<void> {
      running ??= pruneAll(() => isStopped)
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
