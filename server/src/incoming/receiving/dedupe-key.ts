import { createHash } from 'node:crypto';

/** For so long the same body from a service that numbers nothing is taken for a repetition. */
export const DIGEST_WINDOW_MS = 10 * 60 * 1000;

/** A type may come in a header, and what an event is about in the address. */
interface Apart {
  eventType?: string | null;
  /** The query of the address that was called. */
  search?: string;
  content?: string | Buffer;
}

/**
 * What is unique within a source for as long as an event is kept: a digest, since ids are of any length and MySQL would
 * take two that differ in case alone for the same.
 *
 * @param eventId the service's own id, or null
 * @param apart what tells events without an id apart; needless with one
 */
export function dedupeKeyOf(eventId: string | null, apart?: Apart): string {
  const hash = createHash('sha256');
  if (eventId !== null) return hash.update('id\n').update(eventId).digest('hex');
  const { eventType = null, search = '', content = '' } = apart ?? {};
  return hash
    .update(`body\n${JSON.stringify([eventType, search])}\n`)
    .update(content)
    .digest('hex');
}
