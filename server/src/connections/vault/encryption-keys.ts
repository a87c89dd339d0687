import { hkdfSync } from 'node:crypto';

/** A key as the vault uses it. */
export interface EncryptionKey {
  /** Stands in every envelope; 1 to 32 letters, digits, `-` or `_`. */
  id: string;
  /** 32 bytes for AES-256. */
  key: Buffer;
}

/** The id under which Strapi's own key (`admin.secrets.encryptionKey`) stands in envelopes. */
const STRAPI_KEY_ID = 'strapi';

/**
 * The keys in force: those of the configuration in their order, of which the first encrypts, then Strapi's own. Strapi's
 * stays readable after the first key of one's own was added, so that what it encrypted can be rotated.
 *
 * The text of a key becomes 32 bytes by HKDF-SHA256 (RFC 5869) and not by a bare hash, because Strapi encrypts with the
 * SHA-256 of the same text: a key must not serve two schemes.
 *
 * @param configured `encryption.keys`
 * @param strapiKey Strapi's own key, where the site has one
 */
export function deriveEncryptionKeys(
  configured: { id: string; key: string }[],
  strapiKey: string | undefined,
): EncryptionKey[] {
  const isNamedByConfiguration = configured.some(({ id }) => id === STRAPI_KEY_ID);
  const texts =
    strapiKey && !isNamedByConfiguration
      ? [...configured, { id: STRAPI_KEY_ID, key: strapiKey }]
      : configured;
  return texts.map(({ id, key }) => ({ id, key: deriveKey(key) }));
}

function deriveKey(text: string): Buffer {
  return Buffer.from(hkdfSync('sha256', text, '', 'integration-builder vault 1', 32));
}
