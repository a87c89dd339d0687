import { isUtf8 } from 'node:buffer';

/**
 * A response body as the log keeps it: text where it is text, base64 otherwise. A body that was cut may end within a
 * character, which does not make it binary.
 */
export function responseExcerpt(
  body: Buffer,
  isTruncated: boolean,
): { responseBody: string; responseBodyEncoding: 'text' | 'base64' } {
  const whole = isTruncated ? withoutBrokenEnd(body) : body;
  return isUtf8(whole)
    ? { responseBody: whole.toString('utf8'), responseBodyEncoding: 'text' }
    : { responseBody: body.toString('base64'), responseBodyEncoding: 'base64' };
}

function withoutBrokenEnd(body: Buffer): Buffer {
  for (let end = body.length; end > body.length - 4 && end >= 0; end--) {
    const cut = body.subarray(0, end);
    if (isUtf8(cut)) return cut;
  }
  return body;
}
