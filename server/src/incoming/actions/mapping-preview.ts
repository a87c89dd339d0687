import { z } from 'zod';

import { rowId } from '../../input-parts';
import type { ProviderRegistry } from '../../providers/registry';
import { validateInput } from '../../validate-input';
import type { MappingPreview, UpsertAction } from '../contracts';
import type { EventStore, WholeEventRow } from '../events/event-store';
import { readStored } from '../events/stored-request';
import { webhookOf } from '../sources/provider-choice';
import type { Sources } from '../sources/sources';
import { actionSchema } from './action-input';
import { checkActions } from './action-rules';
import { isEntryAction } from './entry-actions';
import type { ContentModel } from '../../content/content-model';
import type { FindDocument } from '../../content/entry-lookup-store';
import { matchesAnyEventType } from './event-type-pattern';
import { mapPayload, type MappingProblem, matchValueOf } from './mapping';

const previewSchema = z.strictObject({
  action: actionSchema.refine((action) => action.kind === 'upsert' || isEntryAction(action), {
    message: 'Only an action that changes an entry has a preview.',
  }),
  eventId: rowId.optional(),
});

interface Dependencies {
  sources: Sources;
  events: EventStore;
  providers: ProviderRegistry;
  model: ContentModel;
  findDocument: FindDocument;
}

/** As many types as an editor can have in a list. */
const MAX_TYPES = 500;

/** What an action would do with an event that has come in. Nothing of it is done. */
export function createMappingPreview(dependencies: Dependencies) {
  const { sources, events, providers, model, findDocument } = dependencies;

  /** The named event, or the newest whose type the action is for. */
  async function findEvent(
    sourceId: number,
    eventTypes: readonly string[],
    eventId: number | undefined,
  ): Promise<WholeEventRow | null> {
    if (eventId !== undefined) {
      const row = await events.findOne(eventId);
      return row?.sourceId === sourceId && row.state !== 'refused' ? row : null;
    }
    const newest = await events.findNewestByType(sourceId, MAX_TYPES);
    const untyped = await events.findNewestWithoutType(sourceId);
    const ids = [...newest, ...(untyped === null ? [] : [{ eventType: null, id: untyped }])]
      .filter(({ eventType }) => matchesAnyEventType(eventTypes, eventType))
      .map(({ id }) => id);
    return ids.length > 0 ? events.findOne(Math.max(...ids)) : null;
  }

  /** What Strapi would refuse a new entry for. A draft may lack anything until it is published. */
  function missingFields(
    { contentType, status }: UpsertAction,
    data: Record<string, unknown>,
  ): MappingProblem[] {
    const type = model.find(contentType);
    if (!type || (type.hasDrafts && status !== 'published')) return [];
    return type.fields
      .filter(({ name, isRequired }) => isRequired && (data[name] ?? null) === null)
      .filter(({ name }) => model.attribute(contentType, name)?.default === undefined)
      .map(({ name }) => ({
        field: name,
        message: `A new entry needs "${name}", and the event has nothing for it.`,
      }));
  }

  return {
    /**
     * @returns null where no such event has come in yet
     * @throws {errors.ValidationError | errors.NotFoundError}
     */
    async preview(sourceId: number, input: unknown): Promise<MappingPreview | null> {
      const { action, eventId } = validateInput(previewSchema, input);
      const source = await sources.find(sourceId);
      const [checked] = checkActions([action], { model, newId: () => 'preview' });
      const row = await findEvent(sourceId, action.eventTypes, eventId);
      if (!row || !checked || !(checked.kind === 'upsert' || isEntryAction(checked))) return null;

      const { payload } = readStored(row, webhookOf(providers, source.provider));
      const { contentType, match } = checked;
      const attributeOf = (field: string) => model.attribute(contentType, field);
      const matched = matchValueOf(match, payload, attributeOf);
      const mapping = checked.kind === 'upsert' ? checked.mapping : [];
      const { data, problems } = mapPayload(mapping, payload, attributeOf);
      const value = 'value' in matched ? matched.value : null;
      const documentId =
        value === null ? null : await findDocument(contentType, match.field, value, null);
      const written =
        value !== null && checked.kind === 'upsert' ? { ...data, [match.field]: value } : data;
      const found = 'problem' in matched ? [matched.problem, ...problems] : problems;
      const lacking =
        value !== null && documentId === null && checked.kind === 'upsert'
          ? missingFields(checked, { ...written, ...namedIn(found) })
          : [];
      return {
        event: { id: row.id, eventType: row.eventType },
        payload: payload ?? null,
        matchValue: value,
        documentId,
        data: written,
        problems: [...found, ...lacking],
      };
    },

    /** Types of events that have come in. */
    async seenEventTypes(sourceId: number) {
      await sources.find(sourceId);
      const newest = await events.findNewestByType(sourceId, MAX_TYPES);
      return newest.map(({ eventType, id }) => ({ name: eventType, lastEventId: id }));
    },
  };
}

/** Fields of which something is said already. */
function namedIn(problems: MappingProblem[]): Record<string, unknown> {
  return Object.fromEntries(problems.map(({ field }) => [field, true]));
}
