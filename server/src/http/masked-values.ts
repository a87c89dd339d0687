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
  const pattern = patternOf(secrets);
  if (pattern === null) return bytes;
  // Latin-1 has a character for every byte, so that nothing is lost on the way there and back.
  const text = bytes.toString('latin1');
  const masked = text.replace(pattern, Buffer.from(MASK).toString('latin1'));
  return masked === text ? bytes : Buffer.from(masked, 'latin1');
}

/** The same for a text. */
export function maskText(text: string, secrets: readonly string[]): string {
  const bytes = Buffer.from(text);
  const masked = maskValues(bytes, secrets);
  return masked === bytes ? text : masked.toString();
}

/** The log of calls asks for the same secrets with every line. */
const patterns = new WeakMap<readonly string[], RegExp | null>();

/** Matches every way in which one of the secrets may stand in bytes that are read as Latin-1; null where there is none. */
function patternOf(secrets: readonly string[]): RegExp | null {
  const known = patterns.get(secrets);
  if (known !== undefined) return known;
  const values = secrets.flatMap(valuesOf).filter((value) => value.length >= SHORTEST_SECRET);
  // The longest first: of two secrets that begin alike, the end of the longer one would be left.
  const spelled = values.sort((a, b) => b.length - a.length).map(anySpelling);
  const pattern = spelled.length === 0 ? null : new RegExp(spelled.join('|'), 'g');
  patterns.set(secrets, pattern);
  return pattern;
}

/** What of a header's value is a secret by itself. */
function valuesOf(value: string): string[] {
  const [, scheme = '', credentials = ''] = /^(basic|bearer) +(\S+)$/i.exec(value) ?? [];
  const decoded =
    scheme.toLowerCase() === 'basic' ? Buffer.from(credentials, 'base64').toString() : '';
  const password = decoded.slice(decoded.indexOf(':') + 1);
  return [value, credentials, decoded, password];
}

/**
 * A pattern for a text however it is spelled. Character by character, since what is escaped differs: `encodeURIComponent`
 * leaves `!` and `~` as they are, a form (`URLSearchParams`) does not and writes a space as `+`, a path keeps its slashes,
 * some write `%2f` for `%2F`, and some escape slashes and umlauts in JSON.
 */
function anySpelling(text: string): string {
  return [...text]
    .map((character) => {
      // Nobody has a reason to escape these.
      if (/^[A-Za-z0-9]$/.test(character)) return character;
      const utf8 = Buffer.from(character);
      const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
      const plain = [
        ...(character === '/' ? ['\\/'] : []),
        JSON.stringify(character).slice(1, -1),
        ...(character === ' ' ? ['+'] : []),
        utf8.toString('latin1'),
        character,
      ].map(literally);
      // What is escaped first: of `%25` the plain `%` would leave a rest.
      const spellings = [
        [...utf8].map((byte) => `%${inHex(byte, 2)}`).join(''),
        units.map((unit) => `\\\\u${inHex(unit, 4)}`).join(''),
        ...plain,
      ];
      return `(?:${[...new Set(spellings)].join('|')})`;
    })
    .join('');
}

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A pattern for a number in hexadecimal digits of either case. */
function inHex(value: number, digits: number): string {
  const hex = value.toString(16).padStart(digits, '0');
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}
