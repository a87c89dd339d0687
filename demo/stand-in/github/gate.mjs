import { randomBytes } from 'node:crypto';

import { limitHeaders, retryAfter } from '../api/rate-limit.mjs';
import { answerOf, withHeaders } from '../http/answers.mjs';
import { hasVendorToken } from '../vendor-token.mjs';
import { githubError, refuseAsGitHub } from './answers.mjs';

/** What GitHub allows a signed-in user. */
const USUAL_LIMIT = { calls: 5_000, perMs: 3_600_000 };
const TOKENS = {
  schemes: ['bearer', 'token'],
  looksRight: /^(ghp|gho|ghu|ghs)_\w{4,}$|^github_pat_\w{4,}$/,
};

/**
 * What GitHub does before and after each of its routes: user agent and token, its rate limit and the headers about it.
 * Here a limit is always on, and an answer of 304 costs nothing.
 */
export const githubGated = (harbour, routes) =>
  Object.fromEntries(
    Object.entries(routes).map(([route, handle]) => [
      route,
      (request) => pass(harbour, handle, request),
    ]),
  );

function pass(harbour, handle, request) {
  const { modes, counters, github } = harbour;
  counters.vendorCalls.github += 1;
  if (modes.api === 'error-500') return githubError(500, 'Server Error');

  const allowance = modes.rateLimit ?? USUAL_LIMIT;
  const peek = github.rateLimit.look(allowance);
  const answer = peek.isAllowed
    ? answerOf(() => {
        admit(harbour, request);
        return handle(request);
      })
    : tooMany(harbour, peek);
  if (answer.status === 304) counters.notModified += 1;

  const costsNothing = !peek.isAllowed || answer.status === 304;
  const limit = costsNothing ? peek : github.rateLimit.take(allowance);
  return {
    ...withHeaders(answer, {
      ...limitHeaders(limit),
      'x-ratelimit-used': String(limit.used),
      'x-ratelimit-resource': 'core',
      'x-github-request-id': randomBytes(8).toString('hex').toUpperCase(),
      'x-github-media-type': 'github.v3; format=json',
    }),
    ...(modes.api === 'slow' && { delayMs: modes.slowMs }),
  };
}

function tooMany(harbour, limit) {
  harbour.counters.rateLimited += 1;
  const answer = githubError(429, 'API rate limit exceeded for user ID 4711042.');
  return withHeaders(answer, retryAfter(limit, harbour.now()));
}

function admit(harbour, request) {
  if (!request.headers['user-agent']) {
    throw refuseAsGitHub(403, 'Request forbidden by administrative rules. Send a User-Agent.');
  }
  if (request.headers.authorization === undefined) {
    throw refuseAsGitHub(401, 'Requires authentication');
  }
  if (!hasVendorToken(harbour, request, TOKENS)) throw refuseAsGitHub(401, 'Bad credentials');
}
