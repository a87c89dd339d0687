import { createHash } from 'node:crypto';

/**
 * Remembers what was answered under an Idempotency-Key. A refusal is not remembered: nothing has happened, so the same
 * key may try again.
 *
 * @returns `run({ scope, request, onConflict }, work)`: the answer of `work`, or the one that this key was given before,
 *   marked with `isReplay`; `onConflict()` answers where the key comes with another request
 */
export function createIdempotency() {
  const kept = new Map();

  return {
    run({ scope, request, onConflict }, work) {
      const key = request.headers['idempotency-key'];
      if (!key) return work();
      const place = JSON.stringify([scope, key]);
      const fingerprint = fingerprintOf(request);
      const before = kept.get(place);
      if (before && before.fingerprint !== fingerprint) return onConflict();
      if (before) return { ...before.answer, isReplay: true };
      const answer = work();
      if (answer.status < 300) kept.set(place, { fingerprint, answer });
      return answer;
    },
  };
}

const fingerprintOf = ({ method, path, body }) =>
  createHash('sha256').update(`${method} ${path}\n${body}`).digest('base64url');
