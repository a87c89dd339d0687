import { refuseAsSalesforce } from './answers.mjs';

const malformed = (message) => refuseAsSalesforce(400, 'MALFORMED_QUERY', message);

const COMPARISONS = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/**
 * Reads a condition: comparisons, IN and LIKE, joined by AND, OR, NOT and brackets.
 *
 * @param fieldOf the field of a name; throws for one that there is not
 * @returns a function that says whether a record fits
 */
export function parseCondition(reader, fieldOf) {
  const anyOf = () =>
    joined('OR', allOf, (parts) => (record) => parts.some((fits) => fits(record)));
  const allOf = () =>
    joined('AND', single, (parts) => (record) => parts.every((fits) => fits(record)));

  function joined(word, part, combine) {
    const parts = [part()];
    while (reader.takes(word)) parts.push(part());
    return parts.length === 1 ? parts[0] : combine(parts);
  }

  function single() {
    if (reader.takes('NOT')) {
      const fits = single();
      return (record) => !fits(record);
    }
    if (reader.takes('(')) {
      const fits = anyOf();
      reader.expect(')');
      return fits;
    }
    return comparison();
  }

  function comparison() {
    const field = fieldOf(reader.word());
    if (reader.takes('LIKE')) return like(field, valueOf(reader.next()));
    const isNegated = reader.takes('NOT');
    if (reader.takes('IN')) return isIn(field, isNegated);
    const { text } = reader.next();
    const test = COMPARISONS[text];
    if (!test || isNegated) throw malformed(`unexpected token: '${text}'`);
    const value = valueOf(reader.next());
    return (record) => {
      const order = compare(record[field], value);
      // Null is equal to null and otherwise to nothing, and it is neither more nor less.
      return order === null ? text === '!=' || text === '<>' : test(order);
    };
  }

  function isIn(field, isNegated) {
    reader.expect('(');
    const values = reader.list(() => valueOf(reader.next()));
    reader.expect(')');
    return (record) => values.some((value) => compare(record[field], value) === 0) !== isNegated;
  }

  return anyOf();
}

/** The value that stands in a query: a text, a number, a time, true, false or null. */
function valueOf({ kind, text }) {
  if (kind === 'string') return text.slice(1, -1).replace(/\\(.)/g, '$1');
  if (kind === 'number') return Number(text);
  if (kind === 'time') return new Date(withColon(text));
  const word = text.toLowerCase();
  if (kind === 'word' && ['true', 'false', 'null'].includes(word)) return JSON.parse(word);
  throw malformed(`unexpected token: '${text}'`);
}

const withColon = (time) => time.replace(/([+-]\d\d)(\d\d)$/, '$1:$2');

/** Below, equal or above 0; null where the two cannot be compared. Texts are compared without regard to case. */
export function compare(actual, wanted) {
  if (actual === null || wanted === null) return actual === wanted ? 0 : null;
  const [left, right] = [actual, wanted].map(comparable);
  const mine = wanted instanceof Date ? new Date(withColon(actual)).getTime() : left;
  if (mine === right) return 0;
  return mine < right ? -1 : 1;
}

function comparable(value) {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function like(field, pattern) {
  const source = String(pattern)
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  const expression = new RegExp(`^${source}$`, 'is');
  return (record) => record[field] !== null && expression.test(record[field]);
}
