import { type Kept, keyOf, type Receipt, type ReceiptStore } from '../events/receipt-store';
import type { SourceCounter } from '../statistics/source-counter';
import { DIGEST_WINDOW_MS } from './dedupe-key';

interface Dependencies {
  store: Pick<ReceiptStore, 'insertOnce' | 'replaceLate' | 'addRepeats'>;
  counter: Pick<SourceCounter, 'add'>;
  /** Called after a commit that brought work for the queue. */
  wake: () => void;
}

/** A receipt with a key, and who waits for it. */
interface Waiting {
  receipt: Receipt;
  resolve: (isNew: boolean) => void;
  reject: (error: unknown) => void;
}

const MAX_ROWS = 500;
/** JSON may double the bodies, and MariaDB refuses statements of more than 16 MiB. */
const MAX_BYTES = 4 * 1024 * 1024;
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
      queue.length < MAX_ROWS &&
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
    const startedAt = performance.now();
    try {
      const isNew = await writeOnce(batch.map(({ receipt }) => receipt));
      let hasWork = false;
      batch.forEach(({ receipt, resolve }, index) => {
        counter.add(receipt.sourceId, isNew[index] ? 'accepted' : 'repeated');
        hasWork ||= isNew[index] === true && receipt.state === 'pending';
        resolve(isNew[index] === true);
      });
      if (hasWork) wake();
    } catch (error) {
      const isHopeless = batch.length === 1 || performance.now() - startedAt > DATABASE_GONE_MS;
      if (isHopeless) return batch.forEach(({ reject }) => reject(error));
      const half = Math.ceil(batch.length / 2);
      await write(batch.slice(0, half));
      await write(batch.slice(half));
    }
  }

  /** @returns for each of the receipts, whether it is new */
  async function writeOnce(receipts: Receipt[]): Promise<boolean[]> {
    const first = new Map<string, Receipt>();
    for (const receipt of receipts) {
      if (!first.has(keyOf(receipt))) first.set(keyOf(receipt), receipt);
    }
    const kept = await store.insertOnce([...first.values()]);
    for (const [key, receipt] of first) {
      const older = kept.get(key);
      if (older && isLate(receipt, older)) kept.set(key, await store.replaceLate(older, receipt));
    }
    await store.addRepeats(repeatsWithin(receipts, first, kept));
    return receipts.map((receipt) => kept.get(keyOf(receipt))?.uid === receipt.uid);
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
    return index > 0 && (index === MAX_ROWS || bytes > MAX_BYTES);
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

/** How often an event came once more within the batch, beyond what the insert counted. */
function repeatsWithin(
  receipts: Receipt[],
  first: Map<string, Receipt>,
  kept: Map<string, Kept>,
): Map<string, number> {
  const repeats = new Map<string, number>();
  for (const receipt of receipts) {
    const uid = kept.get(keyOf(receipt))?.uid;
    if (uid === undefined || first.get(keyOf(receipt)) === receipt) continue;
    repeats.set(uid, (repeats.get(uid) ?? 0) + 1);
  }
  return repeats;
}
