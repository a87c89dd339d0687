/*
 * What a route answers is a value, `{ status, headers, body, delayMs? }`, so that it can be kept, repeated under an
 * idempotency key, and compared by its ETag before anything is written.
 */

export const json = (status, body, headers = {}) => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

export const text = (status, body) => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});

/** A page that no other site may frame, so that nobody is made to click on it unseen. */
export const html = (status, page) => ({
  status,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
  },
  body: page,
});

/** 303: whatever the method was, the next one is GET. */
export const redirect = (location) => ({
  status: 303,
  headers: { location, 'cache-control': 'no-store' },
  body: '',
});

export const noContent = (headers = {}) => ({ status: 204, headers, body: '' });

export const withHeaders = (answer, headers) => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
});

/** Thrown deep inside a route: this is the answer. */
export class Refusal extends Error {
  constructor(answer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

/** What a route answers, whether it returned it or threw it. */
export function answerOf(work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}
