import type { SecretPeriod } from '../../connections/vault/secret-periods';
import type { ProviderSettings } from '../../providers/provider';
import type { Action } from '../contracts';

/** A source as it stands in the database. */
export interface SourceRecord {
  id: number;
  documentId: string;
  name: string;
  slug: string;
  provider: string;
  settings: ProviderSettings;
  /** Envelope of the vault around a JSON array, the current secret first. */
  secrets: string;
  /** In the order of the secrets. */
  secretPeriods: SecretPeriod[];
  publicUrl: string | null;
  isActive: boolean;
  isOrdered: boolean;
  rateLimit: number;
  actions: Action[];
  revision: number;
  createdAt: string | Date;
  updatedAt: string | Date;
}
