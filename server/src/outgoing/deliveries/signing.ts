import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  sign as signBytes,
} from 'node:crypto';

export type SecretKind = 'v1' | 'v1a';

export interface SignatureRequest {
  /** Every secret that is valid now: the current one, and those that are being rotated out. */
  secrets: string[];
  /** The same over all attempts of a delivery. Printable ASCII without a dot. */
  messageId: string;
  /** When this attempt is made. */
  timestamp: Date;
  /** Exactly what is sent; a text is sent in UTF-8. */
  body: string | Buffer;
  /** The prefix of the header names: `webhook-id` or `svix-id`, and so on. */
  headerFamily: 'webhook' | 'svix';
}

/** A text that is no signing secret. The message never holds the text. */
export class InvalidSecretError extends Error {
  readonly code = 'invalid-secret';

  constructor(message: string) {
    super(message);
    this.name = 'InvalidSecretError';
  }
}

const SYMMETRIC_PREFIX = 'whsec_';
const PRIVATE_PREFIX = 'whsk_';
const PUBLIC_PREFIX = 'whpk_';
const SECRET_BYTES = 32;

/** What stands before the bare 32 bytes of an ed25519 key in PKCS #8 (RFC 8410, 7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
/** A separator in the signed content, which a message id must not contain, and nothing a header cannot carry. */
const MESSAGE_ID = /^[\x21-\x2d\x2f-\x7e]{1,256}$/;

/**
 * The three headers of Standard Webhooks, one signature a secret, separated by spaces. `whsec_` secrets sign with
 * HMAC-SHA256 (`v1`), `whsk_` keys with ed25519 (`v1a`).
 *
 * By node:crypto and not by svix, which hashes in JavaScript: measured 14 µs for 1 KB and 110 µs for 20 KB, against 2 and
 * 13 µs, and that was 11 % of the processor time of a worker at its limit. The tests hold every signature against svix.
 *
 * @throws {InvalidSecretError} for a secret that is none, and for an empty list
 * @throws {TypeError} for an id that Standard Webhooks does not allow
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function sign(request: SignatureRequest): Record<string, string> {
  const { secrets, messageId, timestamp, body, headerFamily } = request;
  if (!MESSAGE_ID.test(messageId)) {
    throw new TypeError('a message id is printable ASCII without a dot');
  }
  if (secrets.length === 0) throw new InvalidSecretError('There is no secret to sign with.');

  const seconds = Math.floor(timestamp.getTime() / 1000);
  const start = `${messageId}.${seconds}.`;
  const signatures = secrets.map((secret) => {
    const key = preparedKey(secret);
    if (kindOf(secret) === 'v1') {
      return `v1,${createHmac('sha256', key).update(start).update(body).digest('base64')}`;
    }
    const content = Buffer.concat([Buffer.from(start), Buffer.from(body)]);
    return `v1a,${signBytes(null, content, key).toString('base64')}`;
  });
  return {
    [`${headerFamily}-id`]: messageId,
    [`${headerFamily}-timestamp`]: String(seconds),
    [`${headerFamily}-signature`]: signatures.join(' '),
  };
}

/**
 * A new secret: `whsec_` and 32 random bytes, or `whsk_` and an ed25519 key (seed and public key, 64 bytes).
 *
 * @param randomBytes node:crypto's, or a fixed one in tests
 */
export function generateSecret(kind: SecretKind, randomBytes: (size: number) => Buffer): string {
  const seed = randomBytes(SECRET_BYTES);
  if (kind === 'v1') return SYMMETRIC_PREFIX + seed.toString('base64');
  return PRIVATE_PREFIX + Buffer.concat([seed, publicBytes(keyFromSeed(seed))]).toString('base64');
}

/**
 * The `whpk_` key with which a receiver verifies what a `whsk_` key signed.
 *
 * @throws {InvalidSecretError}
 */
export function publicKeyOf(secret: string): string {
  return PUBLIC_PREFIX + publicBytes(privateKey(secret)).toString('base64');
}

/** Which signature a secret makes, by its prefix. */
export function kindOf(secret: string): SecretKind {
  return secret.startsWith(PRIVATE_PREFIX) ? 'v1a' : 'v1';
}

function symmetricKey(secret: string): KeyObject {
  const text = secret.startsWith(SYMMETRIC_PREFIX) ? secret.slice(SYMMETRIC_PREFIX.length) : secret;
  const bytes = decodeBase64(text);
  if (!bytes) throw new InvalidSecretError('A signing secret is "whsec_" followed by base64.');
  return createSecretKey(bytes);
}

/**
 * Reading and checking an ed25519 key takes 280 µs, signing 1 KB with it 24, so the keys last used are kept. It changes
 * no result, only the time.
 */
const preparedKeys = new Map<string, KeyObject>();
const MAX_PREPARED_KEYS = 256;

function preparedKey(secret: string): KeyObject {
  const known = preparedKeys.get(secret);
  if (known) return known;
  const key = kindOf(secret) === 'v1' ? symmetricKey(secret) : privateKey(secret);
  const oldest = preparedKeys.keys().next();
  if (preparedKeys.size >= MAX_PREPARED_KEYS && !oldest.done) preparedKeys.delete(oldest.value);
  preparedKeys.set(secret, key);
  return key;
}

function privateKey(secret: string): KeyObject {
  const bytes = decodeBase64(secret.slice(PRIVATE_PREFIX.length));
  const key =
    bytes?.length === 2 * SECRET_BYTES ? keyFromSeed(bytes.subarray(0, SECRET_BYTES)) : null;
  // A public half of another key would make receivers verify against the wrong one.
  if (!bytes || !key || !publicBytes(key).equals(bytes.subarray(SECRET_BYTES))) {
    throw new InvalidSecretError(
      'An ed25519 signing key is "whsk_" followed by the base64 of its 32 byte seed and its public key.',
    );
  }
  return key;
}

function keyFromSeed(seed: Buffer): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519, seed]),
    format: 'der',
    type: 'pkcs8',
  });
}

function publicBytes(key: KeyObject): Buffer {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return Buffer.from(x ?? '', 'base64url');
}

/** Null for an empty text and for anything but canonical base64, of which Buffer would read some part. */
function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : null;
}
