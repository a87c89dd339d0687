export interface MappableField {
  name: string;
  /** Strapi's type of the attribute: `string`, `integer`, `relation`, … */
  type: string;
  isRequired: boolean;
  isUnique: boolean;
  /** Whether it can tell entries apart in a match. */
  canMatch: boolean;
}

export interface MappableContentType {
  uid: string;
  displayName: string;
  kind: 'collectionType' | 'singleType';
  hasDrafts: boolean;
  isLocalized: boolean;
  fields: MappableField[];
}
