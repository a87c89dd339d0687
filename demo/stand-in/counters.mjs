/** What has happened since the start or the last reset. */
export const newCounters = () => ({
  /** Requests at the token endpoint by grant type, refused ones included. */
  tokenRequests: { authorization_code: 0, refresh_token: 0, client_credentials: 0, other: 0 },
  refusedTokenRequests: 0,
  /** Requests at the revocation endpoint by a client that could prove who it is. */
  revocations: 0,
  /** Grants that were taken away because a code or a refresh token came a second time. */
  familiesRevoked: 0,
  /** Calls of Harbour's own API, whatever the answer was. */
  apiCalls: 0,
  vendorCalls: { stripe: 0, github: 0, salesforce: 0 },
  /** Calls that a rate limit has refused: 429, at Salesforce 403. */
  rateLimited: 0,
  notModified: 0,
  /** Answers that an Idempotency-Key had got before. */
  replays: 0,
  productsCreated: 0,
});
