import { isUtf8 } from 'node:buffer';

import type { HttpResponse } from '../../http/http-outcome';
import { maskCutValues, maskValues } from '../../http/masked-values';
import type { NewAttempt } from './attempt-store';

/** How much of a response's body the log keeps. */
export const MAX_EXCERPT_BYTES = 16 * 1024;

type Excerpt = Pick<NewAttempt, 'responseBody' | 'responseBodyEncoding' | 'isResponseTruncated'>;

/**
 * A response body as the log keeps it: without secrets, which some receivers repeat; as text where it is text, as base64
 * otherwise. A body that was cut may end within a character, which does not make it binary.
 */
export function responseExcerpt(
  { body, isTruncated }: Pick<HttpResponse, 'body' | 'isTruncated'>,
  secrets: readonly string[],
): Excerpt {
  const masked = isTruncated ? maskCutValues(body, secrets) : maskValues(body, secrets);
  // The mask may be longer than what it stands for.
  const kept = masked.subarray(0, MAX_EXCERPT_BYTES);
  const isResponseTruncated = isTruncated || kept.length < masked.length;
  const whole = isResponseTruncated ? withoutBrokenEnd(kept) : kept;
  return isUtf8(whole)
    ? { responseBody: whole.toString('utf8'), responseBodyEncoding: 'text', isResponseTruncated }
    : {
        responseBody: kept.toString('base64'),
        responseBodyEncoding: 'base64',
        isResponseTruncated,
      };
}

function withoutBrokenEnd(body: Buffer): Buffer {
  for (let end = body.length; end > body.length - 4 && end >= 0; end--) {
    const cut = body.subarray(0, end);
    if (isUtf8(cut)) return cut;
  }
  return body;
}
