import { isValidAt, type SecretPeriod } from '../../connections/vault/secret-periods';
import type { FailureStreak } from './failure-streak';
import type {
  Endpoint,
  FilterCondition,
  PayloadMode,
  SignatureHeaders,
  SignatureKind,
} from '../contracts';

/** An endpoint as it stands in the database. */
export interface EndpointRecord {
  id: number;
  documentId: string;
  description: string | null;
  url: string;
  eventTypes: string[];
  filter: FilterCondition[] | null;
  payloadMode: PayloadMode;
  populate: Record<string, string[]> | null;
  /** Envelope of the vault around a JSON object name → value. */
  headers: string | null;
  headerNames: string[] | null;
  rateLimit: number | null;
  isOrdered: boolean;
  isActive: boolean;
  signatureKind: SignatureKind;
  signatureHeaders: SignatureHeaders;
  publicKey: string | null;
  /** Envelope of the vault around a JSON array, the current secret first. */
  secrets: string;
  /** In the order of the secrets. */
  secretPeriods: SecretPeriod[];
  disabledReason: 'gone' | 'failing' | null;
  disabledAt: string | Date | null;
  failureStreak: FailureStreak | null;
  revision: number;
  createdAt: string | Date;
  updatedAt: string | Date;
}

export const AUTHORIZATION = 'authorization';

/** What the API says of an endpoint: everything but its secrets and the values of its headers. */
export function toEndpoint(record: EndpointRecord, now: number): Endpoint {
  const headerNames = record.headerNames ?? [];
  return {
    id: record.id,
    documentId: record.documentId,
    description: record.description ?? '',
    url: record.url,
    eventTypes: record.eventTypes,
    filter: record.filter ?? [],
    payloadMode: record.payloadMode,
    populate: record.populate ?? {},
    headers: headerNames.map((name) => ({ name, isSet: true })),
    hasAuthorization: headerNames.some((name) => name.toLowerCase() === AUTHORIZATION),
    rateLimit: record.rateLimit,
    isOrdered: record.isOrdered,
    isActive: record.isActive,
    signatureKind: record.signatureKind,
    signatureHeaders: record.signatureHeaders,
    publicKey: record.publicKey,
    secrets: record.secretPeriods.filter((period) => isValidAt(period, now)),
    disabledReason: record.disabledReason,
    disabledAt: isoOrNull(record.disabledAt),
    failingSince: record.failureStreak ? new Date(record.failureStreak.since).toISOString() : null,
    createdAt: new Date(record.createdAt).toISOString(),
    updatedAt: new Date(record.updatedAt).toISOString(),
  };
}

function isoOrNull(value: string | Date | null): string | null {
  return value === null ? null : new Date(value).toISOString();
}
