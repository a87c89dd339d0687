export type HttpErrorCode =
  | 'timeout'
  | 'aborted'
  | 'address-refused'
  | 'dns'
  | 'connection-refused'
  | 'connection-reset'
  | 'unreachable'
  | 'tls'
  | 'response-headers-too-large'
  | 'proxy'
  | 'protocol'
  | 'invalid-request';

export interface HttpResponse {
  kind: 'response';
  statusCode: number;
  /** Names in lowercase, repeated ones joined by ", "; those beyond 16 KiB in all are left out. */
  headers: Record<string, string>;
  /** At most the cap that the request asked for. */
  body: Buffer;
  /** The body was longer; the rest was not read. */
  isTruncated: boolean;
  durationMs: number;
}

export interface HttpFailure {
  kind: 'error';
  code: HttpErrorCode;
  /** One or two sentences for an editor. */
  message: string;
  durationMs: number;
}

export type HttpOutcome = HttpResponse | HttpFailure;

const MAX_KEPT_HEADER_BYTES = 16 * 1024;

/** Response headers as the log keeps them: one string a name, bounded in all. */
export function keepHeaders(
  headers: Record<string, string | string[] | undefined>,
): Record<string, string> {
  // Without a prototype: a receiver may well name a header `__proto__`.
  const kept: Record<string, string> = Object.create(null);
  let size = 0;
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const text = Array.isArray(value) ? value.join(', ') : value;
    size += name.length + text.length;
    if (size > MAX_KEPT_HEADER_BYTES) break;
    kept[name.toLowerCase()] = text;
  }
  return kept;
}
