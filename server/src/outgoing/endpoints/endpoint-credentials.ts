import type { Vault } from '../../connections/vault/vault';
import type { EndpointRecord } from './endpoint-record';
import { ENDPOINT_UID } from '../uids';

type Headers = Record<string, string>;

/** Where a ciphertext belongs; it decrypts nowhere else. */
const placeOf = (documentId: string, field: 'secrets' | 'headers') => ({
  uid: ENDPOINT_UID,
  documentId,
  field,
});

/** Encrypts an endpoint's signing secrets, the current one first. @throws {VaultError} `missing-key` */
export function sealSecrets(vault: Vault, documentId: string, secrets: string[]): string {
  return vault.encrypt(JSON.stringify(secrets), placeOf(documentId, 'secrets'));
}

/** Encrypts an endpoint's own headers; null where it has none. @throws {VaultError} `missing-key` */
export function sealHeaders(vault: Vault, documentId: string, headers: Headers): string | null {
  if (Object.keys(headers).length === 0) return null;
  return vault.encrypt(JSON.stringify(headers), placeOf(documentId, 'headers'));
}

/** Every stored secret in clear, expired ones included, in the order of `secretPeriods`. @throws {VaultError} */
export function openSecrets(vault: Vault, endpoint: EndpointRecord): string[] {
  return JSON.parse(vault.decrypt(endpoint.secrets, placeOf(endpoint.documentId, 'secrets')));
}

/** An endpoint's own headers in clear. @throws {VaultError} */
export function openHeaders(vault: Vault, endpoint: EndpointRecord): Headers {
  if (endpoint.headers === null) return {};
  return JSON.parse(vault.decrypt(endpoint.headers, placeOf(endpoint.documentId, 'headers')));
}
