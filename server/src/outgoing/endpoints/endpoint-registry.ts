import type { Knex } from 'knex';

import { atRevisions } from '../../at-revisions';
import type { Logger } from '../../logger';
import type { EndpointRecord } from './endpoint-record';
import type { EndpointStore } from './endpoint-store';

/**
 * The active endpoints, kept in memory and compared with the database by revision, so that an endpoint made on one
 * instance is known to all of them at the next change of content.
 */
export function createEndpointRegistry(store: EndpointStore) {
  let endpoints = new Map<number, EndpointRecord>();
  let comparedAt = -Infinity;

  async function active(trx?: Knex.Transaction): Promise<EndpointRecord[]> {
    const current = await atRevisions(await store.activeRevisions(trx), endpoints, store.findByIds);
    // What an open transaction sees may be older than what is known here, or be rolled back: it is not kept.
    if (!trx) {
      endpoints = current;
      comparedAt = performance.now();
    }
    return [...current.values()];
  }

  return {
    /** The active endpoints as they stand in the database now, or within the given transaction. */
    active,

    /** The active endpoints, compared with the database at most `maxAgeMs` ago. */
    async recent(maxAgeMs: number): Promise<EndpointRecord[]> {
      if (performance.now() - comparedAt > maxAgeMs) return active();
      return [...endpoints.values()];
    },

    /** Compares from time to time where no worker asks, so that a change of content finds the endpoints in memory. */
    keepFresh(everyMs: number, log: Logger): { stop(): void } {
      const timer = setInterval(() => {
        active().catch((error: unknown) => log.warn('the endpoints could not be read', error));
      }, everyMs).unref();
      return { stop: () => clearInterval(timer) };
    },

    /** Makes the next look at `recent` compare at once: this instance has just changed an endpoint. */
    invalidate(): void {
      comparedAt = -Infinity;
    },

    /** An endpoint from memory; undefined if it was not active at the last comparison. */
    known: (id: number): EndpointRecord | undefined => endpoints.get(id),
  };
}

export type EndpointRegistry = ReturnType<typeof createEndpointRegistry>;
