import type { Strapi } from '../../feature';
import { invalidInput, validateInput } from '../../validate-input';
import type { ContentTypeInfo, EventTypeInfo } from '../contracts';
import { AN_INSTANT } from './attribute-schema';
import { payloadPreviewSchema } from './catalogue-input';
import {
  describeContentEvent,
  describeContentTypes,
  eventCatalogue,
  eventTypesOf,
  toOpenApi,
  type ObservedType,
} from './event-catalogue';
import { ENTRY_EVENT_TYPES, MEDIA_EVENT_TYPES, type KnownEvents } from '../events/event-patterns';
import { isOwnEvent, OWN_EVENTS } from '../events/own-events';
import { FILE_UID, type Schemas } from '../events/public-entry';
import { isObservedContentType } from '../events/schemas-of';

/** The events of this site: which there are, what they look like, and how an endpoint would get them. */
export function createCatalogue(strapi: Strapi, schemas: Schemas) {
  function observedTypes(): ObservedType[] {
    return Object.values(strapi.contentTypes)
      .filter(({ uid }) => isObservedContentType(strapi, uid))
      .map(({ uid, kind, info, options }) => ({
        uid,
        kind,
        displayName: info.displayName,
        hasDrafts: options?.draftAndPublish === true,
      }))
      .sort((a, b) => a.displayName.localeCompare(b.displayName));
  }

  /** The content type of an event that there is; null for every other name. */
  function contentTypeOf(name: string, uid: string | undefined): string | null {
    if (uid === undefined) return MEDIA_EVENT_TYPES.includes(name) ? FILE_UID : null;
    const type = observedTypes().find((observed) => observed.uid === uid);
    return type && eventTypesOf(type).includes(name) ? uid : null;
  }

  const eventTypes = (): EventTypeInfo[] => eventCatalogue(schemas, observedTypes());

  return {
    eventTypes,

    contentTypes: (): ContentTypeInfo[] => describeContentTypes(schemas, observedTypes()),

    openApi: () => toOpenApi(eventTypes(), strapi.config.get('info.version') ?? '1.0.0'),

    known(): KnownEvents {
      return {
        eventTypes: new Set([
          ...ENTRY_EVENT_TYPES,
          ...MEDIA_EVENT_TYPES,
          ...Object.keys(OWN_EVENTS),
        ]),
        contentTypes: new Set(observedTypes().map(({ uid }) => uid)),
      };
    },

    /**
     * An example of the body that an endpoint with these settings gets.
     *
     * @param input `eventType` as in a pattern (`entry.publish:api::article.article`), `payloadMode`, `populate`
     * @throws {errors.ValidationError} for an event that does not exist
     */
    preview(input: unknown): Record<string, unknown> {
      const { eventType, payloadMode, populate } = validateInput(payloadPreviewSchema, input);
      const [name = '', uid] = splitOnce(eventType, ':');
      const own = uid === undefined && isOwnEvent(name) ? OWN_EVENTS[name] : null;
      if (own) return { type: name, timestamp: AN_INSTANT, data: own.data.example };

      const contentType = contentTypeOf(name, uid);
      if (contentType === null) {
        throw invalidInput([
          {
            path: ['eventType'],
            message: `There is no example of "${eventType}". Name an event and a content type.`,
            code: 'unknown-event-type',
          },
        ]);
      }
      const include = populate?.[contentType] ?? [];
      return describeContentEvent(schemas, name, contentType, { payloadMode, include }).example;
    },
  };
}

export type Catalogue = ReturnType<typeof createCatalogue>;

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
