const NUMBERS = ['integer', 'decimal', 'float'];

/** Whether a field of this type takes a number. A `biginteger` is text, which no number of JavaScript would hold. */
const isNumeric = (type: string): boolean => NUMBERS.includes(type);

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/**
 * A value that is always the same, from its text, as a field of the given type takes it.
 *
 * @returns undefined where the text is no such value
 */
export const constantOf = (text: string, type: string): unknown => {
  if (type === 'boolean') return text === 'true';
  if (type === 'json') return readJson(text);
  if (!isNumeric(type)) return text;
  const number = Number(text);
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number;
};

/** The text of such a value, as it is edited. */
export const constantText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
