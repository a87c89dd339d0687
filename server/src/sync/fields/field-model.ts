import type { UID } from '@strapi/strapi';

import {
  type ContentModel,
  createContentModel,
  isMappable,
  type MappableAttribute,
} from '../../content/content-model';
import type {
  MappableContentType,
  MappableField,
  MediaKind,
  MediaType,
  Refusal,
  RelatedType,
} from '../../content/contracts';
import type { Strapi } from '../../feature';
import { bulkHindranceOf } from './bulk-hindrance';
import { partOf } from './component-fields';

interface Attribute {
  type: string;
  required?: boolean;
  relation?: string;
  target?: string;
  component?: string;
  repeatable?: boolean;
  enum?: string[];
  multiple?: boolean;
  allowedTypes?: MediaKind[];
}

/** What a sync may write. */
export interface FieldModel extends ContentModel {
  /** Why a field that is none of these is not filled, and what to do, for an editor. */
  whyNot(uid: string, field: string): string;
  /** What keeps many entries of a type from being made at once, with these fields, for an editor; null for nothing. */
  bulkHindrance(uid: string, fields: readonly string[]): Promise<string | null>;
}

/** What is told apart by something of its own: a chosen word or a moment names nothing. */
const KEY_TYPES = new Set(['string', 'text', 'email', 'uid', 'integer', 'biginteger']);
/** Not those to several kinds of entries. */
const RELATIONS = /^(one|many)To(One|Many)$/;
/** Strapi keeps the languages of an entry together by it. */
const OWN_RELATION = 'localizations';
const TITLE_TYPES = new Set(['string', 'text', 'uid', 'email']);
const MEDIA_KINDS: readonly MediaKind[] = ['images', 'videos', 'audios', 'files'];

/**
 * What a sync may write: besides the fields that hold plain values, texts of blocks, relations to other content types of
 * the site, pictures and files, and the parts of components that stand in an entry once. Relations to what plugins have are
 * left out, as plugins' types are: nobody is to be made an owner of something by a service.
 */
