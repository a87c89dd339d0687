export interface MappableField {
  name: string;
  /** Strapi's type of the attribute: `string`, `integer`, `relation`, … */
  type: string;
  isRequired: boolean;
  isUnique: boolean;
  /** Whether it can tell entries apart in a match. */
  canMatch: boolean;
  /** Of a relation: what it leads to. */
  relation?: RelatedType;
  /** Of pictures and other files: what may stand there. */
  media?: MediaType;
}

/** What of the Media Library a field takes. */
export interface MediaType {
  /** Whether it holds several files, in an order of their own. */
  isMany: boolean;
  /** `files` are those that are nothing of the others. */
  kinds: readonly MediaKind[];
}

export type MediaKind = 'images' | 'videos' | 'audios' | 'files';

/** The content type that a relation leads to. */
export interface RelatedType {
  contentType: string;
  displayName: string;
  /** Whether an entry may be related to several. */
  isMany: boolean;
  hasDrafts: boolean;
  isLocalized: boolean;
  /** Fields by whose value one of its entries can be named, those that are unique first. */
  keys: { name: string; type: string }[];
  /** The field that its entries are shown by; null for one without texts. */
  titleField: string | null;
}

export interface MappableContentType {
  uid: string;
  displayName: string;
  kind: 'collectionType' | 'singleType';
  hasDrafts: boolean;
  isLocalized: boolean;
  fields: MappableField[];
  /** Fields that no mapping fills, for what they are. */
  refused?: { name: string; reason: Refusal }[];
}

/** Why a field is not filled by a mapping. */
export type Refusal = 'component-list' | 'dynamic-zone' | 'foreign-relation';
