import type { BatchedCall, BatchedResult, Paging } from '../account-access';

/** What a caller may say of one call. */
export interface CallOptions {
  /** `undefined` leaves a parameter out. */
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string>;
  /** Makes a repeated write have one effect, at services that know such keys. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  timeoutMs?: number;
}

export interface ApiResponse<T> {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  data: T;
}

export interface PageOptions extends CallOptions {
  /** Default: the provider's. */
  paging?: Paging;
  /** Where an earlier listing stopped; from the start without it. */
  position?: string;
  maxPages?: number;
}

/** A page of a listing, and the position to go on from; null behind the last one. */
export interface RecordPage<T> {
  records: T[];
  position: string | null;
}

/**
 * What connectors need of the client of a connection. Paths are below the base of the API, or whole addresses at one of the
 * hosts that the provider names. Answers that are errors are thrown.
 */
export interface ApiClient {
  get<T>(path: string, options?: CallOptions): Promise<ApiResponse<T>>;
  post<T>(path: string, body?: unknown, options?: CallOptions): Promise<ApiResponse<T>>;
  put<T>(path: string, body?: unknown, options?: CallOptions): Promise<ApiResponse<T>>;
  patch<T>(path: string, body?: unknown, options?: CallOptions): Promise<ApiResponse<T>>;
  delete<T>(path: string, options?: CallOptions): Promise<ApiResponse<T>>;
  paginate<T>(path: string, options?: PageOptions): AsyncIterable<RecordPage<T>>;
  batch(calls: BatchedCall[], options?: CallOptions): Promise<BatchedResult[]>;
}
