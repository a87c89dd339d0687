import type { CallRecord } from '../../http/client/call-record';
import type { HttpOutcome } from '../../http/http-outcome';
import type { TokenOutcome } from './token-requests';

/** The caller of requests to the token endpoint. */
export const TOKEN = 'token';

interface TokenCall {
  connectionId: number;
  url: string;
  outcome: HttpOutcome;
  /** What the answer came to. */
  answer: TokenOutcome;
  requestBytes: number;
  /** Ms since 1970. */
  at: number;
}

/** The line of the call log for a request to the token endpoint: why a renewal failed is to be seen where calls are. */
export function tokenCallRecord(call: TokenCall): CallRecord {
  const { connectionId, url, outcome, answer, requestBytes, at } = call;
  const { host, pathname } = new URL(url);
  const isAnswer = outcome.kind === 'response';
  const status = isAnswer ? outcome.statusCode : null;
  const code = isAnswer ? null : outcome.code;
  const durationMs = Math.round(outcome.durationMs);
  return {
    connectionId,
    method: 'POST',
    host,
    path: pathname,
    // Of a token endpoint that a person described, it may hold anything.
    search: '',
    status,
    error:
      answer.kind === 'tokens' ? null : { code: code ?? 'http-error', message: answer.message },
    durationMs,
    attempts: [{ status, error: code, durationMs, waitedMs: 0 }],
    requestBytes,
    responseBytes: isAnswer ? outcome.body.length : 0,
    cache: null,
    caller: TOKEN,
    at,
    secrets: [],
  };
}
