import { malformedHeader } from './headers';
import type { Checked } from './verification';

/** Each is compared with what every secret makes of the content, and a header has room for thousands of them. */
const MAX_SIGNATURES = 20;

/** What a header is made of that holds a time and signatures under names of their own. */
export interface SignatureList {
  /** As it was sent; empty where none belongs in the list. */
  timestamp: string;
  signatures: string[];
}

/** How the parts of such a header are called. */
export interface PartNames {
  signature: string;
  /** Undefined where no time belongs in the list. */
  timestamp?: string | undefined;
}

/**
 * Reads `t=1492774577,v1=5257a8…,v1=…`, in whatever order: one time, and at least one signature, none of them empty. Parts
 * with other names are passed over: they prove nothing.
 */
export function signatureList(
  header: string,
  value: string,
  names: PartNames,
): Checked<SignatureList> {
  const parts = value.split(',').map((part): [name: string, value: string] => {
    const [name = '', ...rest] = part.split('=');
    // Base64 may end with one of these, or two.
    return [name, rest.join('=')];
  });
  const valuesOf = (wanted: string) =>
    parts.filter(([name]) => name === wanted).map(([, text]) => text);
  const signatures = valuesOf(names.signature);
  const timestamps = names.timestamp === undefined ? [] : valuesOf(names.timestamp);
  const isReadable =
    signatures.length > 0 &&
    signatures.length <= MAX_SIGNATURES &&
    !signatures.includes('') &&
    timestamps.length === (names.timestamp === undefined ? 0 : 1);
  if (!isReadable) return malformedHeader(header);
  return { value: { timestamp: timestamps[0] ?? '', signatures } };
}
