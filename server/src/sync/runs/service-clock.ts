import type { ApiClient } from '../../http/client/api-client';

/**
 * Notes what time it is at a service when it first answers, by the header that every answer has (RFC 9110, 6.6.1). Ours is
 * taken where there is none.
 *
 * @returns a function that says it, in milliseconds since 1970
 */
export function watchServiceClock(client: Pick<ApiClient, 'use'>, now: () => number): () => number {
  const begunAt = now();
  let answeredAt: number | null = null;
  const stop = client.use({
    afterResponse({ headers }) {
      const at = Date.parse(headers.date ?? '');
      if (Number.isNaN(at)) return;
      answeredAt = at;
      stop();
    },
  });
  return () => answeredAt ?? begunAt;
}
