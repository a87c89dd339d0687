import { parseUrl } from '../parse-url';
import { ApiError } from './client/api-error';

const MOST_REDIRECTS = 5;

interface Redirect {
  from: URL;
  /** As the server has written it. */
  location: string;
  status: number;
  /** Redirects that were followed so far. */
  hops: number;
}

/**
 * Where a redirect leads. The address itself is judged where it is connected to.
 *
 * @throws {ApiError} for one that is not to be followed
 */
export function nextHop({ from, location, status, hops }: Redirect): URL {
  const refuse = (why: string) =>
    new ApiError({
      code: 'http-error',
      message: `${from.hostname} answered with ${status}, a redirect that is not followed: ${why}.`,
      status,
    });
  if (hops >= MOST_REDIRECTS) throw refuse('there were too many of them');
  const url = parseUrl(location, from);
  if (!url || !/^https?:$/.test(url.protocol)) throw refuse('it leads to no http or https address');
  if (url.username !== '' || url.password !== '') throw refuse('it leads to one with credentials');
  if (from.protocol === 'https:' && url.protocol === 'http:') {
    throw refuse('it leads away from https');
  }
  return url;
}
