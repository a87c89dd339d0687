import type { Logger } from '../../logger';
import type { Receipt, ReceiptStore } from '../events/receipt-store';
import type { SourceCounter } from '../statistics/source-counter';

interface Dependencies {
  store: Pick<ReceiptStore, 'insertAll'>;
  counter: Pick<SourceCounter, 'add'>;
  /** Removes all but the newest refused ones of a source. */
  prune: (sourceId: number, keep: number) => Promise<void>;
  log: Logger;
  now: () => number;
}

const FLUSH_MS = 1_000;
/** Of one source and within a minute: whoever tries to fill the database with rubbish fills nothing. */
const KEPT_PER_MINUTE = 20;
const MINUTE_MS = 60_000;
/** What an editor looks at; older ones tell nothing new. */
const KEPT_PER_SOURCE = 100;

/** Counts what was refused, and keeps a little of it for the editor to see why. */
export function createRefusals({ store, counter, prune, log, now }: Dependencies) {
  const waiting: (() => Receipt)[] = [];
  const keptLately = new Map<number, number[]>();
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> = Promise.resolve();

  function isToBeKept(sourceId: number): boolean {
    const lately = (keptLately.get(sourceId) ?? []).filter((at) => at > now() - MINUTE_MS);
    const isKept = lately.length < KEPT_PER_MINUTE;
    keptLately.set(sourceId, isKept ? [...lately, now()] : lately);
    return isKept;
  }

  /** The code of a service, which may be the site's own, says what of a request is a credential. */
  function describeAll(descriptions: (() => Receipt)[]): Receipt[] {
    return descriptions.flatMap((describe) => {
      try {
        return [describe()];
      } catch (error) {
        log.warn('a refused request could not be described', error);
        return [];
      }
    });
  }

  async function flush(): Promise<void> {
    const rows = describeAll(waiting.splice(0));
    if (rows.length === 0) return;
    try {
      await store.insertAll(rows);
      const sourceIds = new Set(rows.map(({ sourceId }) => sourceId));
      for (const sourceId of sourceIds) await prune(sourceId, KEPT_PER_SOURCE);
    } catch (error) {
      // They were refused already; the sender and the site lose nothing but some lines of the log.
      log.warn(`${rows.length} refused requests could not be written down`, error);
    }
  }

  /** One after the other, so that `stop` waits for all. */
  function flushNext(): Promise<void> {
    timer = undefined;
    flushing = flushing.then(flush);
    return flushing;
  }

  return {
    /**
     * Counts a refused request.
     *
     * @param describe makes the row for the log; called if the request is among the few that are kept, and only when they
     *   are written: the sender, who is answered by then, could measure how long a secret is looked for in what was sent
     */
    add(sourceId: number, describe: (() => Receipt) | undefined): void {
      counter.add(sourceId, 'refused');
      if (!describe || !isToBeKept(sourceId)) return;
      waiting.push(describe);
      timer ??= setTimeout(() => void flushNext(), FLUSH_MS);
    },

    /** Writes down what is not written yet. */
    async stop(): Promise<void> {
      clearTimeout(timer);
      await flushNext();
    },
  };
}

export type Refusals = ReturnType<typeof createRefusals>;
