import { parse, stringify } from 'node:querystring';

import { parseUrl } from '../parse-url';

/** Scheme, user, host and port. */
const ORIGIN = /^(https?:\/\/)([^/?#]*@)?(\[[^\]]*\]|[^:/?#]*)(:\d*)?/i;

/**
 * The spellings of an address of which a sender may have signed any: with and without its port, as it was entered and with
 * escaped characters.
 */
export function urlSpellings(url: string): string[] {
  const escaped = parseUrl(url)?.href ?? null;
  const spellings = escaped === null ? [url] : [url, escaped, withEscapedQuery(escaped)];
  return [...new Set(spellings.flatMap((spelling) => [withoutPort(spelling), withPort(spelling)]))];
}

function withoutPort(url: string): string {
  return url.replace(
    ORIGIN,
    (_match, scheme: string, user = '', host: string) => scheme + user + host,
  );
}

function withPort(url: string): string {
  return url.replace(ORIGIN, (origin: string, scheme: string, _user, _host, port?: string) =>
    port ? origin : origin + (scheme.toLowerCase() === 'https://' ? ':443' : ':80'),
  );
}

function withEscapedQuery(url: string): string {
  const start = url.indexOf('?') + 1;
  return start === 0 ? url : url.slice(0, start) + stringify(parse(url.slice(start)));
}
