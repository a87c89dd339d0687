/** What stands for a value that must not be shown. */
export const MASK = '•••';

/** Anything shorter is too likely to be part of something else. */
const SHORTEST_SECRET = 6;

/**
 * Replaces secrets wherever they stand in bytes that a receiver sent: some answer with the whole request, its headers
 * included.
 *
 * @param secrets the values of headers; of `Basic …` and `Bearer …` what follows counts as well, and of the first what it
 *   encodes
 */
export function maskValues(bytes: Buffer, secrets: readonly string[]): Buffer {
  if (secrets.length === 0) return bytes;
  // Latin-1 has a character for every byte, so that nothing is lost on the way there and back.
  const text = bytes.toString('latin1');
  const spellings = secrets.flatMap(spellingsOf).sort((a, b) => b.length - a.length);
  const mask = Buffer.from(MASK).toString('latin1');
  const masked = spellings.reduce((current, spelling) => current.replaceAll(spelling, mask), text);
  return masked === text ? bytes : Buffer.from(masked, 'latin1');
}

/** The same for a text. */
export function maskText(text: string, secrets: readonly string[]): string {
  return maskValues(Buffer.from(text), secrets).toString();
}

/** Every way in which a value may stand in an answer, as bytes read as Latin-1. */
function spellingsOf(value: string): string[] {
  const [, scheme = '', credentials = ''] = /^(basic|bearer) +(\S+)$/i.exec(value) ?? [];
  const decoded =
    scheme.toLowerCase() === 'basic' ? Buffer.from(credentials, 'base64').toString() : '';
  const password = decoded.slice(decoded.indexOf(':') + 1);
  return [value, credentials, decoded, password]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), percentEncoded(secret)])
    .flatMap((secret) => [secret, Buffer.from(secret).toString('latin1')]);
}

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // A lone surrogate has no such spelling.
    return text;
  }
}
