import type { Context, Next } from 'koa';

/** What body parsers leave alone. */
const OPAQUE = 'application/octet-stream';

/**
 * A middleware that keeps Strapi's body parser away from the requests of sources, so that their exact bytes, which are what
 * services sign, are still to be read in the controller. The content type stays where the provider reads it, in the raw
 * headers; every other route is untouched.
 *
 * @param prefix the beginning of the addresses of sources
 */
export function keepExactBytes(prefix: string) {
  const start = prefix.toLowerCase();
  return function exactBytes({ method, path, req }: Context, next: Next): Promise<unknown> {
    // Strapi's router finds a path in any case.
    const isOfSource = path.slice(0, start.length).toLowerCase() === start;
    if (method === 'POST' && isOfSource) req.headers['content-type'] = OPAQUE;
    return next();
  };
}
