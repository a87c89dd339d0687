import type { SalesforceField } from '../connectors/salesforce';
import {
  rawSoql,
  type Soql,
  soql,
  soqlName,
  SoqlFragment,
  type SoqlValue,
} from '../connectors/soql';
import { ParameterError } from './parameters';
import type { ParameterValues, ResourceField } from './resource';

/** A query stands in an address, of which Salesforce reads 16,384 bytes, its own part and escapes included. */
const LONGEST_QUERY = 12_000;

const TYPES: Record<string, ResourceField['type']> = {
  boolean: 'boolean',
  int: 'number',
  long: 'number',
  double: 'number',
  currency: 'number',
  percent: 'number',
  date: 'date',
  datetime: 'datetime',
};
/** Their parts are fields of their own, or, of files, too large to be listed: Salesforce gives one at a time. */
const LEFT_OUT = new Set(['address', 'location', 'base64', 'complexvalue']);

/** The fields of an object that a listing can hold, out of its description; only those that `names` has, if it has any. */
export function listedFields(
  described: readonly SalesforceField[],
  names: string | undefined,
): SalesforceField[] {
  const listed = described.filter(({ type }) => !LEFT_OUT.has(type));
  const wanted = (names ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (wanted.length === 0) return listed;
  const unknown = wanted.find((name) => !listed.some((field) => field.name === name));
  if (unknown !== undefined) throw new ParameterError(`There is no field "${unknown}" to read.`);
  return listed.filter(({ name }) => ['Id', 'SystemModstamp', ...wanted].includes(name));
}

/** A field as a mapping is offered it. */
export function resourceField(field: SalesforceField): ResourceField {
  const { name, label, type, nillable, createable, updateable } = field;
  return {
    path: name,
    label,
    type: TYPES[type] ?? 'text',
    isReadOnly: !createable && !updateable,
    isCreateOnly: createable && !updateable,
    isRequired: createable && !nillable && field.defaultedOnCreate !== true,
  };
}

interface Listing {
  object: string;
  /** Those that a record is to hold. */
  selected: readonly SalesforceField[];
  /** All that can be asked about. */
  fields: readonly SalesforceField[];
  /** Fields and the values that records have to have there. */
  filter: ParameterValues;
  /** Milliseconds since 1970. */
  since: number | undefined;
}

/**
 * The query that lists records of an object.
 *
 * @throws {ParameterError} for a filter that is none, and for more fields than one query can name
 * @throws {TypeError} for what is no name of an object
 */
export function listingQuery({ object, selected, fields, filter, since }: Listing): Soql {
  const names = selected.map(({ name }) => soqlName(name).text).join(', ');
  const conditions = Object.entries(filter).map(([name, value]) => condition(fields, name, value));
  // Objects that are never changed, like histories, have no such field, and are listed whole.
  const isStamped = fields.some(({ name }) => name === 'SystemModstamp');
  if (since !== undefined && isStamped) {
    conditions.push(soql`SystemModstamp >= ${new Date(since)}`.text);
  }
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  const text = `SELECT ${names} FROM ${soqlName(object).text}${where}`;
  if (text.length > LONGEST_QUERY) {
    throw new ParameterError(
      `${object} has more fields than one query can name. Name those that are needed as "fields".`,
    );
  }
  return rawSoql(text);
}

function condition(fields: readonly SalesforceField[], name: string, value: string): string {
  const field = fields.find((each) => each.name === name);
  const literal = field && literalOf(field, value);
  if (literal === undefined) {
    throw new ParameterError(`Records cannot be narrowed by ${name} = "${value}".`);
  }
  return soql`${soqlName(name)} = ${literal}`.text;
}

/** Undefined for what the field cannot hold. Texts get quotes and nothing else does. */
function literalOf({ type }: SalesforceField, value: string): SoqlValue | undefined {
  switch (TYPES[type] ?? 'text') {
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : undefined;
    case 'number':
      return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined;
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(value) ? new SoqlFragment(value) : undefined;
    case 'datetime':
      return Number.isNaN(Date.parse(value)) ? undefined : new Date(value);
    default:
      return value;
  }
}
