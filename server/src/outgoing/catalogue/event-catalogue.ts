import type { ContentTypeInfo, EventTypeInfo, PayloadMode } from '../contracts';
import { AN_INSTANT, describeEntry, type Described, type JsonSchema } from './attribute-schema';
import { ENTRY_EVENT_TYPES, MEDIA_EVENT_TYPES } from '../events/event-patterns';
import { OWN_EVENTS } from '../events/own-events';
import { FILE_UID, isPublicAttribute, isRelational, type Schemas } from '../events/public-entry';

/** A content type whose changes are events. */
export interface ObservedType {
  uid: string;
  kind: ContentTypeInfo['kind'];
  displayName: string;
  hasDrafts: boolean;
}

interface Options {
  payloadMode: PayloadMode;
  /** Relations and the like that the entry carries. */
  include: string[];
}

const DRAFT_EVENTS = ['entry.publish', 'entry.unpublish', 'entry.draft-discard'];

const DESCRIPTIONS: Record<string, string> = {
  'entry.create': 'An entry was created, cloned, or begun in another language.',
  'entry.update': 'An entry was saved.',
  'entry.delete': 'An entry was deleted, in the language that it names.',
  'entry.publish': 'An entry was published.',
  'entry.unpublish': 'An entry was taken back from publication.',
  'entry.draft-discard': 'The draft of an entry was replaced by its published version.',
  'media.create': 'A file was added to the media library.',
  'media.update': 'A file or what is said about it was changed.',
  'media.delete': 'A file was deleted.',
};

/** The events that a content type can send. */
export function eventTypesOf({ hasDrafts }: ObservedType): string[] {
  return ENTRY_EVENT_TYPES.filter((type) => hasDrafts || !DRAFT_EVENTS.includes(type));
}

/** Every event type with its schema and an example: an item a content type and event, then media, then the plugin's own. */
export function eventCatalogue(schemas: Schemas, types: ObservedType[]): EventTypeInfo[] {
  const all: Options = { payloadMode: 'full', include: [] };
  const entries = types.flatMap((type) =>
    eventTypesOf(type).map((name) => ({
      ...describeContentEvent(schemas, name, type.uid, all),
      name,
      group: type.uid,
      groupLabel: type.displayName,
      description: DESCRIPTIONS[name] ?? '',
    })),
  );
  const media = MEDIA_EVENT_TYPES.map((name) => ({
    ...describeContentEvent(schemas, name, FILE_UID, all),
    name,
    group: 'media',
    groupLabel: 'Media library',
    description: DESCRIPTIONS[name] ?? '',
  }));
  const own = Object.entries(OWN_EVENTS).map(([name, { description, data }]) => ({
    ...enveloped(name, data),
    name,
    group: 'plugin',
    groupLabel: 'Integrations',
    description,
  }));
  return [...entries, ...media, ...own];
}

/** Schema and example of the body for an event of a content type, as an endpoint with these settings gets it. */
export function describeContentEvent(
  schemas: Schemas,
  name: string,
  uid: string,
  { payloadMode, include }: Options,
): { schema: JsonSchema; example: Record<string, unknown> } {
  const properties: Record<string, JsonSchema> = {
    contentType: { const: uid },
    documentId: { type: 'string' },
    locale: { type: ['string', 'null'] },
    actor: ACTOR.schema,
  };
  const example: Record<string, unknown> = {
    contentType: uid,
    documentId: 'k5h2v9q0x7c3m1n8b4z6w2ty',
    locale: isLocalised(schemas, uid) ? 'en' : null,
    actor: ACTOR.example,
  };
  const entry = describeEntry(schemas, uid, include);
  const isUpdate = name.endsWith('.update');
  const [field = 'title'] = plainFields(schemas, uid);

  if (isUpdate) {
    properties.changedFields = { type: 'array', items: { type: 'string' } };
    example.changedFields = [field];
  }
  const required = Object.keys(properties);
  // Not in thin payloads, and not in those of entries that are too large.
  if (isUpdate && payloadMode === 'full') {
    properties.changes = CHANGES_SCHEMA;
    example.changes = [
      { field, before: null, after: (entry.example as Record<string, unknown>)[field] },
    ];
  }
  if (name === 'entry.create') properties.clonedFrom = { type: 'string' };
  if (payloadMode === 'full') {
    properties.entry = entry.schema;
    properties.isEntryOmitted = { const: true };
    example.entry = entry.example;
  }
  return enveloped(name, { schema: { type: 'object', properties, required }, example });
}

