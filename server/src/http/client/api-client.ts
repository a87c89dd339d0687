import type { HttpResponse } from '../http-outcome';
import { USER_AGENT } from '../user-agent';
import { ApiError } from './api-error';
import type { ApiMethod, ApiRequest, ApiResponse, CallOptions, Interceptor } from './api-request';
import type { ApiRules, BatchedCall, BatchedResult } from './api-rules';
import { addressOf, resolveTarget } from './api-target';
import type { Access, OpenAccess } from './authorization';
import type { AttemptRecord, CallRecord } from './call-record';
import { type Deadline, within } from './deadline';
import { encodeBody } from './encode-body';
import { type CallContext, type CallRules, performCall } from './perform-call';
import { type Page, type PageOptions, readPages } from './read-pages';
import { readResponse } from './read-response';
import type { CacheLookup, ResponseCache } from './response-cache';
import { sendBatch } from './send-batch';

const DEFAULT_MAX_RESPONSE_BYTES = 10 * 1024 * 1024;

const NOTHING_KEPT: CacheLookup = { kind: 'none' };

export interface ApiClientOptions {
  connectionId: number;
  /** Who calls, for the log: `site`, `probe`, `sync`. */
  caller: string;
  api: ApiRules;
  open: OpenAccess;
  /** What the call would be made with if it did not wait for a token, for the line of one that waits too long. */
  peek: () => Promise<Access>;
  context: CallContext;
  /** Null where nothing is to be kept. */
  cache: ResponseCache | null;
  defaults: { timeoutMs: number; retries: number };
  /** Takes the line of the call log. It must not throw. */
  record: (call: CallRecord) => void;
  /** Of the site, for every client; it may grow and shrink. */
  interceptors?: ReadonlySet<Interceptor>;
}

/**
 * Calls a service with the credentials of a connection: `service('connections').client(id)`. Answers that are errors, and
 * calls that were not made, are exceptions of the class `ApiError` with a `code`.
 */
export interface ApiClient {
  get<T = unknown>(path: string, options?: CallOptions): Promise<ApiResponse<T>>;
  post<T = unknown>(path: string, body?: unknown, options?: CallOptions): Promise<ApiResponse<T>>;
  put<T = unknown>(path: string, body?: unknown, options?: CallOptions): Promise<ApiResponse<T>>;
  patch<T = unknown>(path: string, body?: unknown, options?: CallOptions): Promise<ApiResponse<T>>;
  delete<T = unknown>(path: string, options?: CallOptions): Promise<ApiResponse<T>>;
  /** The pages of a listing, one after the other. Store a page's `position` to go on from there later. */
  paginate<T = unknown>(path: string, options?: PageOptions): AsyncIterable<Page<T>>;
  /** Several calls in one request, split where the service takes fewer at once. Results in the order of the calls. */
  batch(calls: BatchedCall[], options?: CallOptions): Promise<BatchedResult[]>;
  /** Lets code see the calls of this client; returns what takes it away again. */
  use(interceptor: Interceptor): () => void;
}

/** One call of a client, as it was asked for. */
interface AskedCall {
  method: ApiMethod;
  path: string;
  body: unknown;
  given: CallOptions;
}

/** One call of a client, as it is being made. */
interface CallInHand {
  request: ApiRequest;
  rules: CallRules;
  access: Access;
  attempts: AttemptRecord[];
  /** Filled as far as the call comes. */
  response: HttpResponse | null;
  cache: 'hit' | 'revalidated' | null;
  secrets: readonly string[];
}

/** What the cache has for a call, and whether an answer is to be kept there. */
interface Lookup {
  scope: string;
  kept: ResponseCache | null;
  found: CacheLookup;
}

