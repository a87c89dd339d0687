import { createHash } from 'node:crypto';

/** For so long the same body from a service that numbers nothing is taken for a repetition. */
export const DIGEST_WINDOW_MS = 10 * 60 * 1000;

/**
 * What is unique within a source for as long as an event is kept: a digest, since ids are of any length and MySQL would
 * take two that differ in case alone for the same.
 *
 * @param eventId the service's own id, or null
 * @param content what tells events without an id apart
 */
export function dedupeKeyOf(eventId: string | null, content: string | Buffer): string {
  const hash = createHash('sha256');
  return eventId === null
    ? hash.update('body\n').update(content).digest('hex')
    : hash.update('id\n').update(eventId).digest('hex');
}
