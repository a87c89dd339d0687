export interface CustomHeader {
  name: string;
  value: string;
}

export type HeaderProblem =
  'header-name' | 'header-value' | 'header-reserved' | 'header-duplicate' | 'headers-too-large';

/** A header that must not, or cannot, be sent. The message names the header, never its value. */
export class InvalidHeaderError extends Error {
  readonly code: HeaderProblem;
  readonly headerName: string;
  /** Which of the headers it is, from 0. */
  readonly index: number;

  constructor(code: HeaderProblem, index: number, headerName: string, message: string) {
    super(message);
    this.name = 'InvalidHeaderError';
    this.code = code;
    this.index = index;
    this.headerName = headerName;
  }
}

/** Names and values together, as Svix has it: receivers commonly take 8 KiB in all. */
const MAX_TOTAL_BYTES = 4096;
const MAX_HEADERS = 50;
const MAX_NAME_LENGTH = 128;

/** Those that frame the message on the wire or belong to the connection, and those that say who sends what. */
const RESERVED_NAMES = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'expect',
  'forwarded',
  'host',
  'http2-settings',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'via',
  'x-real-ip',
]);
/** Signatures, the proxy's own, and what a receiver behind a proxy believes about where a request comes from. */
const RESERVED_PREFIXES = ['webhook-', 'svix-', 'proxy-', 'x-forwarded-', 'sec-'];

/** RFC 9110, 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 9110, 5.5: visible characters, spaces and tabs, and the upper half of Latin-1 (one byte a character). */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Checks the headers that an editor adds to an endpoint.
 *
 * @throws {InvalidHeaderError} for the first that cannot be sent
 */
export function validateCustomHeaders(headers: readonly CustomHeader[]): void {
  const seen = new Set<string>();
  let size = 0;
  for (const [index, { name, value }] of headers.entries()) {
    size += name.length + value.length;
    // First of all, so that nothing below scans a megabyte.
    if (size > MAX_TOTAL_BYTES || seen.size >= MAX_HEADERS) {
      throw new InvalidHeaderError(
        'headers-too-large',
        index,
        name.slice(0, MAX_NAME_LENGTH),
        `The headers are too large. Use at most ${MAX_HEADERS}, with ${MAX_TOTAL_BYTES} characters in all.`,
      );
    }
    validateHeader({ name, value }, index);
    const lowercase = name.toLowerCase();
    if (seen.has(lowercase)) {
      throw new InvalidHeaderError(
        'header-duplicate',
        index,
        name,
        `The header "${name}" is there twice (upper and lower case are the same). Remove one.`,
      );
    }
    seen.add(lowercase);
  }
}

function validateHeader({ name, value }: CustomHeader, index: number): void {
  if (name.length > MAX_NAME_LENGTH || !TOKEN.test(name)) {
    throw new InvalidHeaderError(
      'header-name',
      index,
      name.slice(0, MAX_NAME_LENGTH),
      'A header name has 1 to 128 letters, digits and hyphens, without spaces or line breaks.',
    );
  }
  if (isReservedHeader(name)) {
    throw new InvalidHeaderError(
      'header-reserved',
      index,
      name,
      `The header "${name}" is set by the sender itself and cannot be changed. Choose another name.`,
    );
  }
  if (!VALUE.test(value) || value !== value.trim()) {
    throw new InvalidHeaderError(
      'header-value',
      index,
      name,
      `The value of "${name}" contains a line break, a control character, a character outside Latin-1, or a space at an end. Remove it.`,
    );
  }
}

/** Whether an endpoint's own headers may not have this name. */
function isReservedHeader(name: string): boolean {
  const lowercase = name.toLowerCase();
  return (
    RESERVED_NAMES.has(lowercase) ||
    RESERVED_PREFIXES.some((prefix) => lowercase.startsWith(prefix))
  );
}
