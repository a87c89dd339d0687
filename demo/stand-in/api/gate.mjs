import { answerOf, withHeaders } from '../http/answers.mjs';
import { limitHeaders, retryAfter } from './rate-limit.mjs';

/**
 * Puts the gate of an API before its routes: it counts the call, keeps the rate limit and does what the mode says.
 *
 * @param face `{ count(), broken(), tooMany(), saysLimit }`: counts a call, answers in the shape of this API, and
 *   whether its headers say how much of the limit is left
 */
export const gated = (harbour, face, routes) =>
  Object.fromEntries(
    Object.entries(routes).map(([route, handle]) => [
      route,
      (request) => pass(harbour, face, handle, request),
    ]),
  );

function pass(harbour, face, handle, request) {
  const { modes, counters } = harbour;
  face.count();
  if (modes.api === 'error-500') return face.broken();

  const limit = modes.rateLimit && harbour.rateLimit.take(modes.rateLimit);
  if (limit && !limit.isAllowed) {
    counters.rateLimited += 1;
    if (!face.saysLimit) return face.tooMany();
    const headers = { ...limitHeaders(limit), ...retryAfter(limit, harbour.now()) };
    return withHeaders(face.tooMany(), headers);
  }

  const answer = answerOf(() => handle(request));
  if (answer.status === 304) counters.notModified += 1;
  if (answer.isReplay) counters.replays += 1;
  return {
    ...(limit && face.saysLimit ? withHeaders(answer, limitHeaders(limit)) : answer),
    // What was asked for is done by now: who gives up waiting has it all the same.
    ...(modes.api === 'slow' && { delayMs: modes.slowMs }),
  };
}
