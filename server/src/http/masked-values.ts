/** What stands for a value that must not be shown. */
export const MASK = '•••';

/** Anything shorter is too likely to be part of something else. */
const SHORTEST_SECRET = 6;
/** So is a shorter beginning of a secret. */
const SHORTEST_BEGINNING = 4;
/** Where a text was cut: at its end, or within a character that is spelled by several, of which `%2` or `\u00` is left. */
const CUT = String.raw`(?:[%\\\x80-\xff][%\\u0-9A-Fa-f\x80-\xff]{0,10})?$`;

/**
 * Replaces secrets wherever they stand in bytes that a receiver sent: some answer with the whole request, its headers
 * included.
 *
 * @param secrets the values of headers; of `Basic …` and `Bearer …` what follows counts as well, and of the first what it
 *   encodes
 */
export function maskValues(bytes: Buffer, secrets: readonly string[]): Buffer {
  const { whole: pattern } = patternsOf(secrets);
  if (pattern === null) return bytes;
  // Latin-1 has a character for every byte, so that nothing is lost on the way there and back.
  const text = bytes.toString('latin1');
  const masked = text.replace(pattern, Buffer.from(MASK).toString('latin1'));
  return masked === text ? bytes : Buffer.from(masked, 'latin1');
}

/** The same for bytes of which the end was cut off: what may be the beginning of a secret there is masked, too. */
export function maskCutValues(bytes: Buffer, secrets: readonly string[]): Buffer {
  const masked = maskValues(bytes, secrets);
  const { begun: pattern } = patternsOf(secrets);
  if (pattern === null) return masked;
  const text = masked.toString('latin1');
  const begun = text.search(pattern);
  return begun === -1 ? masked : Buffer.concat([masked.subarray(0, begun), Buffer.from(MASK)]);
}

/** The same for a text. */
export function maskText(text: string, secrets: readonly string[]): string {
  const bytes = Buffer.from(text);
  const masked = maskValues(bytes, secrets);
  return masked === bytes ? text : masked.toString();
}

/** What secrets are found by, in bytes that are read as Latin-1; null where there is none. */
interface Patterns {
  /** Every way in which one may stand there. */
  readonly whole: RegExp | null;
  /** The beginning of one that a text was cut in. */
  readonly begun: RegExp | null;
}

/** The log of calls asks for the same secrets with every line. */
const patterns = new WeakMap<readonly string[], Patterns>();

function patternsOf(secrets: readonly string[]): Patterns {
  const known = patterns.get(secrets);
  if (known) return known;
  let begun: RegExp | null | undefined;
  const made = {
    whole: wholePatternOf(secrets),
    // Few texts are cut, and of a long secret it is long.
    get begun() {
      return (begun ??= cutPatternOf(secrets));
    },
  };
  patterns.set(secrets, made);
  return made;
}

function wholePatternOf(secrets: readonly string[]): RegExp | null {
  // The longest first: of two secrets that begin alike, the end of the longer one would be left.
  const spelled = longValuesOf(secrets)
    .sort((a, b) => b.length - a.length)
    .map((value) => spellingsOf(value).join(''));
  return spelled.length === 0 ? null : new RegExp(spelled.join('|'), 'g');
}

/**
 * After the first characters stands each further one, or the end: not one within the other, since a header's value may have
 * thousands.
 */
function cutPatternOf(secrets: readonly string[]): RegExp | null {
  const begun = longValuesOf(secrets).map((value) => {
    const spellings = spellingsOf(value);
    const further = spellings.slice(SHORTEST_BEGINNING).map((spelled) => `(?:${spelled}|${CUT})`);
    return [...spellings.slice(0, SHORTEST_BEGINNING), ...further].join('');
  });
  return begun.length === 0 ? null : new RegExp(`(?:${begun.join('|')})$`);
}

const longValuesOf = (secrets: readonly string[]) =>
  secrets.flatMap(valuesOf).filter((value) => value.length >= SHORTEST_SECRET);

/** What of a header's value is a secret by itself. */
function valuesOf(value: string): string[] {
  const [, scheme = '', credentials = ''] = /^(basic|bearer) +(\S+)$/i.exec(value) ?? [];
  const decoded =
    scheme.toLowerCase() === 'basic' ? Buffer.from(credentials, 'base64').toString() : '';
  const password = decoded.slice(decoded.indexOf(':') + 1);
  return [value, credentials, decoded, password];
}

/**
 * A pattern for each character of a text, however it is spelled, since what is escaped differs: `encodeURIComponent`
 * leaves `!` and `~` as they are, a form (`URLSearchParams`) does not and writes a space as `+`, a path keeps its slashes,
 * some write `%2f` for `%2F`, and some escape slashes and umlauts in JSON.
 */
function spellingsOf(text: string): string[] {
  return [...text].map((character) => {
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
  });
}

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A pattern for a number in hexadecimal digits of either case. */
function inHex(value: number, digits: number): string {
  const hex = value.toString(16).padStart(digits, '0');
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}
