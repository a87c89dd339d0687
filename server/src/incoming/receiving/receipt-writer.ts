import { STATEMENT_BYTES, STATEMENT_ROWS } from '../../bulk-insert';
import { type Kept, keyOf, type Receipt, type ReceiptStore } from '../events/receipt-store';
import type { SourceCounter } from '../statistics/source-counter';
import { DIGEST_WINDOW_MS } from './dedupe-key';

interface Dependencies {
  store: Pick<ReceiptStore, 'insertOnce' | 'replaceLate' | 'addRepeats'>;
  counter: Pick<SourceCounter, 'add'>;
  /** Called for every committed event that is work for the queue. */
  wake: () => void;
}

/** A receipt with a key, and who waits for it. */
interface Waiting {
  receipt: Receipt;
  resolve: (isNew: boolean) => void;
  reject: (error: unknown) => void;
}

/** Those of a batch that have the same key, in the order in which they came. */
interface SameKey {
  first: Waiting;
  further: Waiting[];
}

/** For so long a batch waits for more while more keep coming. */
const GATHER_MS = 10;
/** A write that fails after so long failed for want of a database, which is not asked again for each receipt. */
const DATABASE_GONE_MS = 2_000;

/**
 * Commits receipts, many at a time: while one statement is written the next receipts gather, so that on a slow disk a
 * hundred senders share a commit. Everybody is answered after it.
 */
export function createReceiptWriter({ store, counter, wake }: Dependencies) {
  const queue: Waiting[] = [];
  let running: Promise<void> | undefined;

  /** Lets the event loop read on as long as every turn brings more: what arrives together is written together. */
  async function gather(): Promise<void> {
    const startedAt = performance.now();
    let before: number;
    do {
      before = queue.length;
      await new Promise(setImmediate);
    } while (
      queue.length > before &&
      queue.length < STATEMENT_ROWS &&
      performance.now() - startedAt < GATHER_MS
    );
  }

  async function writeAll(): Promise<void> {
    do {
      await gather();
      await write(takeBatch(queue));
    } while (queue.length > 0);
    running = undefined;
  }

  /** Writes a batch; one that fails is divided, so that a row that the database refuses fails alone. */
  async function write(batch: Waiting[]): Promise<void> {
    const sameKeys = groupByKey(batch);
    const startedAt = performance.now();
    const isGone = () => performance.now() - startedAt > DATABASE_GONE_MS;
    let kept: Map<string, Kept>;
    try {
      kept = await store.insertOnce(sameKeys.map(({ first }) => first.receipt));
    } catch (error) {
      if (batch.length === 1 || isGone()) return batch.forEach(({ reject }) => reject(error));
      const half = Math.ceil(batch.length / 2);
      await write(batch.slice(0, half));
      return write(batch.slice(half));
    }
    // It is committed: inserted once more, every event of it would count a repetition that never came.
    for (let one = sameKeys.shift(); one; one = sameKeys.shift()) {
      try {
        await conclude(one, kept.get(keyOf(one.first.receipt)));
      } catch (error) {
        // Who has no answer yet comes again, and is counted then.
        const failed = isGone() ? [one, ...sameKeys.splice(0)] : [one];
        failed
          .flatMap(({ first, further }) => [first, ...further])
          .forEach(({ reject }) => reject(error));
      }
    }
  }

  /** Answers who waits for receipts of one key; `kept` is the event that has it since the first of them was inserted. */
  async function conclude({ first, further }: SameKey, kept: Kept | undefined): Promise<void> {
    const { receipt } = first;
    const event = kept && isLate(receipt, kept) ? await store.replaceLate(kept, receipt) : kept;
    answer(first, event?.uid === receipt.uid);
    if (event && further.length > 0) await store.addRepeats(event.uid, further.length);
    further.forEach((each) => answer(each, false));
  }

  function answer({ receipt, resolve }: Waiting, isNew: boolean): void {
    counter.add(receipt.sourceId, isNew ? 'accepted' : 'repeated');
    if (isNew && receipt.state === 'pending') wake();
    resolve(isNew);
  }

  return {
    /**
     * Resolves once the receipt is committed: with true if it is new, with false if it repeats one.
     *
     * @param receipt with a key
     */
    add(receipt: Receipt): Promise<boolean> {
      return new Promise((resolve, reject) => {
        queue.push({ receipt, resolve, reject });
        running ??= writeAll();
      });
    },

    /** Resolves when nothing is left to be written. */
    async settled(): Promise<void> {
      await running;
    },
  };
}

export type ReceiptWriter = ReturnType<typeof createReceiptWriter>;

function takeBatch(queue: Waiting[]): Waiting[] {
  let bytes = 0;
  const end = queue.findIndex(({ receipt }, index) => {
    bytes += receipt.body.length + receipt.headers.length;
    return index > 0 && (index === STATEMENT_ROWS || bytes > STATEMENT_BYTES);
  });
  return queue.splice(0, end === -1 ? queue.length : end);
}

/** Whether the event that has the key is too old for a receipt without an id to be its repetition. */
function isLate(receipt: Receipt, kept: Kept): boolean {
  return (
    receipt.eventId === null &&
    kept.uid !== receipt.uid &&
    receipt.createdAt - kept.createdAt > DIGEST_WINDOW_MS
  );
}

function groupByKey(batch: Waiting[]): SameKey[] {
  const groups = new Map<string, SameKey>();
  for (const waiting of batch) {
    const known = groups.get(keyOf(waiting.receipt));
    if (known) known.further.push(waiting);
    else groups.set(keyOf(waiting.receipt), { first: waiting, further: [] });
  }
  return [...groups.values()];
}
