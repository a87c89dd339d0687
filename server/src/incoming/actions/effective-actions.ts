import type { Action } from '../contracts';
import type { SourceRecord } from '../sources/source-record';
import { matchesAnyEventType } from './event-type-pattern';
import type { Handlers } from './handlers';

/** Stands for handlers of the site's code where the list does not name their place. */
export const IMPLICIT_HANDLERS: Action = { id: 'handlers', kind: 'handler', eventTypes: ['*'] };

/**
 * What is to be done about an event, in order. Handlers that code has registered run also where the list does not mention
 * them, after everything else: a developer need not wait for an editor.
 */
export function effectiveActions(
  source: Pick<SourceRecord, 'actions' | 'provider' | 'slug'>,
  eventType: string | null,
  handlers: Handlers,
): Action[] {
  const listed = source.actions.filter(({ eventTypes }) =>
    matchesAnyEventType(eventTypes, eventType),
  );
  const isImplied =
    !source.actions.some(({ kind }) => kind === 'handler') &&
    handlers.of(source, eventType).length > 0;
  return isImplied ? [...listed, IMPLICIT_HANDLERS] : listed;
}
