import {
  FILE_UID,
  isPublicAttribute,
  isRelational,
  type Model,
  type Schemas,
} from '../events/public-entry';

export type JsonSchema = Record<string, unknown>;

interface Attribute {
  type: string;
  enum?: string[];
  component?: string;
  components?: readonly string[];
  repeatable?: boolean;
  multiple?: boolean;
  relation?: string;
  target?: string;
}

/** JSON Schema and an example of one value. */
export interface Described {
  schema: JsonSchema;
  example: unknown;
}

export const AN_INSTANT = '2026-01-31T09:30:00.000Z';
const text = (example: string, format?: string): Described => ({
  schema: { type: 'string', ...(format && { format }) },
  example,
});

/** By Strapi's attribute types. */
const SCALARS: Record<string, Described> = {
  string: text('A short text'),
  text: text('A longer text'),
  richtext: text('## A heading\n\nA paragraph.'),
  blocks: {
    schema: { type: 'array', items: { type: 'object' } },
    example: [{ type: 'paragraph', children: [{ type: 'text', text: 'A paragraph.' }] }],
  },
  email: text('reader@example.com', 'email'),
  uid: text('a-short-text'),
  date: text('2026-01-31', 'date'),
  time: text('09:30:00.000'),
  datetime: text(AN_INSTANT, 'date-time'),
  timestamp: text(AN_INSTANT, 'date-time'),
  integer: { schema: { type: 'integer' }, example: 42 },
  // Beyond what a JSON number holds exactly, so Strapi answers with text.
  biginteger: { schema: { type: 'string' }, example: '9007199254740993' },
  float: { schema: { type: 'number' }, example: 4.2 },
  decimal: { schema: { type: 'number' }, example: 4.2 },
  boolean: { schema: { type: 'boolean' }, example: true },
  json: { schema: {}, example: { key: 'value' } },
};

const DOCUMENT_ID = text('k5h2v9q0x7c3m1n8b4z6w2ty');
/** Deep enough for an example; a schema need not follow components for ever. */
const MAX_DEPTH = 3;

/**
 * The shape of an entry as it is delivered: its public fields, and the relations, media, components and dynamic zones
 * that `include` names.
 */
export function describeEntry(schemas: Schemas, uid: string, include: string[]): Described {
  const model = schemas.getModel(uid);
  if (!model) return { schema: { type: 'object' }, example: {} };
  return describeModel(schemas, model, (name) => include.includes(name), 0);
}

function describeModel(
  schemas: Schemas,
  model: Model,
  isIncluded: (relational: string) => boolean,
  depth: number,
): Described {
  const isComponent = !('createdAt' in model.attributes);
  const properties: Record<string, JsonSchema> = { id: { type: 'integer' } };
  const example: Record<string, unknown> = { id: 1 };
  if (!isComponent) {
    properties.documentId = DOCUMENT_ID.schema;
    example.documentId = DOCUMENT_ID.example;
  }

  for (const name of Object.keys(model.attributes)) {
    if (name in properties || !isPublicAttribute(schemas, model, name)) continue;
    const attribute: Attribute | undefined = model.attributes[name];
    if (!attribute || (isRelational(attribute) && !isIncluded(name))) continue;
    const described = describeAttribute(schemas, attribute, depth);
    // Also a required one: a draft may lack it, and so may what was saved before it was required.
    properties[name] = nullable(described.schema);
    example[name] = described.example;
  }
  return { schema: { type: 'object', properties, required: ['id'] }, example };
}

function describeAttribute(schemas: Schemas, attribute: Attribute, depth: number): Described {
  if (attribute.type === 'enumeration') {
    const values = attribute.enum ?? [];
    return { schema: { type: 'string', enum: values }, example: values[0] ?? null };
  }
  if (!isRelational(attribute)) return SCALARS[attribute.type] ?? { schema: {}, example: null };
  if (depth >= MAX_DEPTH) {
    return isList(attribute)
      ? { schema: { type: 'array' }, example: [] }
      : { schema: { type: 'object' }, example: {} };
  }

  if (attribute.type === 'dynamiczone') {
    const parts = (attribute.components ?? []).map((uid) =>
      describeTarget(schemas, uid, depth, uid),
    );
    return {
      schema: { type: 'array', items: { anyOf: parts.map(({ schema }) => schema) } },
      example: parts.slice(0, 1).map(({ example }) => example),
    };
  }
  const target = attribute.component ?? attribute.target ?? FILE_UID;
  const one = describeTarget(schemas, target, depth);
  return isList(attribute)
    ? { schema: { type: 'array', items: one.schema }, example: [one.example] }
    : one;
}

/** What a relation leads to, with its own plain fields. Components are described in full. */
function describeTarget(
  schemas: Schemas,
  uid: string,
  depth: number,
  component?: string,
): Described {
  const model = schemas.getModel(uid);
  if (!model) return { schema: { type: 'object' }, example: {} };
  const isWhole = !('createdAt' in model.attributes);
  const { schema, example } = describeModel(schemas, model, () => isWhole, depth + 1);
  if (!component) return { schema, example };
  const properties = { __component: { const: component }, ...(schema.properties as object) };
  return {
    schema: { ...schema, properties },
    example: { __component: component, ...(example as object) },
  };
}

function isList({ type, relation, repeatable, multiple }: Attribute): boolean {
  if (type === 'dynamiczone') return true;
  if (type === 'component') return repeatable === true;
  if (type === 'media') return multiple === true;
  // oneToMany, manyToMany, morphToMany, morphMany; manyWay stands for itself.
  return relation?.endsWith('Many') === true || relation === 'manyWay';
}

function nullable(schema: JsonSchema): JsonSchema {
  if (typeof schema.type !== 'string') return schema;
  const values = schema.enum;
  return {
    ...schema,
    type: [schema.type, 'null'],
    ...(Array.isArray(values) && { enum: [...(values as unknown[]), null] }),
  };
}
