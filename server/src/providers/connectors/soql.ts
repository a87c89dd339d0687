/** A query in SOQL whose values were written by `soql`, or vouched for by `rawSoql`. */
export class Soql {
  constructor(readonly text: string) {}
}

/** A part of a query that is written already: a name, a pattern. */
export class SoqlFragment {
  constructor(readonly text: string) {}
}

/** What may stand in a query: a value, a list of values for `IN`, or what `soqlName` and `soqlPattern` made. */
export type SoqlValue =
  string | number | boolean | Date | null | SoqlFragment | readonly SoqlValue[];

/**
 * A query with its values escaped: ``soql`SELECT Id FROM Account WHERE Name = ${name} AND Type IN ${types}` ``. Texts get
 * their quotes here, and dates are written as points in time.
 *
 * @throws {TypeError} for a value that SOQL cannot hold, and for one between quotes, where it would end them
 */
export function soql(parts: TemplateStringsArray, ...values: SoqlValue[]): Soql {
  const [start = '', ...others] = parts;
  let text = start;
  let isQuoted = hasOddQuotes(start);
  for (const [index, part] of others.entries()) {
    if (isQuoted) throw new TypeError('Values in SOQL get their quotes: write none around them.');
    text += literal(values[index]) + part;
    isQuoted = hasOddQuotes(part);
  }
  return new Soql(text);
}

/** A query as it is. Nothing in it is escaped, so nothing in it may come from a user. */
export function rawSoql(text: string): Soql {
  return new Soql(text);
}

/**
 * Name of an object or a field: `Account`, `Owner.Name`, `Shelf__c`, for names that are not known beforehand.
 *
 * @throws {TypeError} for anything else
 */
export function soqlName(name: string): SoqlFragment {
  if (!/^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/.test(name)) {
    throw new TypeError(`"${name}" is no name of an object or a field of Salesforce.`);
  }
  return new SoqlFragment(name);
}

/** A pattern for `LIKE`: in ``soqlPattern`${start}%` `` the `%` is a placeholder, and none in the value is. */
export function soqlPattern(parts: TemplateStringsArray, ...values: string[]): SoqlFragment {
  const [start = '', ...others] = parts.map(escapeSoql);
  const pattern = others.reduce((text, part, index) => {
    const value = escapeSoql(String(values[index]));
    return text + value.replace(/[%_]/g, (character) => `\\${character}`) + part;
  }, start);
  return new SoqlFragment(`'${pattern}'`);
}

const ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

/**
 * A text as it may stand between the quotes of a query.
 *
 * @see https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm
 */
export function escapeSoql(text: string): string {
  return text.replace(/[\\'"\n\r\t\b\f]/g, (character) => ESCAPES[character] ?? character);
}

function literal(value: SoqlValue | undefined): string {
  if (value === null) return 'NULL';
  if (value instanceof SoqlFragment) return value.text;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return `'${escapeSoql(value)}'`;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return decimal(value);
  if (Array.isArray(value) && value.length > 0) return `(${value.map(literal).join(', ')})`;
  throw new TypeError('A query in SOQL can hold texts, finite numbers, dates and lists of them.');
}

/** SOQL does not read `1e21`. */
function decimal(value: number): string {
  const text = String(value);
  if (text.includes('e')) throw new TypeError(`${text} is out of the range of numbers in SOQL.`);
  return text;
}

function hasOddQuotes(part: string): boolean {
  return part.replace(/\\./gs, '').split("'").length % 2 === 0;
}
