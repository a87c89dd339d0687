import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import type { EncryptionKey } from './encryption-keys';
import {
  associatedData,
  formatEnvelope,
  IV_BYTES,
  parseEnvelope,
  type SecretPlace,
  TAG_BYTES,
} from './envelope';
import { VaultError } from './vault-error';

export type { SecretPlace } from './envelope';
export { VaultError } from './vault-error';

export interface Vault {
  /** False without any key: nothing can be encrypted or decrypted. */
  isReady: boolean;
  /** The key that encrypts; null when not ready. */
  currentKeyId: string | null;
  /** @throws {VaultError} `missing-key` */
  encrypt(plaintext: string, place: SecretPlace): string;
  /** @throws {VaultError} `missing-key`, `wrong-key` (no key of that id), `tampered` (the key does not open it here) */
  decrypt(envelope: string, place: SecretPlace): string;
  /** Which key an envelope needs. @throws {VaultError} `tampered` if it is no envelope */
  keyIdOf(envelope: string): string;
}

const ALGORITHM = 'aes-256-gcm';

/**
 * The only place that encrypts and decrypts: AES-256-GCM with a random IV of 12 bytes and a tag of 16 (NIST SP 800-38D).
 * It never makes a key: one made up at a start would turn every stored secret into noise at the next.
 *
 * @param keys the first encrypts, all decrypt; none makes a vault that fails closed
 */
export function createVault(keys: EncryptionKey[]): Vault {
  const current = keys[0];
  const keyById = new Map(keys.map(({ id, key }) => [id, key]));

  return {
    isReady: current !== undefined,
    currentKeyId: current?.id ?? null,

    encrypt(plaintext, place) {
      if (!current) throw new VaultError('missing-key');
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, current.key, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(associatedData(place));
      const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
      return formatEnvelope({ keyId: current.id, iv, tag: cipher.getAuthTag(), ciphertext });
    },

    decrypt(envelope, place) {
      if (!current) throw new VaultError('missing-key');
      const { keyId, iv, tag, ciphertext } = parseEnvelope(envelope);
      const key = keyById.get(keyId);
      if (!key) throw new VaultError('wrong-key');
      const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(associatedData(place));
      try {
        decipher.setAuthTag(tag);
        return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
      } catch (error) {
        throw new VaultError('tampered', { cause: error });
      }
    },

    keyIdOf: (envelope) => parseEnvelope(envelope).keyId,
  };
}
