import { atRevisions } from '../../at-revisions';
import type { ConnectionRecord } from './connection-record';
import type { ConnectionStore } from './connection-store';

/** How long a copy in memory is gone by without a look at the database. */
const MAX_AGE_MS = 500;

/**
 * The connections, kept in memory and compared with the database by revision: a call costs no query, and what one instance
 * changes holds on all of them within half a second.
 */
export function createConnectionRegistry(
  store: Pick<ConnectionStore, 'revisions' | 'findByIds'>,
  maxAgeMs = MAX_AGE_MS,
) {
  let byId: ReadonlyMap<number, ConnectionRecord> = new Map();
  let comparedAt = -Infinity;
  let comparing: Promise<void> | null = null;

  async function compare(): Promise<void> {
    const startedAt = performance.now();
    byId = await atRevisions(await store.revisions(), byId, store.findByIds);
    comparedAt = Math.max(comparedAt, startedAt);
  }

  /** One comparison serves all that ask meanwhile. */
  function refresh(): Promise<void> {
    comparing ??= compare().finally(() => {
      comparing = null;
    });
    return comparing;
  }

  return {
    /** A connection; undefined where there is none. No promise while the copy in memory is recent. */
    find(id: number): ConnectionRecord | undefined | Promise<ConnectionRecord | undefined> {
      if (performance.now() - comparedAt <= maxAgeMs) return byId.get(id);
      return refresh().then(() => byId.get(id));
    },

    /** Makes the next look compare: this instance has just changed a connection. */
    async invalidate(): Promise<void> {
      // One that is under way may have read what stood there before; whether it fails is told to those who asked for it.
      await comparing?.catch(() => {});
      comparedAt = -Infinity;
    },
  };
}

export type ConnectionRegistry = ReturnType<typeof createConnectionRegistry>;
