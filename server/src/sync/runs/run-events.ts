import type { Logger } from '../../logger';
import type { RunRecord, RunState } from './run-record';

/** `run.completed` also for a run of which single records have failed; `run.failed` for one that could not come to its end. */
export type RunEventName = 'run.completed' | 'run.failed' | 'run.cancelled';
export type RunHandler = (run: RunRecord) => void | Promise<void>;

const NAMES: Partial<Record<RunState, RunEventName>> = {
  completed: 'run.completed',
  failed: 'run.failed',
  stopped: 'run.failed',
  cancelled: 'run.cancelled',
};

/** Tells the site's own code of runs that have ended in this process. */
export function createRunEvents(log: Logger) {
  const handlers = new Map<RunEventName, Set<RunHandler>>();

  return {
    /** Returns what takes the handler away again. */
    on(name: RunEventName, handler: RunHandler): () => void {
      const known = handlers.get(name) ?? new Set();
      handlers.set(name, known.add(handler));
      return () => void known.delete(handler);
    },

    /** What a handler throws is its own affair. */
    async emit(run: RunRecord): Promise<void> {
      const name = NAMES[run.state];
      if (!name) return;
      for (const handler of handlers.get(name) ?? []) {
        try {
          await handler(run);
        } catch (error) {
          log.error(`a handler of run ${run.id} has failed`, error);
        }
      }
    },
  };
}
