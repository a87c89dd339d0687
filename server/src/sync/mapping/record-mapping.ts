import { coerce } from '../../content/coerce';
import type { MappableAttribute } from '../../content/content-model';
import { parsePayloadPath, valueAt } from '../../content/payload-path';
import type { FieldProblem, Values } from '../plan/record-state';
import { type Evaluations, NO_EVALUATIONS } from '../expressions/evaluation';
import { fieldIn } from '../fields/component-fields';
import { readFileUrls } from '../media/file-names';
import { keysIn, readKeys } from '../references/reference';
import { holds } from './condition';
import type { FieldMapping } from './field-mapping';
import { readValue, TransformError, writeValue } from './transforms';

export type AttributeOf = (field: string) => MappableAttribute | undefined;

/**
 * The mapped fields of a record, as the content type holds them, and what does not fit. A field whose condition the record
 * does not meet is not among them.
 *
 * @param evaluations what the expressions of the mapping have made of the record
 */
export function readRecord(
  record: unknown,
  mappings: readonly FieldMapping[],
  attributeOf: AttributeOf,
  evaluations: Evaluations = NO_EVALUATIONS,
): { values: Values; problems: FieldProblem[] } {
  const values = new Map<string, unknown>();
  const problems: FieldProblem[] = [];
  for (const mapping of mappings) {
    const { field, when } = mapping;
    if (when && !holds(when, record)) continue;
    const attribute = attributeOf(field);
    if (!attribute) {
      problems.push({ field, message: `The content type has no field "${field}" any more.` });
      continue;
    }
    const found = mapping.constant ?? valueAt(record, mapping.path);
    try {
      const value = valueOf(mapping, attribute, found, evaluations);
      if (value === undefined)
        problems.push(misfit(mapping, found, `does not fit into "${field}" (${attribute.type})`));
      else values.set(field, value);
    } catch (error) {
      if (!(error instanceof TransformError)) throw error;
      problems.push(misfit(mapping, found, error.message));
    }
  }
  return { values: Object.fromEntries(values), problems };
}

/** @throws {TransformError} */
function valueOf(
  mapping: FieldMapping,
  attribute: MappableAttribute,
  found: unknown,
  evaluations: Evaluations,
): unknown {
  const { transform, reference, constant } = mapping;
  if (attribute.media) return readFileUrls(attribute.media, found, reference?.item);
  if (reference && reference.by !== 'url' && attribute.relation) {
    return readKeys(reference, attribute.relation, found);
  }
  if (constant !== undefined) return coerce(attribute, constant);
  if (transform?.kind === 'expression') return evaluatedValue(mapping, attribute, evaluations);
  const value = readValue(transform, found, attribute.type) ?? null;
  // What is made of marks is an editor's own form, which is kept as it is.
  return coerce(attribute.type === 'blocks' ? { type: 'json' } : attribute, value);
}

/** @throws {TransformError} */
function evaluatedValue(
  mapping: FieldMapping,
  attribute: MappableAttribute,
  evaluations: Evaluations,
): unknown {
  const evaluation = evaluations.get(mapping);
  if (!evaluation) throw new TypeError(`Nothing was evaluated for "${mapping.field}".`);
  if ('fault' in evaluation) throw new TransformError(evaluation.fault);
  const value = coerce(attribute, evaluation.value ?? null);
  if (value !== undefined) return value;
  const { field } = mapping;
  throw new TransformError(
    `the expression turns into ${shown(evaluation.value)}, and that does not fit into "${field}" (${attribute.type})`,
  );
}

/**
 * What a new entry is made with: what its record lacks, it gets from the mapping, unless the record does not meet the
 * condition of the pair.
 */
export function withDefaults(values: Values, mappings: readonly FieldMapping[]): Values {
  const defaults = mappings.flatMap(({ field, when, default: value }) => {
    const isMeant = when === undefined || Object.hasOwn(values, field);
    const isLacking = (values[field] ?? null) === null;
    return isMeant && isLacking && value !== undefined ? [[field, value] as const] : [];
  });
  return { ...values, ...Object.fromEntries(defaults) };
}

/** Whether a field holds its value itself: what an entry is related to and its files stand elsewhere. */
export const isPlain = ({ relation, media }: MappableAttribute): boolean =>
  relation === undefined && media === undefined;

/**
 * What an entry has in its mapped fields, in the same form as `readRecord` gives them, so that both can be compared. What
 * stands elsewhere is not among it.
 *
 * @param entry as the document service returns it
 */
export function readEntry(
  entry: Readonly<Record<string, unknown>>,
  mappings: readonly FieldMapping[],
  attributeOf: AttributeOf,
): Values {
  const plain = mappings.filter(({ field }) => {
    const attribute = attributeOf(field);
    return !attribute || isPlain(attribute);
  });
  return Object.fromEntries(
    plain.map(({ field }) => {
      const attribute = attributeOf(field);
      const value = fieldIn(entry, field) ?? null;
      // What Strapi itself holds fits; it may only be written differently.
      return [field, attribute ? (coerce(attribute, value) ?? value) : value];
    }),
  );
}

/**
 * The part of a record that these values go to. Of a field that is nested, what is beside it comes from `current`, since
 * services replace an outermost field as a whole.
 *
 * @param current the record as it is; null for one that is to be made
 * @throws {TransformError}
 */
export function writeRecord(
  values: Values,
  mappings: readonly FieldMapping[],
  current: unknown,
  attributeOf: AttributeOf,
): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const { field, path, transform, constant } of mappings) {
    if (!Object.hasOwn(values, field) || constant !== undefined) continue;
    const value = values[field];
    const { type = '', relation } = attributeOf(field) ?? {};
    const written = relation?.isMany ? keysIn(value) : writeValue(transform, value, type);
    setAt(record, parsePayloadPath(path), written, current);
  }
  return record;
}

type Container = Record<string, unknown> | unknown[];

function setAt(
  container: Container,
  [step = '', ...rest]: readonly (string | number)[],
  value: unknown,
  current: unknown,
): void {
  if (rest.length === 0) {
    put(container, step, value);
    return;
  }
  const begun = at(container, step) ?? at(current, step);
  const inner = copyOf(begun) ?? (typeof rest[0] === 'number' ? [] : {});
  setAt(inner, rest, value, null);
  put(container, step, inner);
}

/** @throws {TransformError} for an item that is neither there nor the next one */
function put(container: Container, step: string | number, value: unknown): void {
  if (Array.isArray(container) && Number(step) > container.length) {
    throw new TransformError(`has no place: the list has ${container.length} items`);
  }
  (container as Record<string | number, unknown>)[step] = value;
}

function at(container: unknown, step: string | number): unknown {
  const isThere =
    typeof container === 'object' && container !== null && Object.hasOwn(container, step);
  return isThere ? (container as Record<string | number, unknown>)[step] : undefined;
}

function copyOf(value: unknown): Container | null {
  if (Array.isArray(value)) return [...(value as unknown[])];
  return typeof value === 'object' && value !== null ? { ...value } : null;
}

/**
 * What is wrong with a value, for an editor.
 *
 * @param why goes on after "…, which"
 */
export function misfit(mapping: FieldMapping, found: unknown, why: string): FieldProblem {
  const { field, path, constant } = mapping;
  const message =
    constant === undefined
      ? `The record has ${shown(found)} at "${path}", which ${why}.`
      : `"${field}" always gets ${shown(found)}, which ${why}.`;
  return { field, message };
}

const shown = (value: unknown): string => JSON.stringify(value)?.slice(0, 80) ?? 'nothing';
