import type { Logger } from '../../logger';
import type { EndpointRecord } from './endpoint-record';
import type { EndpointStore } from './endpoint-store';
import { continueStreak, isLastingFailure, type FailureStreak } from './failure-streak';

export interface HealthSample {
  endpoint: EndpointRecord;
  isSuccess: boolean;
  isGone: boolean;
  at: number;
}

interface Dependencies {
  store: EndpointStore;
  disableAfterMs: number;
  /** Whether any instance had a success at the endpoint since then: this one sees only its own. */
  hasSucceededSince: (endpointId: number, since: number) => Promise<boolean>;
  /** Tells the site, by an event of the plugin's own. */
  announce: (endpoint: EndpointRecord, reason: 'gone' | 'failing') => Promise<void>;
  log: Logger;
}

interface Watched {
  /** Of the endpoint when it was last seen: a change, such as turning it on again, starts from what is stored. */
  revision: number;
  now: FailureStreak | null;
  written: FailureStreak | null;
}

/** How often a lasting streak is written down, for the page and for the time after a restart. */
const WRITE_EVERY_MS = 60_000;

/**
 * Watches how attempts at each endpoint end, and turns an endpoint off when its receiver says it is gone or has failed
 * without a single success for `disableAfter`.
 */
export function createEndpointHealth(dependencies: Dependencies) {
  const { store, disableAfterMs, hasSucceededSince, announce, log } = dependencies;
  const waiting: HealthSample[] = [];
  let working: Promise<void> | null = null;
  const streaks = new Map<number, Watched>();

  async function disable(endpoint: EndpointRecord, reason: 'gone' | 'failing', at: number) {
    const isChanged = await store.disable(endpoint, { reason, at }, () =>
      announce(endpoint, reason),
    );
    if (!isChanged) return;
    streaks.delete(endpoint.id);
    const cause =
      reason === 'gone' ? 'the receiver answered 410 Gone' : 'it has failed for too long';
    log.warn(`endpoint ${endpoint.id} was turned off: ${cause}`);
  }

  async function write({ id, revision }: EndpointRecord, streak: FailureStreak | null) {
    await store.writeStreak({ id, revision }, streak);
    streaks.set(id, { revision, now: streak, written: streak });
  }

  function watched({ id, revision, failureStreak: stored }: EndpointRecord): Watched {
    const known = streaks.get(id);
    return known?.revision === revision ? known : { revision, now: stored, written: stored };
  }

  async function observeOne(endpoint: EndpointRecord, samples: HealthSample[]): Promise<void> {
    const gone = samples.find(({ isGone }) => isGone);
    if (gone) return disable(endpoint, 'gone', gone.at);

    const known = watched(endpoint);
    const streak = samples.reduce(continueStreak, known.now);
    streaks.set(endpoint.id, { ...known, now: streak });

    if (streak && isLastingFailure(streak, disableAfterMs)) {
      if (await hasSucceededSince(endpoint.id, streak.since)) return write(endpoint, null);
      return disable(endpoint, 'failing', streak.lastAt);
    }
    const { written } = known;
    const isDue = streak && written && streak.lastAt - written.lastAt >= WRITE_EVERY_MS;
    if (isDue || (streak === null) !== (written === null)) await write(endpoint, streak);
  }

  async function observeAll(samples: HealthSample[]): Promise<void> {
    // What an endpoint was before it was changed is another matter than what it is now.
    const byRevision = new Map<string, HealthSample[]>();
    for (const sample of samples) {
      const key = `${sample.endpoint.id} ${sample.endpoint.revision}`;
      const own = byRevision.get(key) ?? [];
      byRevision.set(key, own);
      own.push(sample);
    }
    for (const own of byRevision.values()) {
      own.sort((a, b) => a.at - b.at);
      if (own[0]) await observeOne(own[0].endpoint, own);
    }
  }

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      try {
        await observeAll(waiting.splice(0));
      } catch (error) {
        // The streak goes on from what is in memory; the next attempt tries to write it again.
        log.error('the state of an endpoint could not be written', error);
      }
    }
    // Here and not when the promise is seen to be settled: what comes in between would wait for the next attempt.
    working = null;
  }

  /** A success where nothing has failed and nothing waits to be looked at: nearly all of them. */
  function changesNothing({ endpoint, isSuccess }: HealthSample): boolean {
    if (!isSuccess || working) return false;
    const { now, written } = watched(endpoint);
    return now === null && written === null;
  }

  return {
    /** Takes in how an attempt ended. Results that come in meanwhile are looked at together. */
    observe(sample: HealthSample): void {
      if (changesNothing(sample)) return;
      waiting.push(sample);
      working ??= work();
    },

    /** Resolves when everything that was observed is written. */
    settled: async (): Promise<void> => {
      await working;
    },
  };
}

export type EndpointHealth = ReturnType<typeof createEndpointHealth>;
