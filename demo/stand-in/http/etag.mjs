import { createHash } from 'node:crypto';

/**
 * Gives a successful answer its ETag, or turns it into a 304 where the client has it already (RFC 9110, 13.1.2).
 *
 * @param prefix `W/` for a weak one
 */
export function revalidated(request, answer, { prefix = '' } = {}) {
  if (answer.status !== 200) return answer;
  const { link = '' } = answer.headers;
  // The Link header is part of what a client keeps: the last page changes when another one is added behind it.
  const digest = createHash('sha256').update(link).update(answer.body).digest('base64url');
  const etag = `${prefix}"${digest.slice(0, 27)}"`;
  const headers = { ...answer.headers, etag };
  if (!knows(request.headers['if-none-match'], etag)) return { ...answer, headers };
  delete headers['content-type'];
  return { status: 304, headers, body: '' };
}

const opaque = (etag) => etag.trim().replace(/^W\//, '');

function knows(header, etag) {
  if (header === undefined) return false;
  return header.trim() === '*' || header.split(',').some((known) => opaque(known) === opaque(etag));
}
