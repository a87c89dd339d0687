/** How a listing is divided into pages. Paths are dotted; the empty one is the body itself. */
export type Paging = { recordsPath: string; sizeParam?: string; pageSize?: number } & (
  | { style: 'cursor'; cursorParam: string; cursorPath: string }
  /** The cursor is a field of the page's last record, and a flag tells whether there is more. */
  | { style: 'last-record'; cursorParam: string; idPath: string; hasMorePath: string }
  | { style: 'offset'; offsetParam: string; totalPath?: string }
  | { style: 'page'; pageParam: string; firstPage: number; totalPagesPath?: string }
  /** RFC 8288: `Link: <…>; rel="next"`. */
  | { style: 'link' }
  /** The body names the next page's address, or its path. */
  | { style: 'next-url'; urlPath: string }
  /** All of it comes at once. */
  | { style: 'none' }
);

/** What a service lets an account do in a time, and how it tells what is left. */
export interface RateLimit {
  /** Calls in every span of `perMs`. */
  calls: number;
  perMs: number;
  headers?: {
    /** Calls that are left until the reset. */
    remaining: string;
    /**
     * Of how many calls that is the rest. What is told of another limit than `calls` is not heeded: services have limits of
     * their own for some paths.
     */
    limit?: string;
    reset: string;
    /** Whether `reset` is a point in time (seconds or ms since 1970) or a wait in seconds. */
    resetAs: 'epoch-seconds' | 'epoch-ms' | 'delta-seconds';
  };
}

/** What is peculiar to a service's API. */
export interface ApiRules {
  /** How bodies are written. Default `json`. */
  encoding?: 'json' | 'form';
  paging?: Paging;
  rateLimit?: RateLimit;
  /** The header that makes a repeated call have one effect: with it, writes may be retried. */
  idempotencyHeader?: string;
  /** What the service says went wrong, out of the body of an error; null where it says nothing readable. */
  errorMessage?(body: unknown): string | null;
  /** Whether an answer with status 200 is an error all the same. */
  isError?(body: unknown): boolean;
  /**
   * Whether an answer with status 200 says that the credentials are not accepted. It is then taken for a 401: a token is
   * renewed, once, and the connection turns to what an editor has to do.
   */
  isRefusal?(body: unknown): boolean;
  /** Several calls in one request. */
  batch?: BatchRules;
}

/** One call of a batch. */
export interface BatchedCall {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Relative to the API's base. */
  path: string;
  body?: unknown;
}

export interface BatchedResult {
  status: number;
  data: unknown;
}

/** How a service takes several calls at once. */
export interface BatchRules {
  maxCalls: number;
  path: string;
  /** The body of the one request. */
  encode(calls: BatchedCall[]): unknown;
  /** The results in the order of the calls. */
  decode(body: unknown): BatchedResult[];
}