/** What the form of an endpoint needs to know of each content type. */
export function describeContentTypes(schemas: Schemas, types: ObservedType[]): ContentTypeInfo[] {
  return types.map((type) => {
    const model = schemas.getModel(type.uid);
    const names = Object.keys(model?.attributes ?? {}).filter(
      (name) => model && isPublicAttribute(schemas, model, name),
    );
    return {
      uid: type.uid,
      kind: type.kind,
      displayName: type.displayName,
      actions: eventTypesOf(type).map((name) => `${name}:${type.uid}`),
      relations: names.filter((name) => isRelational(model?.attributes[name])),
      fields: names,
    };
  });
}

/** The catalogue as an OpenAPI 3.1 document: a `webhooks` item an event and content type. */
export function toOpenApi(catalogue: EventTypeInfo[], version: string): Record<string, unknown> {
  const webhooks = catalogue.map(({ name, group, groupLabel, description, schema, example }) => [
    group.includes('::') ? `${name}:${group}` : name,
    {
      post: {
        summary: `${groupLabel}: ${name}`,
        description,
        tags: [groupLabel],
        parameters: SIGNATURE_HEADERS,
        requestBody: { required: true, content: { 'application/json': { schema, example } } },
        responses: { '2XX': { description: 'Received. Any other answer is tried again.' } },
      },
    },
  ]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Outgoing webhooks',
      version,
      description:
        'Signed by Standard Webhooks (https://www.standardwebhooks.com). An endpoint can be set to name the three headers svix-id, svix-timestamp and svix-signature instead.',
    },
    webhooks: Object.fromEntries(webhooks),
  };
}

function enveloped(name: string, data: Described) {
  return {
    schema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: {
        type: { const: name },
        timestamp: { type: 'string', format: 'date-time' },
        data: data.schema,
      },
      required: ['type', 'timestamp', 'data'],
    },
    example: { type: name, timestamp: AN_INSTANT, data: data.example },
  };
}

/** Strapi gives every type a locale, and hides it where it means nothing. */
function isLocalised(schemas: Schemas, uid: string): boolean {
  const model = schemas.getModel(uid);
  return model !== undefined && isPublicAttribute(schemas, model, 'locale');
}

function plainFields(schemas: Schemas, uid: string): string[] {
  const model = schemas.getModel(uid);
  if (!model) return [];
  const bookkeeping = ['createdAt', 'updatedAt', 'publishedAt', 'locale', 'documentId', 'id'];
  return Object.keys(model.attributes).filter(
    (name) =>
      isPublicAttribute(schemas, model, name) &&
      !isRelational(model.attributes[name]) &&
      !bookkeeping.includes(name),
  );
}

const ACTOR: Described = {
  schema: {
    type: 'object',
    properties: {
      kind: { enum: ['admin', 'api-token', 'user', 'system'] },
      id: { type: ['integer', 'string', 'null'] },
      name: { type: ['string', 'null'] },
    },
    required: ['kind', 'id', 'name'],
  },
  example: { kind: 'admin', id: 1, name: 'Kai Doe' },
};

const CHANGES_SCHEMA: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    properties: { field: { type: 'string' }, before: {}, after: {} },
    required: ['field', 'before', 'after'],
  },
};

const SIGNATURE_HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => ({
  name,
  in: 'header',
  required: true,
  schema: { type: 'string' },
}));
