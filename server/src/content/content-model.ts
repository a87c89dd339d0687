import type { UID } from '@strapi/strapi';

import type { Strapi } from '../feature';
import type { MappableContentType, MappableField, MediaType, RelatedType } from './contracts';

/** The types of attributes that hold a value of their own, rather than a reference or a structure. */
const MAPPABLE = new Set([
  'string',
  'text',
  'richtext',
  'email',
  'uid',
  'enumeration',
  'integer',
  'biginteger',
  'float',
  'decimal',
  'boolean',
  'date',
  'time',
  'datetime',
  'timestamp',
  'json',
]);
/** Of these, the ones by whose value an entry can be found. */
const MATCHABLE = new Set([
  'string',
  'text',
  'email',
  'uid',
  'enumeration',
  'integer',
  'biginteger',
]);

/** Strapi fills these in itself. */
const OWN_FIELDS = new Set(['createdAt', 'updatedAt', 'publishedAt', 'documentId', 'locale']);

export interface MappableAttribute {
  type: string;
  enum?: readonly string[];
  /** What Strapi fills in where an entry is made without. */
  default?: unknown;
  /** Of a relation: what it leads to. */
  relation?: RelatedType;
  /** Of pictures and other files: what may stand there. */
  media?: MediaType;
}

interface Attribute extends MappableAttribute {
  required?: boolean;
  unique?: boolean;
}

/** Whether a field holds a value of its own, which Strapi does not fill in itself. */
export const isMappable = (name: string, { type }: { type: string }): boolean =>
  MAPPABLE.has(type) && !OWN_FIELDS.has(name);

/** What actions may write: the collection types of the site, and of each the fields that hold plain values. */
export interface ContentModel {
  types(): MappableContentType[];
  find(uid: string): MappableContentType | undefined;
  attribute(uid: string, field: string): MappableAttribute | undefined;
  /** The languages of the site; none where its plugin for them is off. */
  languages(): Promise<{ code: string; name: string }[]>;
  /** Whether the site has this language. */
  hasLanguage(code: string): Promise<boolean>;
}

/**
 * The content types of this Strapi. Those of plugins are left out: whoever may set up a source must not thereby be able to
 * make users or change their roles.
 */
export function createContentModel(strapi: Strapi): ContentModel {
  // Each by its name, since every run of an action asks: Strapi makes the list of all anew at every look.
  const contentTypeOf = (uid: string) => strapi.contentType(uid as UID.ContentType);
  const attributesOf = (uid: string) =>
    (contentTypeOf(uid)?.attributes ?? {}) as Record<string, Attribute>;
  function describe(uid: string): MappableContentType | undefined {
    const type = contentTypeOf(uid);
    if (!type || !uid.startsWith('api::') || type.kind !== 'collectionType') return undefined;
    return {
      uid,
      displayName: type.info.displayName,
      kind: type.kind,
      hasDrafts: type.options?.draftAndPublish === true,
      isLocalized:
        (type.pluginOptions?.i18n as { localized?: boolean } | undefined)?.localized === true,
      fields: Object.entries(attributesOf(uid)).flatMap(([name, attribute]): MappableField[] =>
        isMappable(name, attribute)
          ? [
              {
                name,
                type: attribute.type,
                isRequired: attribute.required === true,
                isUnique: attribute.unique === true,
                canMatch: MATCHABLE.has(attribute.type),
              },
            ]
          : [],
      ),
    };
  }

  return {
    types: () =>
      Object.keys(strapi.contentTypes)
        .flatMap((uid) => describe(uid) ?? [])
        .sort((a, b) => a.displayName.localeCompare(b.displayName)),
    find: describe,
    async languages() {
      const i18n = strapi.plugins.i18n;
      const found: { code: string; name: string }[] = i18n
        ? await i18n.service('locales').find()
        : [];
      return found.map(({ code, name }) => ({ code, name }));
    },
    async hasLanguage(code) {
      const i18n = strapi.plugins.i18n;
      return i18n !== undefined && Boolean(await i18n.service('locales').findByCode(code));
    },
    attribute(uid, field) {
      const attributes = attributesOf(uid);
      const attribute = Object.hasOwn(attributes, field) ? attributes[field] : undefined;
      return attribute && isMappable(field, attribute) ? attribute : undefined;
    },
  };
}
