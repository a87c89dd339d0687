import { MASK, maskText } from '../../http/masked-values';

/** Parameters whose values are secrets at one service or another, wherever the name stands in the parameter's. */
const SECRET_NAME =
  /(token|secret|passw|signature|credential|api[-_]?key|^key$|^sig$|^code$|auth)/i;
const LONGEST_ADDRESS = 1_000;

/**
 * The path and the query of a call as the log keeps them: parameters that are secret by their name are masked, and so are the
 * connection's own secrets wherever they stand.
 *
 * @param search with its `?`, or empty
 */
export function redactAddress(path: string, search: string, secrets: readonly string[]): string {
  const shown = search === '' ? path : `${path}?${redactQuery(search.slice(1))}`;
  // Masked before it is cut: of a secret that is cut, nobody can tell that it is one.
  return maskText(shown, secrets).slice(0, LONGEST_ADDRESS);
}

function redactQuery(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const name = pair.split('=', 1)[0] ?? '';
      return SECRET_NAME.test(name) && pair.includes('=') ? `${name}=${MASK}` : pair;
    })
    .join('&');
}
