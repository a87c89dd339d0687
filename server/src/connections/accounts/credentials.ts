import type { Vault } from '../vault/vault';
import { CONNECTION_UID } from '../uids';

/** What a connection signs its calls with. Which fields there are, the kind of authentication says. */
export interface Credentials {
  /** `api-key`, `bearer` */
  key?: string;
  /** `basic` */
  username?: string;
  password?: string;
  /** The OAuth client, where it is the connection's own. */
  clientId?: string;
  clientSecret?: string;
  accessToken?: string;
  refreshToken?: string;
}

/** Where the ciphertext belongs; it decrypts nowhere else. */
const placeOf = (documentId: string) => ({ uid: CONNECTION_UID, documentId, field: 'credentials' });

/** @throws {VaultError} `missing-key` */
export function sealCredentials(
  vault: Vault,
  documentId: string,
  credentials: Credentials,
): string {
  return vault.encrypt(JSON.stringify(credentials), placeOf(documentId));
}

/** @throws {VaultError} */
export function openCredentials(
  vault: Vault,
  { documentId, credentials }: { documentId: string; credentials: string | null },
): Credentials {
  if (credentials === null) return {};
  return JSON.parse(vault.decrypt(credentials, placeOf(documentId))) as Credentials;
}
