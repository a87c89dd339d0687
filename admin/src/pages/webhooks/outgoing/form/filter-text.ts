import type { FilterCondition, FilterOperator } from '../../../../api/outgoing-contracts';

/** A condition as it is edited: its value is still text, for `in` one value a line. */
export interface FilterRow {
  field: string;
  operator: FilterOperator;
  value: string;
}

/** Numbers as JavaScript writes them: `12e3` is more often a code than twelve thousand. */
const LOOKS_LIKE_JSON = /^(true|false|null|-?\d+(\.\d+)?(e[+-]\d+)?|".*")$/s;

const readScalar = (text: string): unknown => {
  const trimmed = text.trim();
  if (LOOKS_LIKE_JSON.test(trimmed)) {
    try {
      return JSON.parse(trimmed);
    } catch {
      // A number with a leading zero, or a quoted text with a stray backslash, is a plain text.
    }
  }
  return trimmed;
};

const writeScalar = (value: unknown): string => {
  if (typeof value !== 'string') return JSON.stringify(value) ?? '';
  // Quoted where it would be read back as something else than this text, or not at all.
  const isPlain = value !== '' && !/[\r\n]/.test(value) && readScalar(value) === value;
  return isPlain ? value : JSON.stringify(value);
};

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** A stored condition as text. */
export const toFilterRow = ({ field, operator, value }: FilterCondition): FilterRow => {
  if (operator === 'changed') return { field, operator, value: '' };
  if (operator === 'in') {
    return {
      field,
      operator,
      value: Array.isArray(value) ? value.map(writeScalar).join('\n') : '',
    };
  }
  return { field, operator, value: writeScalar(value) };
};

/**
 * A condition from its text. `true`, `null` and numbers become what they look like; quotes keep them text.
 */
export const toCondition = ({ field, operator, value }: FilterRow): FilterCondition => {
  const name = field.trim();
  switch (operator) {
    case 'changed':
      return { field: name, operator };
    case 'exists':
      return { field: name, operator, value: value !== 'false' };
    case 'in':
      return { field: name, operator, value: linesOf(value).map(readScalar) };
    case 'equals':
      return { field: name, operator, value: readScalar(value) };
  }
};
