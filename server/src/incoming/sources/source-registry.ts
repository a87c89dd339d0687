import { atRevisions } from '../../at-revisions';
import type { SourceRecord } from './source-record';
import type { SourceStore } from './source-store';

/**
 * The sources, kept in memory and compared with the database by revision, so that what was changed on one instance holds
 * on all of them within `maxAgeMs`.
 */
export function createSourceRegistry(store: SourceStore, maxAgeMs = 500) {
  let byId = new Map<number, SourceRecord>();
  let bySlug = new Map<string, SourceRecord>();
  let comparedAt = -Infinity;
  let comparing: Promise<void> | null = null;

  async function compare(): Promise<void> {
    const startedAt = performance.now();
    byId = await atRevisions(await store.revisions(), byId, store.findByIds);
    bySlug = new Map([...byId.values()].map((source) => [source.slug, source]));
    comparedAt = Math.max(comparedAt, startedAt);
  }

  /** One comparison serves all the requests that ask meanwhile. */
  function refresh(): Promise<void> {
    comparing ??= compare().finally(() => {
      comparing = null;
    });
    return comparing;
  }

  async function ensureFresh(): Promise<void> {
    if (performance.now() - comparedAt > maxAgeMs) await refresh();
  }

  return {
    /** The source of an address; undefined for an unknown one. Rejects while the database does not answer. */
    async findBySlug(slug: string): Promise<SourceRecord | undefined> {
      await ensureFresh();
      return bySlug.get(slug);
    },

    async findAll(): Promise<SourceRecord[]> {
      await ensureFresh();
      return [...byId.values()];
    },

    /** From memory, as of the last comparison. */
    known: (id: number): SourceRecord | undefined => byId.get(id),

    /** Makes the next look compare: this instance has just changed a source. */
    async invalidate(): Promise<void> {
      // One that is under way may have read what stood there before; whether it fails is told to those who asked for it.
      await comparing?.catch(() => {});
      comparedAt = -Infinity;
    },
  };
}

export type SourceRegistry = ReturnType<typeof createSourceRegistry>;
