import { isApiError } from '../../http/client/api-error';

/** Statuses of a service that is busy or out of order. */
const PASSING_STATUSES = new Set([408, 425, 429, 500, 502, 503, 504]);
/** What is wrong with these stays wrong, whatever is tried. */
const LASTING_CODES = new Set<string>([
  'address-refused',
  'invalid-request',
  'not-connected',
  'foreign-host',
  'paging-unknown',
  'paging-malformed',
  'response-malformed',
  'response-too-large',
]);

/** Whether it may well be over in a while: no answer of a service, no database. Anything else is for a person to look at. */
export function isPassing(error: unknown): boolean {
  if (!isApiError(error)) return isDatabaseAway(error);
  if (LASTING_CODES.has(error.code)) return false;
  return error.status === null || PASSING_STATUSES.has(error.status);
}

/** Codes of the operating system, PostgreSQL (57P0x, class 08), mysql2 and SQLite for a connection that is none. */
const AWAY_CODE = /^(E[A-Z]+|57P0\d|08\w{3}|PROTOCOL_\w+|SQLITE_BUSY\w*)$/;
/** What pg and knex say without a code. */
const AWAY_MESSAGE =
  /Connection terminated|connection is closed|not queryable|Unable to acquire a connection/i;

export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, name, message } = error as Error & { code?: unknown };
  return (
    name === 'KnexTimeoutError' ||
    (typeof code === 'string' && AWAY_CODE.test(code)) ||
    AWAY_MESSAGE.test(message)
  );
}
