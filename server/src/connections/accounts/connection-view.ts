import type { ProviderRegistry } from '../../providers/registry';
import type { Connection } from '../contracts';
import { missingScopes } from '../oauth/token-set';
import type { ConnectionRecord } from './connection-record';

const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());

/** What the API says of a connection: everything but its credentials. */
export function toConnection(record: ConnectionRecord, providers: ProviderRegistry): Connection {
  const { scopesAsked: asked, scopesGranted: granted } = record;
  return {
    id: record.id,
    documentId: record.documentId,
    name: record.name,
    provider: record.provider,
    providerName: providers.find(record.provider)?.name ?? null,
    auth: record.auth,
    settings: record.settings,
    status: record.status,
    statusReason: record.statusReason,
    statusSince: new Date(record.statusSince).toISOString(),
    account:
      record.accountId === null
        ? null
        : { id: record.accountId, name: record.accountName ?? record.accountId },
    scopes: asked && { asked, granted, missing: missingScopes(asked, granted) },
    expiresAt: iso(record.expiresAt),
    isRenewable: record.isRenewable,
    lastUsedAt: iso(record.lastUsedAt),
    lastTestedAt: iso(record.lastTestedAt),
    createdAt: new Date(record.createdAt).toISOString(),
    updatedAt: new Date(record.updatedAt).toISOString(),
  };
}
