import { z } from 'zod';

import type { FilterCondition } from '../contracts';
import { storableText } from '../../input-parts';

/** A filter that cannot be applied; one problem a wrong condition, in words. */
export class InvalidFilterError extends Error {
  readonly code = 'invalid-filter';
  readonly problems: string[];
  /** Where in the filter each problem lies: the index of a condition, then its part. */
  readonly paths: string[][];

  constructor(problems: { path: string[]; description: string }[]) {
    const descriptions = problems.map(({ description }) => description);
    super(`The filter cannot be used: ${descriptions.join('; ')}.`);
    this.name = 'InvalidFilterError';
    this.problems = descriptions;
    this.paths = problems.map(({ path }) => path);
  }
}

/** Names that lead out of the data into the language. */
const FORBIDDEN_SEGMENTS = new Set(['__proto__', 'prototype', 'constructor']);
const MAX_PATH_SEGMENTS = 10;

const path = z
  .string()
  .max(256, 'a field has at most 256 characters')
  .regex(
    /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/,
    'a field is a name or names joined by dots, like author.name',
  )
  .refine((text) => text.split('.').length <= MAX_PATH_SEGMENTS, 'a field has at most 10 parts')
  .refine(
    (text) => !text.split('.').some((segment) => FORBIDDEN_SEGMENTS.has(segment)),
    'this field cannot be read',
  );
const scalar = z.union([storableText.max(4096), z.number(), z.boolean(), z.null()], {
  error: 'a value is a text, a number, true, false or null',
});

const condition = z.discriminatedUnion('operator', [
  z.strictObject({ field: path, operator: z.literal('equals'), value: scalar }),
  z.strictObject({
    field: path,
    operator: z.literal('in'),
    value: z.array(scalar).min(1).max(100),
  }),
  z.strictObject({ field: path, operator: z.literal('exists'), value: z.boolean() }),
  z.strictObject({ field: path, operator: z.literal('changed'), value: z.undefined().optional() }),
]);
const filter = z.array(condition).max(20, 'a filter has at most 20 conditions');

/**
 * Checks conditions as they come from outside.
 *
 * @throws {InvalidFilterError}
 */
export function validateFilter(input: unknown): FilterCondition[] {
  const result = filter.safeParse(input);
  if (result.success) return result.data;
  throw new InvalidFilterError(
    result.error.issues.map((issue) => {
      const [index, ...rest] = issue.path;
      const where = typeof index === 'number' ? `condition ${index + 1}` : 'filter';
      return {
        path: issue.path.map(String),
        description: `${[where, ...rest.map(String)].join(', ')}: ${issue.message}`,
      };
    }),
  );
}

export interface FilteredEvent {
  /** The entry as it is delivered. */
  entry: unknown;
  /** Paths that an update changed; null for every other event, to which `changed` therefore never applies. */
  changedFields: readonly string[] | null;
}

/** Whether all conditions hold. An empty filter lets everything pass. */
export function matchesFilter(
  conditions: readonly FilterCondition[],
  event: FilteredEvent,
): boolean {
  return conditions.every((entry) => holds(entry, event));
}

function holds({ field, operator, value }: FilterCondition, event: FilteredEvent): boolean {
  if (operator === 'changed') return isChanged(field, event.changedFields ?? []);
  const actual = readPath(event.entry, field);
  if (operator === 'exists') return (actual !== undefined && actual !== null) === value;
  if (operator === 'in') return Array.isArray(value) && value.some((one) => isSame(actual, one));
  return isSame(actual, value);
}

/** A change of `author` is one of `author.name`, and the other way round: the list may be coarser or finer. */
function isChanged(field: string, changedFields: readonly string[]): boolean {
  return changedFields.some(
    (changed) =>
      changed === field || changed.startsWith(`${field}.`) || field.startsWith(`${changed}.`),
  );
}

function isSame(actual: unknown, expected: unknown): boolean {
  // Before it is serialised an entry holds dates, which the editor has only seen as text.
  return (actual instanceof Date ? actual.toISOString() : actual) === expected;
}

/** Own properties only, so that no path reaches `toString` or a prototype; an index selects from an array. */
function readPath(entry: unknown, field: string): unknown {
  let value = entry;
  for (const segment of field.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (FORBIDDEN_SEGMENTS.has(segment)) return undefined;
    if (Array.isArray(value) && !/^\d{1,9}$/.test(segment)) return undefined;
    if (!Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<string, unknown>)[segment];
  }
  return value;
}
