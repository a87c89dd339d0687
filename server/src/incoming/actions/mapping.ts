import type { FieldMapping } from '../contracts';
import { coerce } from '../../content/coerce';
import type { MappableAttribute } from '../../content/content-model';
import { valueAt } from '../../content/payload-path';

/** Why an event cannot be written as the mapping says. A new try would find the same. */
export class MappingError extends Error {
  readonly code = 'mapping';
}

export interface MappingProblem {
  field: string | null;
  message: string;
}

type AttributeOf = (field: string) => MappableAttribute | undefined;

/** The value by which an entry is found, as its field holds it, or why there is none. */
export function matchValueOf(
  match: { field: string; path: string },
  payload: unknown,
  attributeOf: AttributeOf,
): { value: string | number } | { problem: MappingProblem } {
  const { field, path } = match;
  const refuse = (message: string) => ({ problem: { field, message } });
  const attribute = attributeOf(field);
  if (!attribute) return refuse(`The content type has no field "${field}" any more.`);
  const found = valueAt(payload, path);
  if (found === undefined)
    return refuse(`The event has nothing at "${path}" to find the entry by.`);
  const value = coerce(attribute, found);
  if (typeof value !== 'string' && typeof value !== 'number') {
    return refuse(`What the event has at "${path}" is no value of "${field}" (${attribute.type}).`);
  }
  return value === ''
    ? refuse(`What the event has at "${path}" is empty, so no entry can be found by it.`)
    : { value };
}

/**
 * The fields of an entry as a mapping takes them from a payload. A field is left as it is where the payload has nothing at
 * its path: events of one type often hold different parts.
 */
export function mapPayload(
  mapping: readonly FieldMapping[],
  payload: unknown,
  attributeOf: AttributeOf,
): { data: Record<string, unknown>; problems: MappingProblem[] } {
  const data = new Map<string, unknown>();
  const problems: MappingProblem[] = [];
  for (const { field, from } of mapping) {
    const attribute = attributeOf(field);
    const found = 'path' in from ? valueAt(payload, from.path) : from.value;
    if (!attribute) {
      problems.push({ field, message: `The content type has no field "${field}" any more.` });
    } else if (found !== undefined) {
      const value = coerce(attribute, found);
      if (value !== undefined) data.set(field, value);
      else problems.push({ field, message: describeMisfit(field, attribute, from) });
    }
  }
  return { data: Object.fromEntries(data), problems };
}

function describeMisfit(
  field: string,
  { type }: MappableAttribute,
  from: FieldMapping['from'],
): string {
  const what = 'path' in from ? `What the event has at "${from.path}"` : 'The fixed value';
  return `${what} does not fit into "${field}" (${type}).`;
}
