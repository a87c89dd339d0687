import { json, Refusal } from '../http/answers.mjs';

/** RFC 6749, 5.1: neither tokens nor errors about them are ever kept by a cache. */
export const NO_STORE = { 'cache-control': 'no-store', pragma: 'no-cache' };

/**
 * An error as RFC 6749 (5.2) wants it.
 *
 * @param code e.g. `invalid_grant`
 * @param description a sentence for the developer; it never repeats a token
 */
export class OAuthError extends Refusal {
  constructor(code, description, { status = 400, headers = {} } = {}) {
    super(
      json(status, { error: code, error_description: description }, { ...NO_STORE, ...headers }),
    );
    this.code = code;
  }
}
