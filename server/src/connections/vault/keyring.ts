import { deriveEncryptionKeys } from './encryption-keys';
import { checkReadiness, type EncryptionProblem } from './readiness';
import {
  countOutdated,
  type RotationOptions,
  type RotationResult,
  rotateSecrets,
} from './rotation';
import type { SecretStore } from './secret-store';
import { createVault, type Vault } from './vault';

export interface EncryptionStatus {
  isReady: boolean;
  problem: EncryptionProblem | null;
  currentKeyId: string | null;
}

/** The vault of a site and every place where its features keep secrets. */
export function createKeyring(
  configured: { id: string; key: string }[],
  strapiKey: () => string | undefined,
) {
  const stores = new Map<string, SecretStore>();
  let vault: Vault | null = null;

  function getVault(): Vault {
    vault ??= createVault(deriveEncryptionKeys(configured, strapiKey()));
    return vault;
  }

  return {
    /** The vault with the keys of the configuration. Without any key it is there, but not ready. */
    vault: getVault,

    /** Makes a feature's secrets known to rotation and to the check of the keys. Call it in `register` or `bootstrap`. */
    registerSecretStore(store: SecretStore): void {
      if (stores.has(store.name)) {
        throw new Error(`the secrets of "${store.name}" are registered twice`);
      }
      stores.set(store.name, store);
    },

    /** How many secrets are stored. */
    async countSecrets(): Promise<number> {
      const counts = await Promise.all([...stores.values()].map((store) => store.count()));
      return counts.reduce((sum, count) => sum + count, 0);
    },

    /** How many of them are not under the first key. */
    countOutdated: (): Promise<number> => countOutdated(getVault(), [...stores.values()]),

    /** Encrypts every stored secret anew with the first key; safe to repeat, to break off and to run twice at once. */
    rotateKeys(
      options: Pick<RotationOptions, 'onProgress' | 'signal' | 'batchSize'> = {},
    ): Promise<RotationResult> {
      return rotateSecrets({ ...options, vault: getVault(), stores: [...stores.values()] });
    },

    /** Reads all that is stored and opens a sample of each key's: ask at start and when a page is opened. */
    async encryptionStatus(): Promise<EncryptionStatus> {
      const problem = await checkReadiness(getVault(), [...stores.values()]);
      return { isReady: problem === null, problem, currentKeyId: getVault().currentKeyId };
    },
  };
}

export type Keyring = ReturnType<typeof createKeyring>;
