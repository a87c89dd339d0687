const BATCH_SIZE = 200;
const PAUSE_MS = 20;

/** A row of a table that grows: ids and times in the same order. */
export interface Aged {
  id: number;
  /** In ms since 1970. */
  createdAt: number;
}

interface Walk<Row extends Aged> {
  /** Rows that were made from then on are too young to be looked at, in ms since 1970. */
  before: number;
  /** The next rows above an id, in the order of their ids. */
  read: (afterId: number, limit: number) => Promise<Row[]>;
  isExpired: (row: Row) => boolean;
  remove: (ids: number[]) => Promise<void>;
  isStopped: () => boolean;
}

/** Lets the site's own requests have their turn between two batches. */
export const pauseBetweenBatches = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

/**
 * Reads rows by id until they are all too young, and removes of each batch what is expired. It walks a table a bounded
 * number of rows at a time, so that no statement lasts however many old rows are to be kept.
 *
 * @returns how many rows were expired
 */
export async function walkByAge<Row extends Aged>(walk: Walk<Row>): Promise<number> {
  const { before, read, isExpired, remove, isStopped } = walk;
  let afterId = 0;
  let removed = 0;
  while (!isStopped()) {
    const rows = await read(afterId, BATCH_SIZE);
    const ids = rows.filter(isExpired).map(({ id }) => id);
    if (ids.length > 0) await remove(ids);
    removed += ids.length;

    const last = rows.at(-1);
    const isYoung = rows.every(({ createdAt }) => createdAt >= before);
    if (!last || rows.length < BATCH_SIZE || isYoung) break;
    afterId = last.id;
    await pauseBetweenBatches();
  }
  return removed;
}
