import { coerce } from '../../content/coerce';
import type { MappableAttribute } from '../../content/content-model';
import { parsePayloadPath, valueAt } from '../../content/payload-path';
import type { FieldProblem, Values } from '../plan/record-state';
import type { FieldMapping } from './field-mapping';
import { readValue, TransformError, writeValue } from './transforms';

type AttributeOf = (field: string) => MappableAttribute | undefined;

/** The mapped fields of a record, as the content type holds them, and what does not fit. */
export function readRecord(
  record: unknown,
  mappings: readonly FieldMapping[],
  attributeOf: AttributeOf,
): { values: Values; problems: FieldProblem[] } {
  const values = new Map<string, unknown>();
  const problems: FieldProblem[] = [];
  for (const mapping of mappings) {
    const { field, path } = mapping;
    const attribute = attributeOf(field);
    if (!attribute) {
      problems.push({ field, message: `The content type has no field "${field}" any more.` });
      continue;
    }
    const found = valueAt(record, path);
    try {
      const value = coerce(attribute, readValue(mapping.transform, found) ?? null);
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

/** What a new entry is made with: what its record lacks, it gets from the mapping. */
export function withDefaults(values: Values, mappings: readonly FieldMapping[]): Values {
  const defaults = mappings.flatMap(({ field, default: value }) =>
    value !== undefined && (values[field] ?? null) === null ? [[field, value] as const] : [],
  );
  return { ...values, ...Object.fromEntries(defaults) };
}

/**
 * What an entry has in its mapped fields, in the same form as `readRecord` gives them, so that both can be compared.
 *
 * @param entry as the document service returns it
 */
export function readEntry(
  entry: Readonly<Record<string, unknown>>,
  mappings: readonly FieldMapping[],
  attributeOf: AttributeOf,
): Values {
  return Object.fromEntries(
    mappings.map(({ field }) => {
      const attribute = attributeOf(field);
      const value = entry[field] ?? null;
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
): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const { field, path, transform } of mappings) {
    if (!Object.hasOwn(values, field)) continue;
    setAt(record, parsePayloadPath(path), writeValue(transform, values[field]), current);
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

function misfit({ field, path }: FieldMapping, found: unknown, why: string): FieldProblem {
  const shown = JSON.stringify(found)?.slice(0, 80) ?? 'nothing';
  return { field, message: `The record has ${shown} at "${path}", which ${why}.` };
}
