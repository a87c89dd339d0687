import { batchesOf, type SecretStore } from './secret-store';
import { type SecretPlace, type Vault, VaultError } from './vault';

export type EncryptionProblem = 'missing-key' | 'wrong-key';

const READ_AT_ONCE = 500;

/**
 * Whether the configured keys open what is stored. Every envelope is looked at for the key that it is under, since a rotation
 * that was broken off leaves two of them; of each key, one that opens is enough. A key is wrong when it opens nothing at all;
 * one damaged secret among good ones concerns only whoever uses it.
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
    for await (const rows of batchesOf(store, READ_AT_ONCE)) {
      for (const { documentId, fields } of rows) {
        for (const [field, envelope] of Object.entries(fields)) {
          const keyId = keyIdIn(vault, envelope);
          if (keyId === null || isOpenedByKey.get(keyId)) continue;
          const place = { uid: store.name, documentId, field };
          isOpenedByKey.set(keyId, opens(vault, envelope, place));
        }
      }
    }
  }
  return [...isOpenedByKey.values()].every(Boolean) ? null : 'wrong-key';
}

/** Null for what is no envelope: that says nothing about a key. */
function keyIdIn(vault: Vault, envelope: string): string | null {
  try {
    return vault.keyIdOf(envelope);
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

function opens(vault: Vault, envelope: string, place: SecretPlace): boolean {
  try {
    vault.decrypt(envelope, place);
    return true;
  } catch (error) {
    if (error instanceof VaultError) return false;
    throw error;
  }
}
