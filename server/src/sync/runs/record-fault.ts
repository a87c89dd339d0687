import { errors } from '@strapi/utils';

import { isApiError } from '../../http/client/api-error';
import { messageOf } from '../../logger';
import { LinkTakenError } from '../links/link-store';
import { TransformError } from '../mapping/transforms';
import { RecordError } from '../records/record-reader';
import { isDatabaseAway } from './passing-fault';

const LONGEST_FAULT = 500;
/** Answers of a service that are about a record, and not about the service. */
const RECORD_STATUSES = new Set([400, 404, 405, 409, 410, 413, 415, 422]);

/** What is wrong with a record, for an editor; null for a fault that is none of a record's. */
export function faultOfRecord(error: unknown): string | null {
  if (!(error instanceof Error) || isDatabaseAway(error)) return null;
  if (isApiError(error)) return RECORD_STATUSES.has(error.status ?? 0) ? error.message : null;
  const { code } = error as { code?: unknown };
  const isOfRecord =
    error instanceof errors.ApplicationError ||
    error instanceof TransformError ||
    error instanceof RecordError ||
    error instanceof LinkTakenError ||
    isOfValue(code) ||
    // What lifecycles of a site throw to refuse an entry.
    (Object.getPrototypeOf(error) === Error.prototype && code === undefined);
  return isOfRecord ? (fieldFaultsOf(error) ?? messageOf(error)) : null;
}

/** What Strapi's validation says of single fields, with their names: "sku: This attribute must be unique". */
function fieldFaultsOf(error: Error): string | null {
  const { details } = error as { details?: { errors?: unknown } };
  if (!Array.isArray(details?.errors)) return null;
  const faults = details.errors.flatMap((fault: { path?: unknown; message?: unknown }) =>
    Array.isArray(fault.path) && fault.path.length > 0 && typeof fault.message === 'string'
      ? [`${fault.path.join('.')}: ${fault.message}`]
      : [],
  );
  return faults.length > 0 ? faults.join('; ').slice(0, LONGEST_FAULT) : null;
}

/** Whether a database refuses what was to be stored: PostgreSQL's classes 22 and 23, and what the others call the same. */
function isOfValue(code: unknown): boolean {
  return (
    typeof code === 'string' &&
    (/^2[23][0-9A-Z]{3}$/.test(code) ||
      /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/.test(code) ||
      /^ER_(DUP_ENTRY|DATA_|WARN_DATA_|TRUNCATED_|BAD_NULL|INVALID_JSON|NO_DEFAULT)/.test(code))
  );
}
