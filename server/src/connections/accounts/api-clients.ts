import type { PluginConfig } from '../../config';
import { type ApiClient, createApiClient } from '../../http/client/api-client';
import type { Interceptor } from '../../http/client/api-request';
import type { RateLimit } from '../../http/client/api-rules';
import type { CallRecord } from '../../http/client/call-record';
import { type Circuit, createCircuit } from '../../http/client/circuit';
import { createRateBudget, type RateBudget } from '../../http/client/rate-budget';
import type { ResponseCache } from '../../http/client/response-cache';
import type { HttpSender } from '../../http/send-request';
import type { ProviderLookup } from '../../providers/registry';
import type { BudgetShares } from './budget-share';
import type { Credentials } from './credentials';
import { accessFor, type AccessOpener, type Candidate } from './open-access';
import { accessOf } from './provider-access';

interface Dependencies {
  sender: HttpSender;
  providers: ProviderLookup;
  opener: AccessOpener;
  shares: BudgetShares;
  cache: ResponseCache;
  config: PluginConfig['api'];
  record: (call: CallRecord) => void;
  now: () => number;
  random: () => number;
}

/** The caller of calls that only try a connection out. */
export const PROBE = 'probe';

/** What all clients of a connection share in this process. */
interface Shared {
  limit: RateLimit | null;
  budget: RateBudget;
  circuit: Circuit;
}

/** Makes the clients that services are called with. */
export function createApiClients(dependencies: Dependencies) {
  const { sender, providers, opener, shares, cache, config, record, now, random } = dependencies;
  const sharedOf = new Map<number, Shared>();
  const interceptors = new Set<Interceptor>();
  const defaults = { timeoutMs: config.defaultTimeout, retries: config.retryAttempts };

  function budgetFor(limit: RateLimit | null, share: () => number): RateBudget {
    return createRateBudget({
      limit,
      buffer: config.rateLimitBuffer,
      share,
      clock: () => performance.now(),
    });
  }

  function shared(id: number, limit: RateLimit | null): Shared {
    const known = sharedOf.get(id);
    if (known && known.limit === limit) return known;
    const made: Shared = {
      limit,
      budget: budgetFor(limit, () => shares.shareOf(id)),
      circuit: createCircuit(),
    };
    sharedOf.set(id, made);
    return made;
  }

  function clientOf(
    id: number,
    provider: string,
    { caller, ...own }: { caller: string; circuit?: Circuit },
  ): ApiClient {
    const { api } = accessOf(providers, provider);
    const { budget, circuit } = { ...shared(id, api.rateLimit ?? null), ...own };
    return createApiClient({
      connectionId: id,
      caller,
      api,
      open: () => {
        const joined = api.rateLimit && shares.ready(id, api.rateLimit.perMs);
        return joined ? joined.then(() => opener.open(id)) : opener.open(id);
      },
      peek: () => opener.peek(id),
      context: {
        sender,
        api,
        renew: (refused) => opener.renew(id, refused),
        budget,
        circuit,
        random,
        now,
      },
      cache: config.cacheEnabled ? cache : null,
      defaults,
      record,
      interceptors,
    });
  }

  return {
    /**
     * A client of a connection that is there.
     *
     * @param caller for the call log
     */
    create: (id: number, provider: string, caller: string): ApiClient =>
      clientOf(id, provider, { caller }),

    /** The same for a test, which asks also a service that is left alone for a while. */
    createProbing: (id: number, provider: string): ApiClient =>
      clientOf(id, provider, { caller: PROBE, circuit: createCircuit() }),

    /** Lets calls through again at once to a service that is known to answer. */
    endOutage: (id: number): void => sharedOf.get(id)?.circuit.close(),

    /**
     * A client for credentials that are not saved yet; its calls are not logged, since they are nobody's.
     *
     * @param known where the provider of the candidate is found
     */
    tryingOut(
      candidate: Candidate,
      credentials: Credentials,
      known: ProviderLookup = providers,
    ): ApiClient {
      const { api } = accessOf(known, candidate.provider);
      return createApiClient({
        connectionId: 0,
        caller: PROBE,
        api,
        open: () => accessFor(known, candidate, credentials),
        peek: () => Promise.resolve(accessFor(known, candidate, credentials)),
        context: {
          sender,
          api,
          renew: () => Promise.resolve(null),
          budget: budgetFor(null, () => 1),
          circuit: createCircuit(),
          random,
          now,
        },
        cache: null,
        defaults,
        record: () => {},
      });
    },

    /** Lets code of the site see the calls of every client, also of those that there are. */
    use(interceptor: Interceptor): () => void {
      interceptors.add(interceptor);
      return () => interceptors.delete(interceptor);
    },

    /** After it is gone. */
    forget(id: number): void {
      cache.clear(id);
      sharedOf.delete(id);
    },
  };
}

export type ApiClients = ReturnType<typeof createApiClients>;
