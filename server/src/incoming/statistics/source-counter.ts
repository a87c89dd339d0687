import type { Logger } from '../../logger';
import type { SourceCounts, SourceStatisticsStore } from './source-statistics-store';

interface Dependencies {
  store: SourceStatisticsStore;
  log: Logger;
  now: () => number;
}

const FLUSH_MS = 1_000;

/**
 * Counts what sources receive, in memory, and writes it down once a second: a chart is not worth a statement in every
 * commit of receipts. A crash loses the counts of its last second, and no event.
 */
export function createSourceCounter({ store, log, now }: Dependencies) {
  let counts = new Map<number, SourceCounts>();
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> = Promise.resolve();

  async function flush(): Promise<void> {
    const written = counts;
    counts = new Map();
    if (written.size === 0) return;
    try {
      await store.add(written, now());
    } catch (error) {
      log.warn('the counts of a second could not be written down', error);
    }
  }

  /** One after the other, so that `stop` waits for all. */
  function flushNext(): Promise<void> {
    timer = undefined;
    flushing = flushing.then(flush);
    return flushing;
  }

  return {
    add(sourceId: number, kind: keyof SourceCounts, count = 1): void {
      const of = counts.get(sourceId) ?? { accepted: 0, repeated: 0, refused: 0 };
      of[kind] += count;
      counts.set(sourceId, of);
      timer ??= setTimeout(() => void flushNext(), FLUSH_MS);
    },

    /** Writes down what is not written yet. */
    async stop(): Promise<void> {
      clearTimeout(timer);
      await flushNext();
    },
  };
}

export type SourceCounter = ReturnType<typeof createSourceCounter>;
