import type { ApiTarget } from './api-target';

/** What makes a request the connection's own. */
export interface Authorization {
  headers: Readonly<Record<string, string>>;
  /** Query parameters, for services that take their key there. */
  query: Readonly<Record<string, string>>;
  /** The access token or the key itself, for whoever signs calls by himself; null where there is none. */
  token: string | null;
  /** The credentials themselves, to be masked wherever they come back. */
  secrets: readonly string[];
  /** Grows with every new token. */
  version: number;
}

/** What a call needs to know of its connection. */
export interface Access {
  target: ApiTarget;
  /** Sent with every call, names in lower case. */
  headers: Readonly<Record<string, string>>;
  authorization: Authorization;
}

/**
 * What a call is made with now; not a promise where it is known.
 *
 * @throws {ApiError} `not-connected`
 */
export type OpenAccess = () => Access | Promise<Access>;

/**
 * What to send instead of an authorization that the service has just refused; null where there is nothing else.
 *
 * @throws {ApiError} `not-connected`
 */
export type Renew = (refused: Authorization) => Promise<Authorization | null>;
