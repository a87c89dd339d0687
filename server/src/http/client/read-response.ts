import type { HttpResponse } from '../http-outcome';
import { maskText } from '../masked-values';
import { parseRetryAfterMs } from '../retry-after';
import { ApiError } from './api-error';
import type { ApiResponse } from './api-request';
import type { ApiRules } from './api-rules';
import { decodeBody } from './decode-body';

/** Of what a service says of an error. */
const LONGEST_QUOTE = 300;

interface Call {
  url: URL;
  /** Whether the response comes out of the cache. */
  from: ApiResponse['cache'];
  /** What no message may repeat. */
  secrets: readonly string[];
  maxResponseBytes: number;
  api: Pick<ApiRules, 'isError' | 'errorMessage'>;
  /** Ms since 1970. */
  now: number;
}

/**
 * Makes of a response what the caller of a client gets.
 *
 * @throws {ApiError} for one that is an error, or cannot be read
 */
export function readResponse(
  response: HttpResponse,
  { url, from, secrets, maxResponseBytes, api, now }: Call,
): ApiResponse {
  const { host } = url;
  const { statusCode: status, headers, isTruncated } = response;
  const isRefusal = status >= 400;
  if (isTruncated && !isRefusal) {
    throw new ApiError({
      code: 'response-too-large',
      message: `${host} answered with more than ${maxResponseBytes} bytes. Ask for less at a time, or allow more.`,
      status,
    });
  }
  const data = isRefusal
    ? readable(response, host)
    : decodeBody(response.body, headers['content-type'], host);
  if (isRefusal || api.isError?.(data) === true) {
    const said = api.errorMessage?.(data) ?? null;
    throw answeredError(response, data, host, said, { secrets, now });
  }
  // A redirect that is not followed is no answer to what was asked.
  if (status >= 300 && status !== 304) {
    throw new ApiError({
      code: 'http-error',
      message: `${host} answered with ${status}, a redirect to another address, which is not followed. Correct the address.`,
      status,
    });
  }
  return { status, headers, data, cache: from, url };
}

/** The body of an error as far as it can be read: that it is malformed, too, is not what went wrong. */
function readable({ body, headers }: HttpResponse, host: string): unknown {
  try {
    return decodeBody(body, headers['content-type'], host);
  } catch {
    return body.toString('utf8');
  }
}

/** The error of an answer that is one, in a sentence with the service's own words. */
function answeredError(
  response: HttpResponse,
  data: unknown,
  host: string,
  said: string | null,
  { secrets, now }: { secrets: readonly string[]; now: number },
): ApiError {
  const quote = said
    ? `: ${maskText(said, secrets).replace(/\s+/g, ' ').slice(0, LONGEST_QUOTE)}`
    : '.';
  return new ApiError({
    code: response.statusCode === 429 ? 'rate-limited' : 'http-error',
    message: `${host} answered with ${response.statusCode}${quote}`,
    status: response.statusCode,
    retryAfterMs: parseRetryAfterMs(response.headers['retry-after'], now),
    body: data,
  });
}
