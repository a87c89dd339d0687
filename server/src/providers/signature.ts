import {
  type BinaryToTextEncoding,
  createHash,
  createHmac,
  type KeyLike,
  timingSafeEqual,
} from 'node:crypto';

import type { VerificationProblem } from './provider';
import type { Checked } from './verification';

/**
 * Whether two texts or two byte strings are the same. Takes as long for a near miss as for a far one, and does not tell
 * by its time how long the expected value is: digests are compared, not the values. A text is compared in UTF-16, where
 * no two texts are the same bytes; in UTF-8 all lone surrogates would be one.
 */
export function isSame<Value extends string | Buffer>(received: Value, expected: Value): boolean {
  return timingSafeEqual(digest(received), digest(expected));
}

function digest(value: string | Buffer): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf16le') : value;
  return createHash('sha256').update(bytes).digest();
}

export interface HmacInput {
  algorithm: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  key: KeyLike;
  /** Signed one after the other; a text in UTF-8. */
  content: readonly (string | Buffer)[];
  encoding: BinaryToTextEncoding;
}

/** The keyed hash (RFC 2104) of a content. */
export function hmac({ algorithm, key, content, encoding }: HmacInput): string {
  const hash = createHmac(algorithm, key);
  for (const part of content) hash.update(part);
  return hash.digest(encoding);
}

/**
 * Passes if any secret matches. All of them are tried, so the time does not tell which one did. Blank ones are left out:
 * with an empty key anybody can sign.
 *
 * @param mismatch the problem where none matches
 */
export function matchedSecret(
  secrets: readonly string[],
  isMatch: (secret: string) => boolean,
  mismatch: VerificationProblem['code'] = 'signature-differs',
): Checked<true> {
  const usable = secrets.filter((secret) => secret.trim() !== '');
  if (usable.length === 0) return { problem: { code: 'secret-unusable' } };
  const matches = usable.map((secret) => isMatch(secret));
  return matches.includes(true) ? { value: true } : { problem: { code: mismatch } };
}

/**
 * Passes if the signature is the keyed hash of the content with any secret; see `matchedSecret`.
 *
 * @param signature or several, of which one has to match; all of them are tried
 */
export function matchedHmac(
  signature: string | readonly string[],
  secrets: readonly string[],
  input: Omit<HmacInput, 'key'>,
): Checked<true> {
  return matchedSecret(secrets, (key) => {
    const expected = hmac({ ...input, key });
    return [signature]
      .flat()
      .map((each) => isSame(each, expected))
      .includes(true);
  });
}

/** The bytes of canonical base64; null for an empty text and for any other, of which Buffer would read some part. */
export function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : null;
}
