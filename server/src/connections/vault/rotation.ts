import { batchesOf, type SecretStore } from './secret-store';
import { type SecretPlace, type Vault, VaultError } from './vault';

export interface RotationProgress {
  /** The store that is being walked. */
  store: string;
  /** Envelopes looked at so far, over all stores. */
  scanned: number;
  /** Of these, encrypted anew with the current key. */
  rotated: number;
  /** Of these, changed by somebody else in the meantime and therefore left as they are. */
  overtaken: number;
  /** Of these, not decryptable; they keep their envelope. */
  failed: number;
}

export interface RotationResult extends Omit<RotationProgress, 'store'> {
  /** True when every envelope is under the current key: the older keys can be removed from the configuration. */
  isComplete: boolean;
}

export interface RotationOptions {
  vault: Vault;
  stores: SecretStore[];
  batchSize?: number;
  /** Called after every batch. */
  onProgress?: (progress: RotationProgress) => void;
  /** Stops after the batch under way; what is rotated stays so. */
  signal?: AbortSignal;
}

/** A second pass catches what another instance, still without the new key, wrote during the first. */
const MAX_PASSES = 3;
const COUNTED_AT_ONCE = 500;

/**
 * Encrypts all stored secrets anew with the current key while the site runs. Nothing needs to be remembered to resume
 * it: an envelope says which key it is under, so that a new run passes over what the broken-off one has done.
 *
 * @throws {VaultError} `missing-key`
 */
export async function rotateSecrets(options: RotationOptions): Promise<RotationResult> {
  if (!options.vault.isReady) throw new VaultError('missing-key');
  const totals = { scanned: 0, rotated: 0, overtaken: 0, failed: 0 };

  for (let pass = 1; pass <= MAX_PASSES; pass++) {
    const before = { ...totals };
    for (const store of options.stores) await rotateStore(store, totals, options, pass);
    if (options.signal?.aborted) return { ...totals, isComplete: false };
    const isUntouched = totals.rotated === before.rotated && totals.overtaken === before.overtaken;
    if (isUntouched) return { ...totals, isComplete: totals.failed === 0 };
  }
  return { ...totals, isComplete: false };
}

/**
 * How many envelopes are not under the current key. Counted from what is stored, so it is the same on every instance and
 * after every restart.
 */
export async function countOutdated(vault: Vault, stores: readonly SecretStore[]): Promise<number> {
  let outdated = 0;
  for (const store of stores) {
    for await (const rows of batchesOf(store, COUNTED_AT_ONCE)) {
      const envelopes = rows.flatMap(({ fields }) => Object.values(fields));
      outdated += envelopes.filter((envelope) => !isCurrent(vault, envelope)).length;
    }
  }
  return outdated;
}

function isCurrent(vault: Vault, envelope: string): boolean {
  try {
    return vault.keyIdOf(envelope) === vault.currentKeyId;
  } catch (error) {
    if (error instanceof VaultError) return false;
    throw error;
  }
}

async function rotateStore(
  store: SecretStore,
  totals: Omit<RotationProgress, 'store'>,
  { vault, batchSize = 100, onProgress, signal }: RotationOptions,
  pass: number,
): Promise<void> {
  for await (const rows of batchesOf(store, batchSize)) {
    if (signal?.aborted) return;
    for (const { id, documentId, fields } of rows) {
      for (const [field, envelope] of Object.entries(fields)) {
        // Later passes only repair: they count what they change, not once more what they see.
        if (pass === 1) totals.scanned += 1;
        const place = { uid: store.name, documentId, field };
        const renewal = reencrypt(vault, envelope, place);
        if (renewal.kind === 'unreadable') {
          if (pass === 1) totals.failed += 1;
        } else if (renewal.kind === 'renewed') {
          if (await store.replace(id, field, envelope, renewal.envelope)) totals.rotated += 1;
          else totals.overtaken += 1;
        }
      }
    }
    onProgress?.({ store: store.name, ...totals });
  }
}

type Renewal = { kind: 'current' } | { kind: 'unreadable' } | { kind: 'renewed'; envelope: string };

function reencrypt(vault: Vault, envelope: string, place: SecretPlace): Renewal {
  try {
    // Opened in either case: a key's id says nothing where the key's text was changed under it.
    const secret = vault.decrypt(envelope, place);
    if (vault.keyIdOf(envelope) === vault.currentKeyId) return { kind: 'current' };
    return { kind: 'renewed', envelope: vault.encrypt(secret, place) };
  } catch (error) {
    if (error instanceof VaultError) return { kind: 'unreadable' };
    throw error;
  }
}
