import { VaultError } from './vault-error';

/** A ciphertext with what is needed to find its key. */
export interface Envelope {
  keyId: string;
  iv: Buffer;
  tag: Buffer;
  ciphertext: Buffer;
}

/** Where a secret is stored. It is bound to the place: moved to another row or field, it does not decrypt. */
export interface SecretPlace {
  /** The content type's uid. */
  uid: string;
  /** Strapi's documentId, and not the row's id: it survives an export and import. */
  documentId: string;
  field: string;
}

export const IV_BYTES = 12;
/** A shorter tag is easier to forge, and Node's decipher would accept one (from 4 bytes up). */
export const TAG_BYTES = 16;

const VERSION = 'ib1';
const SHAPE = /^ib1\.([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{22,})$/;

/** `ib1.<key id>.<iv>.<tag and ciphertext>`, the last two in base64url. */
export function formatEnvelope({ keyId, iv, tag, ciphertext }: Envelope): string {
  const sealed = Buffer.concat([tag, ciphertext]);
  return [VERSION, keyId, iv.toString('base64url'), sealed.toString('base64url')].join('.');
}

/**
 * Reads what `formatEnvelope` wrote.
 *
 * @throws {VaultError} `tampered` for anything else
 */
export function parseEnvelope(text: string): Envelope {
  const [, keyId, ivText, sealedText] = SHAPE.exec(text) ?? [];
  if (!keyId || !ivText || !sealedText) throw new VaultError('tampered');
  const sealed = Buffer.from(sealedText, 'base64url');
  // Two texts for the same bytes would let a stored secret be changed unseen.
  if (sealed.toString('base64url') !== sealedText) throw new VaultError('tampered');
  return {
    keyId,
    iv: Buffer.from(ivText, 'base64url'),
    tag: sealed.subarray(0, TAG_BYTES),
    ciphertext: sealed.subarray(TAG_BYTES),
  };
}

/**
 * The associated data of a place, `uid|documentId|field`.
 *
 * @throws {TypeError} for a part that is empty or contains the separator: two places could then read the same
 */
export function associatedData({ uid, documentId, field }: SecretPlace): Buffer {
  const parts = [uid, documentId, field];
  if (parts.some((part) => part === '' || part.includes('|'))) {
    throw new TypeError('the place of a secret needs a uid, a documentId and a field without "|"');
  }
  return Buffer.from(parts.join('|'), 'utf8');
}
