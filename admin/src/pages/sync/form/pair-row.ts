import type {
  Constant,
  FieldMapping,
  Flow,
  JobSettings,
  MappableContentType,
  MappableField,
  ResourceField,
  ResourceParameter,
  Side,
} from '../../../api/sync-contracts';
import { constantOf, constantText } from '../../../components/constant-text';
import { ALWAYS, toCondition, toConditionForm, type ConditionForm } from './condition-form';
import {
  NO_REFERENCE,
  suggestedReference,
  toReference,
  toReferenceForm,
  type ReferenceForm,
} from './reference-form';
import { NO_TRANSFORM, toTransform, toTransformForm, type TransformForm } from './transform-form';

type Direction = JobSettings['direction'];

/** A pair of a place in a record and a field of an entry, as it is edited. */
export interface PairRow {
  field: string;
  path: string;
  flow: Flow;
  owner: Side;
  transform: TransformForm;
  /** '' for none. */
  defaultText: string;
  /** Whether the field gets what stands at the path, or the same value of every record. */
  source: 'record' | 'constant';
  constantText: string;
  /** Of a relation, and of files. */
  reference: ReferenceForm;
  when: ConditionForm;
  /** Paired by name and type, and left as it was. */
  isSuggested: boolean;
}

export const EMPTY_ROW: PairRow = {
  field: '',
  path: '',
  flow: 'both',
  owner: 'external',
  transform: NO_TRANSFORM,
  defaultText: '',
  source: 'record',
  constantText: '',
  reference: NO_REFERENCE,
  when: ALWAYS,
  isSuggested: false,
};

/** What a form is held against: the fields of both sides, and what the records have to be named by, as far as they are known. */
export interface KnownFields {
  type: MappableContentType | undefined;
  parameters: readonly ResourceParameter[];
  /** Of a record; null while they are not known. */
  resource: readonly ResourceField[] | null;
}

const fieldNamed = (type: MappableContentType | undefined, field: string) =>
  type?.fields.find(({ name }) => name === field);

/** Strapi's type of a field; text for one that is not known. */
export const typeOfField = (type: MappableContentType | undefined, field: string): string =>
  fieldNamed(type, field)?.type ?? 'string';

export const isRelation = ({ field }: PairRow, { type }: KnownFields): boolean =>
  fieldNamed(type, field)?.relation !== undefined;

export const isMedia = ({ field }: PairRow, { type }: KnownFields): boolean =>
  fieldNamed(type, field)?.media !== undefined;

/** Whether the field of a pair holds what stands elsewhere: entries, or files. */
export const leadsElsewhere = (row: PairRow, known: KnownFields): boolean =>
  isRelation(row, known) || isMedia(row, known);

/** Whether a field holds its value itself, and leads to nothing else. */
export const isPlain = ({ relation, media }: Pick<MappableField, 'relation' | 'media'>): boolean =>
  relation === undefined && media === undefined;

/** What of a pair changes where another field is chosen. */
export const withField = (
  name: string,
  fields: readonly MappableField[],
  transform: TransformForm,
): Partial<PairRow> => {
  const field = fields.find((one) => one.name === name);
  return {
    field: name,
    reference: suggestedReference(field),
    // Blocks are never what a record has.
    ...(field?.type === 'blocks' && { transform: { ...transform, kind: 'rich-text' } }),
    // Files are never sent out.
    ...(field?.media && { flow: 'import' }),
    isSuggested: false,
  };
};

/** A stored pair, ready to be edited. */
export const toPairRow = (mapping: FieldMapping, isSuggested = false): PairRow => ({
  field: mapping.field,
  path: mapping.path,
  flow: mapping.flow,
  owner: mapping.owner ?? 'external',
  transform: toTransformForm(mapping.transform),
  defaultText: mapping.default === undefined ? '' : constantText(mapping.default),
  source: mapping.constant === undefined ? 'record' : 'constant',
  constantText: mapping.constant === undefined ? '' : constantText(mapping.constant),
  reference: toReferenceForm(mapping.reference),
  when: toConditionForm(mapping.when),
  isSuggested,
});

/** Which way a pair goes in a job of this direction: with one way only, that one. */
export const flowIn = (direction: Direction, row: PairRow): Flow =>
  direction === 'two-way' ? row.flow : direction;

/** What is kept of it, so that a job that goes both ways again knows it: not what goes against the direction. */
const keptFlow = (direction: Direction, { flow }: PairRow): Flow =>
  direction !== 'two-way' && flow !== direction ? 'both' : flow;

/** A text as the field of a pair takes it; undefined where it does not, and for none. */
export const valueFor = (
  text: string,
  { field }: PairRow,
  known: KnownFields,
): Constant | undefined => {
  if (text === '') return undefined;
  const value = constantOf(text, typeOfField(known.type, field));
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
};

/** What a pair says of values that are read in the record. */
const readingOf = (row: PairRow, known: KnownFields): Partial<FieldMapping> => {
  const transform = toTransform(row.transform);
  const fallback = valueFor(row.defaultText, row, known);
  return {
    ...(transform && { transform }),
    ...(fallback !== undefined && { default: fallback }),
  };
};

/** What is stored of a pair. */
export const toMapping = (
  row: PairRow,
  { direction, strategy }: Pick<JobSettings, 'direction' | 'strategy'>,
  known: KnownFields,
): FieldMapping => {
  const isConstant = row.source === 'constant';
  const constant = isConstant ? valueFor(constantTextOf(row, known), row, known) : undefined;
  const isElsewhere = leadsElsewhere(row, known);
  const reference = isElsewhere ? toReference(row.reference) : undefined;
  const when = toCondition(row.when);
  return {
    field: row.field,
    path: isConstant ? '' : row.path.trim(),
    flow: keptFlow(direction, row),
    ...(strategy === 'field-owner' && { owner: row.owner }),
    ...(constant !== undefined && { constant }),
    ...(reference && { reference }),
    ...(!isConstant && !isElsewhere && readingOf(row, known)),
    ...(when && { when }),
  };
};

/** What is chosen where a yes or no was not touched yet is what is shown: no. */
export const constantTextOf = (
  { constantText: text, field }: PairRow,
  { type }: KnownFields,
): string => (text === '' && typeOfField(type, field) === 'boolean' ? 'false' : text);
