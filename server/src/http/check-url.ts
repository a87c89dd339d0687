import { type AddressPolicy, normaliseHost } from './address-guard';
import { parseAddress } from './address-ranges';
import { AddressRefusedError, InvalidUrlError } from './errors';
import { parseUrl } from '../parse-url';

/** As much as a URL may have, in characters; servers and proxies refuse longer ones. */
export const MAX_URL_LENGTH = 2048;
const LOOPBACK_ADDRESSES = ['127.0.0.1', '::1'];

export interface CheckedUrl {
  /** Normalised, without credentials. */
  url: string;
  /** Percent-decoded; null when the URL holds no credentials. */
  username: string | null;
  password: string | null;
}

/**
 * The check of an address when it is saved. It tells an editor early what can be told without asking a resolver (whose
 * answer proves nothing about a later one); what a name resolves to is judged at every connection.
 *
 * @throws {InvalidUrlError} when it is not an http or https URL that can be called
 * @throws {AddressRefusedError} when it names an address that the policy refuses, in any spelling
 */
export function checkUrl(text: string, policy: AddressPolicy): CheckedUrl {
  checkText(text);
  const url = parse(text);
  const credentials = readCredentials(text, url);
  checkHost(url, policy);
  url.username = '';
  url.password = '';
  return { url: url.href, ...credentials };
}

/**
 * Judges the host of a URL as far as that needs no resolver: literal addresses (the URL parser has turned `127.1`,
 * `0x7f000001` and the like into one spelling) and names that always mean this machine (RFC 6761, 6.3).
 *
 * @throws {AddressRefusedError}
 */
export function checkHost(url: URL, policy: AddressPolicy): void {
  const hostname = normaliseHost(url.hostname);
  const port = portOf(url);
  const isLocalhost = hostname === 'localhost' || hostname.endsWith('.localhost');
  if (!isLocalhost && !parseAddress(hostname)) return;

  const addresses = isLocalhost ? LOOPBACK_ADDRESSES : [hostname];
  const judgements = addresses.map((address) => policy.judge({ address, hostname, port }));
  const refusal = judgements.find(({ isAllowed }) => !isAllowed);
  // One allowed loopback address is enough here: which of the two `localhost` means is seen when it is resolved.
  if (!refusal?.reason || judgements.some(({ isAllowed }) => isAllowed)) return;
  throw new AddressRefusedError({ hostname, port, reason: refusal.reason });
}

/** The port of an http or https URL, the scheme's own where none is written. */
export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function checkText(text: string): void {
  if (text.length > MAX_URL_LENGTH) {
    throw new InvalidUrlError(
      'url-too-long',
      `The URL has ${text.length} characters. Use one of at most ${MAX_URL_LENGTH}.`,
    );
  }
  // The URL parser would drop tabs and line breaks and turn backslashes into slashes without a word.
  if (/[\u0000-\u0020\u007f-\u00a0\u2028\u2029\\]/.test(text)) {
    throw new InvalidUrlError(
      'url-forbidden-character',
      'The URL contains a space, a line break, a backslash or an invisible character. Remove it, or write it percent-encoded.',
    );
  }
}

function parse(text: string): URL {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  const isHttp = /^https?:\/\/[^/?#]/i.test(text);
  if (
    !isHttp &&
    scheme &&
    scheme !== 'http' &&
    scheme !== 'https' &&
    !/^[^/]*:\d+(\/|$)/.test(text)
  ) {
    throw new InvalidUrlError(
      'url-scheme',
      `"${scheme}:" addresses cannot be called. Use a URL that starts with https:// or http://.`,
    );
  }
  const url = isHttp ? parseUrl(text) : null;
  if (!url || url.hostname === '') {
    throw new InvalidUrlError(
      'not-a-url',
      'This is not a URL. Write it in full, like https://example.com/webhooks.',
    );
  }
  if (url.port === '0') {
    throw new InvalidUrlError(
      'url-port',
      'Port 0 cannot be called. Use the port the receiver listens on.',
    );
  }
  if (text.includes('#')) {
    throw new InvalidUrlError(
      'url-fragment',
      'The part of the URL from "#" on is never sent. Remove it, or write the "#" as %23.',
    );
  }
  return url;
}

function readCredentials(text: string, url: URL): Omit<CheckedUrl, 'url'> {
  const authority = /^https?:\/\/([^/?#]*)/i.exec(text)?.[1] ?? '';
  if (!authority.includes('@')) return { username: null, password: null };
  const username = decode(url.username);
  const password = decode(url.password);
  // A second "@" makes it unclear to a reader where the host begins; a colon cannot stand in a Basic user name.
  const isReadable = authority.split('@').length === 2 && username !== null && password !== null;
  if (!isReadable || username === '' || username.includes(':')) {
    throw new InvalidUrlError(
      'url-credentials',
      'The user name or password in the URL cannot be read. Write it as https://user:password@example.com, with "@", ":" and "%" percent-encoded.',
    );
  }
  return { username, password };
}

/** Null for a malformed percent sequence and for control characters, which RFC 7617 forbids in credentials. */
function decode(part: string): string | null {
  try {
    const decoded = decodeURIComponent(part);
    return /[\u0000-\u001f\u007f]/.test(decoded) ? null : decoded;
  } catch {
    return null;
  }
}
