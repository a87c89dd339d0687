/** The content type of the media library's files. */
export const FILE_UID = 'plugin::upload.file';

/** The part of a Strapi schema that decides what may leave. */
export interface Model {
  attributes: Record<
    string,
    { type: string; target?: string; component?: string; components?: readonly string[] }
  >;
}

export interface Schemas {
  /** By uid of a content type or component. */
  getModel(uid: string): Model | undefined;
  isPrivate(model: Model, attribute: string): boolean;
}

type Entry = Record<string, unknown>;

const ALWAYS_PUBLIC = ['id', 'documentId', '__component'];
/** Strapi adds these to every type; they name administrators or repeat the entry in other languages. */
const NEVER_PUBLIC = ['createdBy', 'updatedBy', 'localizations'];

/** Attributes that are loaded only when asked for. */
export function isRelational(attribute: { type: string } | undefined): boolean {
  return ['relation', 'media', 'component', 'dynamiczone'].includes(attribute?.type ?? '');
}

/** Whether the attribute may appear in anything that leaves the site. */
export function isPublicAttribute(schemas: Schemas, model: Model, name: string): boolean {
  const attribute = model.attributes[name];
  return (
    attribute !== undefined &&
    attribute.type !== 'password' &&
    !NEVER_PUBLIC.includes(name) &&
    !schemas.isPrivate(model, name)
  );
}

/**
 * A copy of an entry that holds nothing private and no password, at any depth, and nothing that its schema does not
 * know. Relations, media, components and dynamic zones of the entry itself are kept only where `include` names them.
 */
export function publicEntry(schemas: Schemas, uid: string, entry: Entry, include: string[]): Entry {
  const model = schemas.getModel(uid);
  if (!model) return {};
  return copyPublic(schemas, model, entry, (name) => include.includes(name));
}

function copyPublic(
  schemas: Schemas,
  model: Model,
  entry: Entry,
  isIncluded: (relational: string) => boolean,
): Entry {
  const copy: Entry = {};
  for (const [name, value] of Object.entries(entry)) {
    if (ALWAYS_PUBLIC.includes(name)) {
      copy[name] = value;
    } else if (isPublicAttribute(schemas, model, name)) {
      const attribute = model.attributes[name];
      if (!isRelational(attribute)) copy[name] = value;
      else if (isIncluded(name)) copy[name] = copyNested(schemas, attribute, value);
    }
  }
  return copy;
}

function copyNested(
  schemas: Schemas,
  attribute: Model['attributes'][string] | undefined,
  value: unknown,
): unknown {
  if (Array.isArray(value)) return value.map((item) => copyNested(schemas, attribute, item));
  if (!isEntry(value)) return value ?? null;

  const uid = uidOf(attribute, value);
  const model = uid === undefined ? undefined : schemas.getModel(uid);
  return model ? copyPublic(schemas, model, value, () => true) : null;
}

function uidOf(attribute: Model['attributes'][string] | undefined, value: Entry) {
  if (attribute?.type === 'media') return FILE_UID;
  if (attribute?.type === 'component') return attribute.component;
  if (typeof value.__component === 'string') return value.__component;
  // A polymorphic relation names its target in the value.
  return attribute?.target ?? (typeof value.__type === 'string' ? value.__type : undefined);
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null;
}
