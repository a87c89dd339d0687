import { isValidAt } from '../../connections/vault/secret-periods';
import type { ProviderRegistry } from '../../providers/registry';
import type { Source } from '../contracts';
import type { SourceRecord } from './source-record';

interface Context {
  providers: ProviderRegistry;
  /** The address under which a slug is reached. */
  addressOf: (slug: string) => string;
  now: number;
}

/** What the API says of a source: everything but its secrets. */
export function toSource(record: SourceRecord, { providers, addressOf, now }: Context): Source {
  return {
    id: record.id,
    documentId: record.documentId,
    name: record.name,
    slug: record.slug,
    address: addressOf(record.slug),
    provider: record.provider,
    providerName: providers.find(record.provider)?.name ?? null,
    settings: record.settings,
    publicUrl: record.publicUrl,
    isActive: record.isActive,
    isOrdered: record.isOrdered,
    rateLimit: record.rateLimit,
    actions: record.actions,
    secrets: record.secretPeriods.filter((period) => isValidAt(period, now)),
    createdAt: new Date(record.createdAt).toISOString(),
    updatedAt: new Date(record.updatedAt).toISOString(),
  };
}
