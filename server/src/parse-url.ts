/**
 * A URL, or null for a text that is none. Not by `URL.canParse`, which on Node 20 and 22 finds no URL beyond ASCII any more
 * once it has been called some thousand times.
 *
 * @param base what a path or a query is read from
 */
export function parseUrl(text: string, base?: URL): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
