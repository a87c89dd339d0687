import type { HttpErrorCode } from '../http-outcome';

export type ApiErrorCode =
  | HttpErrorCode
  /** The service answered with an error. */
  | 'http-error'
  /** The service's limit leaves no room before the deadline. */
  | 'rate-limited'
  /** The service failed so often that it is left alone for a while. */
  | 'circuit-open'
  /** The address is none of the connection's own: its credentials do not go there. */
  | 'foreign-host'
  | 'response-too-large'
  /** The body is not what its content type says. */
  | 'response-malformed'
  | 'paging-malformed'
  /** How the service divides a listing is not known. */
  | 'paging-unknown'
  | 'batch-unsupported'
  /** The connection has no usable credentials; its status says why. */
  | 'not-connected';

interface Details {
  code: ApiErrorCode;
  /** One or two sentences for a person; never with a secret. */
  message: string;
  status?: number | null;
  retryAfterMs?: number | null;
  /** Decoded, of an answer that was an error. */
  body?: unknown;
}

/** Why a call to a service failed. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  /** Of the last answer; null where there was none. */
  readonly status: number | null;
  /** When the service asked to come back, if it did. */
  readonly retryAfterMs: number | null;
  /** What the service answered. Not for logs: it may repeat what was sent. */
  readonly body: unknown;

  constructor({ code, message, status = null, retryAfterMs = null, body = null }: Details) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
    // Not enumerable, so that nothing that prints an error prints the body.
    Object.defineProperty(this, 'body', { value: body, enumerable: false });
  }
}

/**
 * Whether it is an `ApiError`, of whichever copy: the code of a site may have loaded the plugin as a module, and Strapi not.
 */
export function isApiError(error: unknown): error is ApiError {
  return error instanceof Error && error.name === 'ApiError' && 'status' in error;
}