export function createFieldModel(strapi: Strapi): FieldModel {
  const plain = createContentModel(strapi);

  function relatedTypeOf({ type, relation = '', target = '' }: Attribute): RelatedType | undefined {
    const isRelation = type === 'relation' && RELATIONS.test(relation);
    const related = isRelation ? plain.find(target) : undefined;
    if (!related) return undefined;
    const { displayName, hasDrafts, isLocalized, fields } = related;
    const keys = fields
      .filter((field) => KEY_TYPES.has(field.type))
      .sort((a, b) => Number(b.isUnique) - Number(a.isUnique));
    return {
      contentType: target,
      displayName,
      isMany: relation.endsWith('ToMany'),
      hasDrafts,
      isLocalized,
      keys: keys.map(({ name, type: keyType }) => ({ name, type: keyType })),
      titleField: fields.find((field) => TITLE_TYPES.has(field.type))?.name ?? null,
    };
  }

  function attributesOf(uid: string): Record<string, Attribute> {
    const { attributes = {} } = strapi.contentType(uid as UID.ContentType) ?? {};
    const { [OWN_RELATION]: _own, ...others } = attributes as Record<string, Attribute>;
    return others;
  }

  /** Those of the component that stands in an entry once under this name; none where there is no such one. */
  function partsOf({ type, repeatable, component = '' }: Attribute): [string, Attribute][] {
    if (type !== 'component' || repeatable === true) return [];
    const parts = (strapi.components[component as UID.Component]?.attributes ?? {}) as never;
    return Object.entries<Attribute>(parts).filter(
      ([name, part]) => isMappable(name, part) || part.type === 'media',
    );
  }

  function structuredIn([name, attribute]: [string, Attribute]): MappableField[] {
    const relation = relatedTypeOf(attribute);
    const described = { isUnique: false, canMatch: false };
    if (attribute.type === 'blocks') {
      return [{ ...described, name, type: 'blocks', isRequired: attribute.required === true }];
    }
    if (relation) {
      const isRequired = attribute.required === true;
      return [{ ...described, name, type: 'relation', isRequired, relation }];
    }
    if (attribute.type === 'media') {
      const isRequired = attribute.required === true;
      return [{ ...described, name, type: 'media', isRequired, media: mediaTypeOf(attribute) }];
    }
    return partsOf(attribute).map(([part, inner]) => ({
      ...described,
      name: `${name}.${part}`,
      type: inner.type,
      isRequired: inner.required === true && attribute.required === true,
      ...(inner.type === 'media' && { media: mediaTypeOf(inner) }),
    }));
  }

  function withStructured(type: MappableContentType): MappableContentType {
    const attributes = Object.entries(attributesOf(type.uid));
    const refused = attributes.flatMap(([name, attribute]) => {
      const reason = refusalOf(attribute);
      return reason ? [{ name, reason }] : [];
    });
    return { ...type, fields: [...type.fields, ...attributes.flatMap(structuredIn)], refused };
  }

  function refusalOf(attribute: Attribute): Refusal | null {
    if (attribute.type === 'dynamiczone') return 'dynamic-zone';
    if (attribute.type === 'component' && attribute.repeatable === true) return 'component-list';
    const isForeign = attribute.type === 'relation' && !relatedTypeOf(attribute);
    // What Strapi adds itself, such as the one who made an entry, is nobody's field.
    return isForeign && attribute.target?.startsWith('admin::') !== true
      ? 'foreign-relation'
      : null;
  }

  const attributeNamed = (uid: string, name: string): Attribute | undefined => {
    const attributes = attributesOf(uid);
    return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  };

  return {
    ...plain,
    types: () => plain.types().map(withStructured),

    find(uid) {
      const type = plain.find(uid);
      return type && withStructured(type);
    },

    attribute(uid, field): MappableAttribute | undefined {
      const named = partOf(field);
      const attribute = attributeNamed(uid, named?.component ?? field);
      if (named) {
        const [, found] =
          partsOf(attribute ?? { type: '' }).find(([part]) => part === named.part) ?? [];
        if (found?.type === 'media') return { type: 'media', media: mediaTypeOf(found) };
        return found && { type: found.type, ...(found.enum && { enum: found.enum }) };
      }
      if (attribute?.type === 'blocks') return { type: 'blocks' };
      if (attribute?.type === 'media') return { type: 'media', media: mediaTypeOf(attribute) };
      const relation = attribute && relatedTypeOf(attribute);
      return relation ? { type: 'relation', relation } : plain.attribute(uid, field);
    },

    async bulkHindrance(uid, fields) {
      // Only in some editions of Strapi.
      const workflows = strapi.plugin('review-workflows')?.service('workflows') as
        { getAssignedWorkflow(uid: string): Promise<unknown> } | undefined;
      if (await workflows?.getAssignedWorkflow(uid)) {
        return 'Entries of this type are reviewed in stages, so they are made one by one.';
      }
      return bulkHindranceOf(strapi.contentType(uid as UID.ContentType), fields);
    },

    whyNot(uid, field) {
      const attribute = attributeNamed(uid, partOf(field)?.component ?? field);
      if (!attribute) {
        return `The content type has no field "${field}" any more. Remove the pair, or choose another field.`;
      }
      const reason = refusalOf(attribute);
      return reason
        ? `"${field}" cannot be filled by a mapping: ${REFUSALS[reason]}.`
        : `"${field}" cannot be filled by a mapping. Remove the pair, or choose another field.`;
    },
  };
}

const mediaTypeOf = ({ multiple, allowedTypes }: Attribute): MediaType => ({
  isMany: multiple === true,
  kinds: allowedTypes?.length ? allowedTypes : MEDIA_KINDS,
});

const REFUSALS: Record<Refusal, string> = {
  'component-list': 'it is a list of components, whose items nothing tells apart',
  'dynamic-zone': 'it holds components of several kinds',
  'foreign-relation': 'it leads to what belongs to a plugin, or to several kinds of entries',
};