export function createApiClient(options: ApiClientOptions): ApiClient {
  const { connectionId, api, open, context, cache, defaults } = options;
  const own = new Set<Interceptor>();
  const everybodys = options.interceptors ?? new Set<Interceptor>();
  const NONE: readonly Interceptor[] = [];
  const interceptorsNow = (): readonly Interceptor[] =>
    own.size + everybodys.size === 0 ? NONE : [...everybodys, ...own];

  async function call<T>(
    method: ApiMethod,
    path: string,
    body: unknown,
    given: CallOptions,
  ): Promise<ApiResponse<T>> {
    const at = context.now();
    const startedAt = performance.now();
    const interceptors = interceptorsNow();
    const deadline = {
      at: startedAt + (given.timeoutMs ?? defaults.timeoutMs),
      ...(given.signal && { signal: given.signal }),
    };
    const asked = { method, path, body, given };
    const begun = { at, startedAt };
    const opened = open();
    const access =
      opened instanceof Promise
        ? await inTime(opened, deadline, asked, begun, interceptors)
        : opened;
    const inHand: CallInHand = {
      request: buildOrLog(asked, access, begun),
      rules: rulesOf(given, deadline),
      access,
      attempts: [],
      response: null,
      cache: null,
      secrets: access.authorization.secrets,
    };
    let failure: unknown = null;
    try {
      if (interceptors.length > 0) inHand.request = await intercepted(inHand, interceptors);
      const lookup = lookUp(inHand, given);
      // What is kept is not waited for: Strapi follows every promise, which is a good part of so short a call.
      let response: ApiResponse =
        lookup.found.kind === 'fresh'
          ? hit(inHand, lookup.found.response)
          : await ask(inHand, lookup);
      for (const { afterResponse } of interceptors) {
        response = (await afterResponse?.(response, inHand.request)) ?? response;
      }
      return response as ApiResponse<T>;
    } catch (error) {
      failure = error;
      for (const { onError } of interceptors) await onError?.(error, inHand.request);
      throw error;
    } finally {
      options.record(recordOf(inHand, failure, at, performance.now() - startedAt));
    }
  }

  /** @throws {ApiError} `timeout`, `aborted`, which have their line in the log; `not-connected`, which has none */
  async function inTime(
    opened: Promise<Access>,
    deadline: Deadline,
    asked: AskedCall,
    begun: { at: number; startedAt: number },
    interceptors: readonly Interceptor[],
  ): Promise<Access> {
    const peeked: { access: Access | null } = { access: null };
    options.peek().then(
      (access) => (peeked.access = access),
      // Whatever is wrong with it, opening it says so.
      () => {},
    );
    try {
      return await within(opened, deadline);
    } catch (error) {
      const isOver = error instanceof ApiError && ['timeout', 'aborted'].includes(error.code);
      if (!isOver || !peeked.access) throw error;
      const request = buildOrLog(asked, peeked.access, begun);
      try {
        for (const { onError } of interceptors) await onError?.(error, request);
        throw error;
      } finally {
        const durationMs = performance.now() - begun.startedAt;
        const unsent = { ...notSent(request, peeked.access), request };
        options.record(recordOf(unsent, error, begun.at, durationMs));
      }
    }
  }

  /** @throws {ApiError} `foreign-host`, `invalid-request`, which have their line in the log though nothing was sent */
  function buildOrLog(
    { method, path, body, given }: AskedCall,
    access: Access,
    { at, startedAt }: { at: number; startedAt: number },
  ): ApiRequest {
    try {
      return buildRequest(method, path, body, given, access);
    } catch (error) {
      const url = addressOf(access.target, path);
      const durationMs = performance.now() - startedAt;
      if (url) options.record(recordOf(notSent({ method, url }, access), error, at, durationMs));
      throw error;
    }
  }

  /**
   * The request as the interceptors want it, who get one of their own: what they made of it counts, and stands in the log,
   * once it is held to the same hosts.
   *
   * @throws {ApiError} `foreign-host` for one that leads elsewhere
   */
  async function intercepted(
    { request: first, access }: CallInHand,
    interceptors: readonly Interceptor[],
  ): Promise<ApiRequest> {
    let request = { ...first, url: new URL(first.url) };
    for (const { beforeRequest } of interceptors) {
      request = (await beforeRequest?.(request)) ?? request;
    }
    resolveTarget(access.target, request.url.href);
    return request;
  }

  function buildRequest(
    method: ApiMethod,
    path: string,
    value: unknown,
    { query, headers, idempotencyKey, encoding }: CallOptions,
    access: Access,
  ): ApiRequest {
    const { body, contentType } = encodeBody(value, encoding ?? api.encoding ?? 'json');
    const all: Record<string, string> = {
      accept: 'application/json',
      // Some services refuse calls without one (GitHub).
      'user-agent': USER_AGENT,
      ...access.headers,
    };
    if (contentType) all['content-type'] = contentType;
    if (idempotencyKey !== undefined) {
      all[(api.idempotencyHeader ?? 'idempotency-key').toLowerCase()] = idempotencyKey;
    }
    for (const name in headers) all[name.toLowerCase()] = headers[name] ?? '';
    return { method, url: resolveTarget(access.target, path, query), headers: all, body };
  }

  function rulesOf(
    { retries, maxResponseBytes, idempotencyKey }: CallOptions,
    deadline: Deadline,
  ): CallRules {
    return {
      deadline,
      retries: retries ?? defaults.retries,
      maxResponseBytes: maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES,
      // A service that is not known to heed a key carries a repeated write out a second time.
      ...(idempotencyKey !== undefined &&
        api.idempotencyHeader !== undefined && { idempotencyKey }),
    };
  }

  /** What the cache has for a call. */
  function lookUp({ request, access }: CallInHand, { cache: wantsCache }: CallOptions): Lookup {
    const scope = `${connectionId}:${access.authorization.version}`;
    const kept = request.method === 'GET' && wantsCache !== false ? cache : null;
    return { scope, kept, found: kept?.find(scope, request) ?? NOTHING_KEPT };
  }

  /** @throws {ApiError} for an answer that is an error */
  function hit(inHand: CallInHand, response: HttpResponse): ApiResponse {
    inHand.cache = 'hit';
    inHand.response = response;
    return read(inHand, response);
  }

  /**
   * The answer of the service, or a kept one that it has confirmed.
   *
   * @throws {ApiError} where there was none, and for one that is an error
   */
  async function ask(inHand: CallInHand, { scope, kept, found }: Lookup): Promise<ApiResponse> {
    const { request, rules, access, attempts } = inHand;
    const asked =
      found.kind === 'stale'
        ? { ...request, headers: { ...request.headers, ...found.headers } }
        : request;
    const { outcome, secrets } = await performCall(
      asked,
      access.authorization,
      rules,
      context,
      attempts,
    );
    inHand.secrets = secrets;
    if (outcome.kind === 'error') {
      throw new ApiError({ code: outcome.code, message: outcome.message });
    }
    inHand.response = outcome;
    if (found.kind === 'stale' && outcome.statusCode === 304 && kept) {
      inHand.cache = 'revalidated';
      inHand.response = kept.confirm(scope, request, found.kept, outcome);
    } else if (outcome.statusCode === 200) kept?.store(scope, request, outcome);
    if (request.method !== 'GET' && outcome.statusCode < 400) cache?.invalidate(scope, request);
    return read(inHand, inHand.response);
  }

  function read({ request, cache: from, secrets, rules }: CallInHand, response: HttpResponse) {
    return readResponse(response, {
      url: request.url,
      from,
      secrets,
      maxResponseBytes: rules.maxResponseBytes,
      api,
      now: context.now(),
    });
  }

  function recordOf(
    inHand: Omit<CallInHand, 'rules' | 'access'>,
    failure: unknown,
    at: number,
    durationMs: number,
  ): CallRecord {
    const { request, response, attempts, cache: from, secrets } = inHand;
    return {
      connectionId,
      method: request.method,
      url: request.url,
      status: response?.statusCode ?? attempts.at(-1)?.status ?? null,
      error: failure === null ? null : describeFailure(failure),
      durationMs: Math.round(durationMs),
      attempts,
      requestBytes: request.body === null ? 0 : Buffer.byteLength(request.body),
      responseBytes: response?.body.length ?? 0,
      cache: from,
      caller: options.caller,
      at,
      secrets,
    };
  }

  return {
    get: (path, given = {}) => call('GET', path, undefined, given),
    post: (path, body, given = {}) => call('POST', path, body, given),
    put: (path, body, given = {}) => call('PUT', path, body, given),
    patch: (path, body, given = {}) => call('PATCH', path, body, given),
    delete: (path, given = {}) => call('DELETE', path, undefined, given),
    batch: (calls, given = {}) =>
      sendBatch(api.batch, calls, (path, body) => call('POST', path, body, given)),

    paginate<T>(path: string, { paging = api.paging, ...given }: PageOptions = {}) {
      if (!paging) {
        throw new ApiError({
          code: 'paging-unknown',
          message:
            'How this service divides a listing into pages is not known. Pass it as `paging`.',
        });
      }
      return readPages<T>(
        path,
        { ...given, paging },
        {
          get: (page, asked) => call('GET', page, undefined, asked),
          ownParams: async () => Object.keys((await open()).authorization.query),
        },
      );
    },

    use(interceptor) {
      own.add(interceptor);
      return () => own.delete(interceptor);
    },
  };
}

/** A call that came to nothing before there was a request. */
const notSent = (
  request: Pick<ApiRequest, 'method' | 'url'>,
  { authorization }: Access,
): Omit<CallInHand, 'rules' | 'access'> => ({
  request: { ...request, headers: {}, body: null },
  attempts: [],
  response: null,
  cache: null,
  secrets: authorization.secrets,
});

function describeFailure(failure: unknown): { code: string; message: string } {
  if (failure instanceof ApiError) return { code: failure.code, message: failure.message };
  return { code: 'interceptor', message: 'Code of the site that handles the calls failed.' };
}
