import type { TextKey } from '../../../hooks/use-text';

/** Strapi's types in the words in which those of a service are told. */
const WORDS: Record<string, TextKey> = {
  string: 'sync.fields.type.text',
  text: 'sync.fields.type.text',
  richtext: 'sync.fields.type.text',
  email: 'sync.fields.type.text',
  uid: 'sync.fields.type.text',
  enumeration: 'sync.fields.type.choice',
  integer: 'sync.fields.type.whole-number',
  biginteger: 'sync.fields.type.whole-number',
  decimal: 'sync.fields.type.number',
  float: 'sync.fields.type.number',
  boolean: 'sync.fields.type.boolean',
  date: 'sync.fields.type.date',
  datetime: 'sync.fields.type.datetime',
  time: 'sync.fields.type.time',
  json: 'sync.fields.type.json',
  blocks: 'sync.fields.type.blocks',
  relation: 'sync.fields.type.relation',
  media: 'sync.fields.type.media',
};

/** The words for a type of Strapi; null for one that we have none for. */
export const fieldTypeWords = (type: string): TextKey | null => WORDS[type] ?? null;
