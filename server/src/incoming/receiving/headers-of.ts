import { MASK, maskText } from '../../http/masked-values';

/** Headers by name in lower case, every value in order: as `WebhookRequest` has them. */
export type HeaderMap = Map<string, string[]>;
export type HeaderPair = [name: string, value: string];

/** Whatever the service, these hold credentials. */
const CREDENTIALS = ['authorization', 'proxy-authorization', 'cookie'];

/** The headers of a request as they came, from Node's list of alternating names and values. */
export function headerPairs(rawHeaders: readonly string[]): HeaderPair[] {
  const pairs: HeaderPair[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    pairs.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  }
  return pairs;
}

export function headerMap(pairs: readonly HeaderPair[]): HeaderMap {
  const map: HeaderMap = new Map();
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    const values = map.get(key);
    if (values) values.push(value);
    else map.set(key, [value]);
  }
  return map;
}

/**
 * Headers as they may be stored: without the sender's credentials, whether they are right or wrong, and without any value
 * that repeats a secret of the source.
 *
 * @param credentialNames further headers that hold credentials, in lower case
 */
export function maskedHeaders(
  pairs: readonly HeaderPair[],
  credentialNames: readonly string[],
  secrets: readonly string[],
): HeaderPair[] {
  return pairs.map(([name, value]) => {
    const key = name.toLowerCase();
    const isCredential = CREDENTIALS.includes(key) || credentialNames.includes(key);
    if (isCredential) return [name, MASK];
    return [name, withoutSecrets(value, secrets)];
  });
}

/** A header or an address without the secrets of the source; few hold one, and only these cost the search for its spellings. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.some((secret) => text.includes(secret)) ? maskText(text, secrets) : text;
}
