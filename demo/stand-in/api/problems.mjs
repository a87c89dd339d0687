import { json, Refusal } from '../http/answers.mjs';

/** An error of Harbour's API. */
export const problem = (status, code, message, headers = {}) =>
  json(status, { error: { code, message } }, headers);

export const refuse = (status, code, message, headers) =>
  new Refusal(problem(status, code, message, headers));

/** How Harbour's own API counts and fails; see `gated`. */
export const harbourFace = (harbour) => ({
  count: () => (harbour.counters.apiCalls += 1),
  broken: () => problem(500, 'internal', 'Harbour is having trouble.'),
  tooMany: () => problem(429, 'rate_limited', 'Too many calls; wait as long as Retry-After says.'),
  saysLimit: true,
});
