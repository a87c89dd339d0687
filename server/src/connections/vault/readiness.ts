import type { SecretStore } from './secret-store';
import { type SecretPlace, type Vault, VaultError } from './vault';

export type EncryptionProblem = 'missing-key' | 'wrong-key';

/** Rows of each store that the check reads: enough to meet every key of a store that is being rotated. */
const SAMPLE_ROWS = 50;

/**
 * Whether the configured keys open what is stored. A key is wrong when it opens no sample at all; one damaged secret
 * among good ones concerns only whoever uses it.
 *
 * @returns null if all is well
 */
export async function checkReadiness(
  vault: Vault,
  stores: SecretStore[],
): Promise<EncryptionProblem | null> {
  if (!vault.isReady) return 'missing-key';
  const isOpenedByKey = new Map<string, boolean>();
  for (const store of stores) {
    for (const { documentId, fields } of await store.listBatch(0, SAMPLE_ROWS)) {
      for (const [field, envelope] of Object.entries(fields)) {
        const place = { uid: store.name, documentId, field };
        const sample = openSample(vault, envelope, place);
        if (!sample || isOpenedByKey.get(sample.keyId)) continue;
        isOpenedByKey.set(sample.keyId, sample.isOpened);
      }
    }
  }
  return [...isOpenedByKey.values()].every(Boolean) ? null : 'wrong-key';
}

/** Null for what is no envelope: that says nothing about a key. */
function openSample(
  vault: Vault,
  envelope: string,
  place: SecretPlace,
): { keyId: string; isOpened: boolean } | null {
  let keyId: string | null = null;
  try {
    keyId = vault.keyIdOf(envelope);
    vault.decrypt(envelope, place);
    return { keyId, isOpened: true };
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    return keyId === null ? null : { keyId, isOpened: false };
  }
}
