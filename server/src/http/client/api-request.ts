export type ApiMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type QueryValue = string | number | boolean | undefined;

/** What a caller may say of one call. */
export interface CallOptions {
  /** `undefined` leaves a parameter out. */
  query?: Record<string, QueryValue>;
  headers?: Record<string, string>;
  /**
   * Makes a repeated write have one effect. With it, a `POST` or `PATCH` may be tried again, where the provider says in which
   * header the service looks for it (`idempotencyHeader`); other services are sent it as `Idempotency-Key`, and only once.
   */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** One deadline over everything, waits and retries included; default `api.defaultTimeout`. */
  timeoutMs?: number;
  /** How often to try again; default `api.retryAttempts`. */
  retries?: number;
  /** False asks the service in any case. Default: `api.cacheEnabled`. */
  cache?: boolean;
  /** How a body is written; default: as the provider's API wants it. */
  encoding?: 'json' | 'form';
  /** Largest answer in bytes; default 10 MiB. */
  maxResponseBytes?: number;
}

/** One call on its way through the client, as interceptors see it. */
export interface ApiRequest {
  method: ApiMethod;
  url: URL;
  /** Names in lower case. Without credentials, which are added after the interceptors. */
  headers: Record<string, string>;
  body: string | Buffer | null;
}

export interface ApiResponse<T = unknown> {
  status: number;
  /** Names in lower case, repeated ones joined by ", ". */
  headers: Record<string, string>;
  /** JSON decoded, other text as a string, the rest as a Buffer; null where there is no body. */
  data: T;
  /** `hit` came out of the cache, `revalidated` was confirmed by the service. */
  cache: 'hit' | 'revalidated' | null;
  /** What was asked, without credentials in a query. */
  url: URL;
}

/** Code of the site that sees every call of a client. */
export interface Interceptor {
  /** May change the request, or return another one. */
  beforeRequest?(request: ApiRequest): ApiRequest | void | Promise<ApiRequest | void>;
  afterResponse?(
    response: ApiResponse,
    request: ApiRequest,
  ): ApiResponse | void | Promise<ApiResponse | void>;
  /** Sees a failed call; what it throws is thrown instead. */
  onError?(error: unknown, request: ApiRequest): void | Promise<void>;
}

/** Whether repeating the call cannot have a second effect (RFC 9110, 9.2.2), by its method or by its key. */
export function isRepeatable(method: ApiMethod, idempotencyKey: string | undefined): boolean {
  return (method !== 'POST' && method !== 'PATCH') || idempotencyKey !== undefined;
}
