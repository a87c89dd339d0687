import { refuseAsSalesforce } from './answers.mjs';
import { OBJECT_TYPES } from './schema.mjs';
import { parseCondition } from './soql-condition.mjs';

const TOKEN =
  /\s*(?:('(?:[^'\\]|\\.)*')|(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d))|(-?\d+(?:\.\d+)?)|(COUNT\s*\(\s*\))|([A-Za-z_][\w.]*)|(<=|>=|!=|<>|[=<>(),]))/iy;

const malformed = (message) => refuseAsSalesforce(400, 'MALFORMED_QUERY', message);

/**
 * Reads the part of SOQL that the stand-in knows: `SELECT fields FROM Object WHERE … ORDER BY … LIMIT … OFFSET …`.
 *
 * @returns `{ type, fields, isCount, matches(record), order: [{ field, isDescending }], limit, offset }`
 * @throws a refusal in Salesforce's words for everything else, so that nothing is left out silently
 */
export function parseSoql(soql) {
  const tokens = tokensOf(soql);
  const reader = readerOf(tokens);

  reader.expect('SELECT');
  const names = reader.list(() => reader.word());
  reader.expect('FROM');
  const objectName = reader.word();
  const type = Object.values(OBJECT_TYPES).find(
    ({ name }) => name.toLowerCase() === objectName.toLowerCase(),
  );
  if (!type) {
    const message = `sObject type '${objectName}' is not supported.`;
    throw refuseAsSalesforce(400, 'INVALID_TYPE', message);
  }

  const isCount = names.length === 1 && /^COUNT\s*\(/i.test(names[0]);
  const fields = isCount ? [] : names.map((name) => fieldOf(type, name));
  const matches = reader.takes('WHERE')
    ? parseCondition(reader, (name) => fieldOf(type, name))
    : () => true;
  const order = reader.takes('ORDER') ? orderOf(reader, type) : [];
  const limit = reader.takes('LIMIT') ? Number(reader.next().text) : Infinity;
  const offset = reader.takes('OFFSET') ? Number(reader.next().text) : 0;
  if (!reader.isDone()) throw malformed(`unexpected token: '${reader.next().text}'`);
  if (Number.isNaN(limit) || Number.isNaN(offset)) throw malformed('LIMIT wants a number');
  return { type, fields, isCount, matches, order, limit, offset };
}

function fieldOf(type, name) {
  const field = Object.keys(type.fields).find(
    (known) => known.toLowerCase() === name.toLowerCase(),
  );
  if (field) return field;
  const message = `No such column '${name}' on entity '${type.name}'.`;
  throw refuseAsSalesforce(400, 'INVALID_FIELD', message);
}

function orderOf(reader, type) {
  reader.expect('BY');
  return reader.list(() => {
    const field = fieldOf(type, reader.word());
    const isDescending = reader.takes('DESC');
    if (!isDescending) reader.takes('ASC');
    return { field, isDescending };
  });
}

function tokensOf(soql) {
  const tokens = [];
  const source = soql.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw malformed(`unexpected character at ${at}: '${source[at]}'`);
    const [, string, time, number, count, word, sign] = match;
    const kind = string
      ? 'string'
      : time
        ? 'time'
        : number
          ? 'number'
          : (count ?? word)
            ? 'word'
            : 'sign';
    tokens.push({ kind, text: string ?? time ?? number ?? count ?? word ?? sign });
  }
  return tokens;
}

function readerOf(tokens) {
  let position = 0;
  const reader = {
    isDone: () => position >= tokens.length,
    next() {
      if (reader.isDone()) throw malformed('unexpected end of the query');
      position += 1;
      return tokens[position - 1];
    },
    /** Goes past this word or sign if it is next. */
    takes(text) {
      const isNext = tokens[position]?.text.toUpperCase() === text;
      if (isNext) position += 1;
      return isNext;
    },
    expect(text) {
      if (!reader.takes(text)) throw malformed(`expecting ${text}`);
    },
    word() {
      const { kind, text } = reader.next();
      if (kind !== 'word') throw malformed(`unexpected token: '${text}'`);
      return text;
    },
    list(item) {
      const items = [item()];
      while (reader.takes(',')) items.push(item());
      return items;
    },
  };
  return reader;
}
