import type { AuthKind } from '../../providers/auth-method';
import type { ProviderSettings } from '../../providers/provider';
import type { ConnectionStatus } from '../contracts';

/** A connection as it stands in the database. Times are ms since 1970. */
export interface ConnectionRecord {
  id: number;
  documentId: string;
  name: string;
  provider: string;
  auth: AuthKind;
  settings: ProviderSettings;
  /** Envelope of the vault around the JSON of `Credentials`; null once it is disconnected. */
  credentials: string | null;
  facts: Record<string, string>;
  tokenVersion: number;
  expiresAt: number | null;
  /** How long the access token was good for when it was given out, in ms. */
  tokenLifeMs: number | null;
  isRenewable: boolean;
  scopesAsked: string[] | null;
  scopesGranted: string[] | null;
  status: ConnectionStatus;
  statusReason: string | null;
  statusSince: number;
  accountId: string | null;
  accountName: string | null;
  lastUsedAt: number | null;
  lastTestedAt: number | null;
  refreshAfter: number | null;
  refreshFailures: number;
  expiryNoticeFor: number | null;
  revision: number;
  createdAt: string | Date;
  updatedAt: string | Date;
}
