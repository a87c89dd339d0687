import { isValidAt } from '../../connections/vault/secret-periods';
import type { Vault } from '../../connections/vault/vault';
import { SOURCE_UID } from '../uids';
import type { SourceRecord } from './source-record';

/** Where the ciphertext belongs; it decrypts nowhere else. */
const placeOf = (documentId: string) => ({ uid: SOURCE_UID, documentId, field: 'secrets' });

/** Encrypts the secrets of a source, the current one first. @throws {VaultError} `missing-key` */
export function sealSecrets(vault: Vault, documentId: string, secrets: string[]): string {
  return vault.encrypt(JSON.stringify(secrets), placeOf(documentId));
}

/** Every stored secret in clear, expired ones included, in the order of `secretPeriods`. @throws {VaultError} */
export function openSecrets(vault: Vault, source: SourceRecord): string[] {
  return JSON.parse(vault.decrypt(source.secrets, placeOf(source.documentId)));
}

/**
 * Decrypts the secrets of a source once a revision: the registry keeps one record object for as long as it is unchanged.
 * A failure is not kept, so that a key that was put right is used at the next request.
 */
export function createSecretCache(vault: () => Vault) {
  const opened = new WeakMap<SourceRecord, string[]>();

  return function acceptedSecrets(source: SourceRecord, now: number): string[] {
    const secrets = opened.get(source) ?? openSecrets(vault(), source);
    opened.set(source, secrets);
    return secrets.filter((_, index) => {
      const period = source.secretPeriods[index];
      return period !== undefined && isValidAt(period, now);
    });
  };
}

export type AcceptedSecrets = ReturnType<typeof createSecretCache>;
