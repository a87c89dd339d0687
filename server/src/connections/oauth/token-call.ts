import type { CallRecord } from '../../http/client/call-record';
import type { HttpOutcome } from '../../http/http-outcome';

/** The caller of requests for tokens, and of those that take them back. */
export const TOKEN = 'token';

interface TokenCall {
  /** 0 where the connection is still to be made. */
  connectionId: number;
  request: { method: string; url: string; body?: string };
  outcome: HttpOutcome;
  /** Why it was in vain, in a sentence; null where it was not. */
  failure: string | null;
  /** What must not be shown of an address that a provider has made. */
  secrets?: readonly string[];
  /** Ms since 1970. */
  at: number;
}

/** The line of the call log for a request about tokens: why a renewal failed is to be seen where calls are. */
export function tokenCallRecord(call: TokenCall): CallRecord {
  const { connectionId, request, outcome, failure, secrets = [], at } = call;
  const url = new URL(request.url);
  // Of an endpoint that a person described, it may hold anything; some services take tokens there.
  url.search = '';
  const isAnswer = outcome.kind === 'response';
  const status = isAnswer ? outcome.statusCode : null;
  const code = isAnswer ? null : outcome.code;
  const durationMs = Math.round(outcome.durationMs);
  return {
    connectionId,
    method: request.method,
    url,
    status,
    error: failure === null ? null : { code: code ?? 'http-error', message: failure },
    durationMs,
    attempts: [{ status, error: code, durationMs, waitedMs: 0 }],
    requestBytes: Buffer.byteLength(request.body ?? ''),
    responseBytes: isAnswer ? outcome.body.length : 0,
    cache: null,
    caller: TOKEN,
    at,
    secrets,
  };
}
