import { parseUrl } from '../../parse-url';
import { ApiError } from './api-error';
import type { QueryValue } from './api-request';

/** Where a connection's credentials may go, and where its paths begin. */
export interface ApiTarget {
  /** Without a slash at its end. */
  baseUrl: string;
  /** `https://api.example.com`: of the base and of the further hosts. */
  origins: ReadonlySet<string>;
}

/**
 * @param baseUrl of the connection's API
 * @param hosts further ones with the scheme of the base, `uploads.example.com:8443`
 */
export function createTarget(baseUrl: string, hosts: readonly string[] = []): ApiTarget {
  const base = parseUrl(baseUrl);
  if (!base) {
    throw new ApiError({
      code: 'invalid-request',
      message: `The address of the service, "${baseUrl}", is not a URL. Correct it in the connection's settings.`,
    });
  }
  const origins = [base.origin];
  for (const host of hosts) {
    const url = parseUrl(`${base.protocol}//${host}`);
    if (url) origins.push(url.origin);
  }
  return { baseUrl: baseUrl.replace(/\/+$/, ''), origins: new Set(origins) };
}

/** Where a path leads, whether it may be called or not; null where that is no URL. */
export function addressOf({ baseUrl }: ApiTarget, path: string): URL | null {
  // Not by `new URL(path, base)`: "//other.example" and "\\other.example" would lead away from the base.
  const isWhole = /^[a-z][a-z0-9+.-]*:/i.test(path);
  const separator = path === '' || path.startsWith('/') || path.startsWith('?') ? '' : '/';
  return parseUrl(isWhole ? path : baseUrl + separator + path);
}

/**
 * The address of a call.
 *
 * @param path below the base; a whole address is taken where it is at one of the connection's own hosts, as the next page
 *   of a listing often is
 * @throws {ApiError} `foreign-host`, `invalid-request`
 */
export function resolveTarget(
  target: ApiTarget,
  path: string,
  query: Record<string, QueryValue> = {},
): URL {
  const url = addressOf(target, path);
  if (!url || url.username || url.password) {
    throw new ApiError({
      code: 'invalid-request',
      message: 'The address of the call is not a URL that can be called.',
    });
  }
  if (!target.origins.has(url.origin)) {
    throw new ApiError({
      code: 'foreign-host',
      message: `${url.host} is none of this connection's hosts, so the call was not made: its credentials are for ${[...target.origins].join(', ')} only.`,
    });
  }
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  if (url.hash !== '') url.hash = '';
  return url;
}
