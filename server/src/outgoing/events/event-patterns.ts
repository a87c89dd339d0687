import { EVENT_TYPE, familyOf, isOwnType } from '../../event-type-names';
import { ENTRY_ACTIONS, MEDIA_ACTIONS } from './content-event';

/** Names as Strapi's own webhooks have them. */
export const ENTRY_EVENT_TYPES: string[] = ENTRY_ACTIONS.map((action) => `entry.${action}`);
export const MEDIA_EVENT_TYPES: string[] = MEDIA_ACTIONS.map((action) => `media.${action}`);

export interface EventPattern {
  /** An event type, `entry.*`, `media.*` or `*`. */
  type: string;
  /** Only of this content type; null for all. */
  contentType: string | null;
}

export interface KnownEvents {
  /** All event types that the plugin sends; those of the site's own need not stand here. */
  eventTypes: ReadonlySet<string>;
  /** Uids of the content types that send events. */
  contentTypes: ReadonlySet<string>;
}

/** A pattern that can never match. The message says which part is wrong. */
export class UnknownEventPatternError extends Error {
  readonly code = 'unknown-event-pattern';

  constructor(pattern: string, problem: string) {
    super(`"${pattern.slice(0, 300)}" selects no event: ${problem}`);
    this.name = 'UnknownEventPatternError';
  }
}

/**
 * Reads a pattern: `*`, `entry.*`, `entry.publish`, either of the last two with a content type
 * (`entry.publish:api::article.article`), `media.*`, `media.create`, or the type of an event of the site's own.
 *
 * @throws {UnknownEventPatternError}
 */
export function parsePattern(text: string, known: KnownEvents): EventPattern {
  const colon = text.indexOf(':');
  const type = colon === -1 ? text : text.slice(0, colon);
  const contentType = colon === -1 ? null : text.slice(colon + 1);
  const refuse = (problem: string) => new UnknownEventPatternError(text, problem);

  if (type === '*' && contentType === null) return { type, contentType };
  const isFamily = type === 'entry.*' || type === 'media.*';
  if (!isFamily && !EVENT_TYPE.test(type)) {
    throw refuse('write "*", "entry.*", "entry.publish" or the name of an event.');
  }
  if (!isFamily && isOwnType(type) && !known.eventTypes.has(type)) {
    throw refuse(`there is no event "${type}". Pick one from the list of events.`);
  }
  if (contentType !== null && familyOf(type) !== 'entry') {
    throw refuse('only "entry" events belong to a content type. Remove the part after ":".');
  }
  if (contentType !== null && !known.contentTypes.has(contentType)) {
    throw refuse(
      `there is no content type "${contentType}". Write its uid, like api::article.article.`,
    );
  }
  return { type, contentType };
}

/**
 * Whether one of the stored patterns selects the event. It only compares texts, since it runs within the transaction of
 * every change of content.
 */
export function matchesEvent(
  patterns: readonly string[],
  { type, contentType }: { type: string; contentType: string | null },
): boolean {
  const family = familyOf(type);
  const wildcard = family === 'entry' || family === 'media' ? `${family}.*` : null;
  return patterns.some(
    (pattern) =>
      pattern === '*' ||
      pattern === type ||
      pattern === wildcard ||
      (contentType !== null &&
        family === 'entry' &&
        (pattern === `${type}:${contentType}` || pattern === `entry.*:${contentType}`)),
  );
}
