export type VaultErrorCode = 'missing-key' | 'wrong-key' | 'tampered';

export const VAULT_MESSAGES: Record<VaultErrorCode, string> = {
  'missing-key':
    'There is no encryption key, so secrets can neither be stored nor read. Set admin.secrets.encryptionKey, or encryption.keys of the plugin, and restart.',
  'wrong-key':
    'A stored secret was encrypted with a key that is not configured any more. Put that key back into encryption.keys and restart.',
  tampered:
    'A stored secret could not be decrypted: it was changed or moved, or the text of its key was changed. Put the former key back, or enter the secret anew.',
};

/** Why a secret could not be encrypted or decrypted. The message holds neither the secret nor where it is stored. */
export class VaultError extends Error {
  readonly code: VaultErrorCode;

  constructor(code: VaultErrorCode, options?: ErrorOptions) {
    super(VAULT_MESSAGES[code], options);
    this.name = 'VaultError';
    this.code = code;
  }
}
