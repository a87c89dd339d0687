import type { HttpOutcome } from '../../http/http-outcome';
import { parseRetryAfterMs } from '../../http/retry-after';

export interface DeliveryOutcome {
  /** Any 2xx. */
  isSuccess: boolean;
  /** 410: the receiver wants nothing more, ever. */
  isGone: boolean;
  /** Null unless the receiver named a time, and on success. */
  retryAfterMs: number | null;
  /** Null on success; `http-status`, `redirect`, or the code of the failed request. */
  errorCode: string | null;
  /** Null on success; one or two sentences for an editor. */
  errorMessage: string | null;
}

/**
 * What an answer, or the lack of one, means for a delivery, by the rules of Standard Webhooks.
 *
 * @param nowMs the time a `Retry-After` date is measured from
 */
export function interpretOutcome(outcome: HttpOutcome, nowMs: number): DeliveryOutcome {
  if (outcome.kind === 'error') {
    const { code, message } = outcome;
    return { ...FAILED, errorCode: code, errorMessage: message };
  }
  const { statusCode, headers } = outcome;
  if (statusCode >= 200 && statusCode < 300) return SUCCEEDED;
  return {
    isSuccess: false,
    isGone: statusCode === 410,
    retryAfterMs: parseRetryAfterMs(headers['retry-after'], nowMs),
    errorCode: isRedirect(statusCode) ? 'redirect' : 'http-status',
    errorMessage: describeStatus(statusCode),
  };
}

const FAILED = { isSuccess: false, isGone: false, retryAfterMs: null };
const SUCCEEDED: DeliveryOutcome = {
  isSuccess: true,
  isGone: false,
  retryAfterMs: null,
  errorCode: null,
  errorMessage: null,
};

const SENTENCES: Record<number, string> = {
  400: 'The receiver does not understand the message (400). Its answer may say what it expects.',
  401: 'The receiver wants credentials, or does not accept ours (401). Check the headers, the secret and the password.',
  403: 'The receiver does not let us in (403). Check the secret, the headers, and its list of allowed senders.',
  404: 'The receiver knows no such address (404). Check the URL.',
  405: 'The receiver does not take POST requests at this address (405). Check the URL.',
  408: 'The receiver gave up waiting for the message (408).',
  // A test gets it as well, which turns nothing off: where that was done, the endpoint says so itself.
  410: 'The receiver says that it wants nothing more (410). Check the URL, or ask whoever runs it.',
  413: 'The message is too large for the receiver (413). Send the thin payload, or populate fewer relations.',
  429: 'The receiver gets more messages than it takes (429). A rate limit on the endpoint would help.',
};

function describeStatus(statusCode: number): string {
  const sentence = SENTENCES[statusCode];
  if (sentence) return sentence;
  if (isRedirect(statusCode)) {
    return `The receiver redirects to another address (${statusCode}), and redirects are not followed. Enter the final URL in the endpoint.`;
  }
  if (statusCode >= 500) {
    return `The receiver has a fault of its own (${statusCode}). Its log should tell more.`;
  }
  return `The receiver did not accept the message (${statusCode}). Its answer may say why.`;
}

function isRedirect(statusCode: number): boolean {
  return statusCode >= 300 && statusCode < 400;
}
