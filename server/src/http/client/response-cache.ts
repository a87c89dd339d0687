import CachePolicy from 'http-cache-semantics';
import { LRUCache } from 'lru-cache';

import type { HttpResponse } from '../http-outcome';
import type { ApiRequest } from './api-request';

/** Of all connections together. */
const MAX_BYTES = 32 * 1024 * 1024;
/** A larger answer would push out hundreds of others. */
const MAX_ENTRY_BYTES = 2 * 1024 * 1024;
/** Without one of them an answer has no life, and nothing by which it could be confirmed. */
const CACHE_HEADERS = ['cache-control', 'etag', 'last-modified', 'expires'];
/** What a kept answer takes besides its body. */
const OVERHEAD_BYTES = 1_024;

interface Kept {
  response: HttpResponse;
  policy: CachePolicy;
  /** Until when it may be used without asking, by the cache's clock: the policy itself takes 6 µs to tell. */
  freshUntil: number;
  /** Answers that depend on headers of the request are compared by the policy. */
  varies: boolean;
}

/** What the cache has for a request. */
export type CacheLookup =
  | { kind: 'none' }
  | { kind: 'fresh'; response: HttpResponse }
  /** Ask with these headers; a 304 makes it fresh again. */
  | { kind: 'stale'; headers: Record<string, string>; kept: Kept };

/**
 * Answers to `GET` as RFC 9111 lets a private cache keep them, by a library that knows its rules. Each connection sees its
 * own, and of its own credentials: what one account may read, another may not, and a connection may go on with another one.
 *
 * @param clock ms since 1970
 */
export function createResponseCache(clock: () => number, maxBytes = MAX_BYTES) {
  const kept = new LRUCache<string, Kept>({
    maxSize: maxBytes,
    sizeCalculation: ({ response }, key) => response.body.length + key.length * 2 + OVERHEAD_BYTES,
  });
  const keyOf = (scope: string, request: ApiRequest) => `${scope} ${request.url.href}`;

  function keep(key: string, policy: CachePolicy, response: HttpResponse): void {
    if (!policy.storable() || response.body.length > MAX_ENTRY_BYTES || response.isTruncated)
      return;
    const freshUntil = clock() + policy.timeToLive();
    const canBeConfirmed = 'etag' in response.headers || 'last-modified' in response.headers;
    if (freshUntil <= clock() && !canBeConfirmed) return;
    kept.set(key, { response, policy, freshUntil, varies: 'vary' in response.headers });
  }

  return {
    find(scope: string, request: ApiRequest): CacheLookup {
      const entry = kept.get(keyOf(scope, request));
      if (!entry) return { kind: 'none' };
      const asksAnew = request.headers['cache-control'] ?? request.headers.pragma;
      if (clock() < entry.freshUntil && !entry.varies && asksAnew === undefined) {
        return { kind: 'fresh', response: entry.response };
      }
      const asked = policyRequest(request);
      if (entry.policy.satisfiesWithoutRevalidation(asked)) {
        return { kind: 'fresh', response: entry.response };
      }
      const headers = entry.policy.revalidationHeaders(asked) as Record<string, string>;
      return { kind: 'stale', headers, kept: entry };
    },

    /** Keeps an answer if it may be kept. */
    store(scope: string, request: ApiRequest, response: HttpResponse): void {
      if (!CACHE_HEADERS.some((name) => name in response.headers)) return;
      const answer = { status: response.statusCode, headers: response.headers };
      const policy = new CachePolicy(policyRequest(request), answer, { shared: false });
      keep(keyOf(scope, request), policy, response);
    },

    /** The kept answer, which the service has just confirmed by a 304. */
    confirm(scope: string, request: ApiRequest, entry: Kept, answer: HttpResponse): HttpResponse {
      const { policy, modified } = entry.policy.revalidatedPolicy(policyRequest(request), {
        status: answer.statusCode,
        headers: answer.headers,
      });
      // Confirmed for something else than what was kept: the service is at odds with itself.
      if (modified) kept.delete(keyOf(scope, request));
      else keep(keyOf(scope, request), policy, entry.response);
      return { ...entry.response, durationMs: answer.durationMs };
    },

    /** Forgets an answer, since a write to its address has made it old (RFC 9111, 4.4). */
    invalidate(scope: string, request: ApiRequest): void {
      kept.delete(keyOf(scope, request));
    },

    /** Forgets what a connection has. */
    clear(connectionId: number): void {
      for (const key of kept.keys()) if (key.startsWith(`${connectionId}:`)) kept.delete(key);
    },
  };
}

export type ResponseCache = ReturnType<typeof createResponseCache>;

function policyRequest({ method, url, headers }: ApiRequest) {
  return { method, url: url.pathname + url.search, headers: { host: url.host, ...headers } };
}
