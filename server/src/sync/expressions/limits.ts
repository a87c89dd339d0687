/** Characters of an expression. */
export const LONGEST_EXPRESSION = 2_000;

/** What one evaluation may take. */
export const EVALUATION_LIMITS = {
  /** After this JSONata ends it by itself, in milliseconds. `evaluation.ts` and the docs say it in words. */
  timeMs: 500,
  /** After this its process is ended: JSONata cannot look at the clock while a regular expression is matched. */
  killMs: 1_000,
  /** Evaluations within evaluations. */
  depth: 1_000,
  /** Items of a list. */
  items: 10_000,
  /** Of all values together, in mebibytes. */
  memoryMb: 128,
  /** Characters of what becomes of a value, as JSON. */
  resultLength: 1_000_000,
} as const;

/** By chance or by the clock, a record would become something else in every run, and would be written each time. */
const CHANGING = ['random', 'shuffle', 'now', 'millis'];
/** A text that becomes an expression was checked by nobody. The others need what only a browser or Node has. */
const WITHHELD = ['eval', 'base64encode', 'base64decode'];

/** Functions of JSONata that expressions do not have. */
export const MISSING_FUNCTIONS: readonly string[] = [...CHANGING, ...WITHHELD];

const CALL = new RegExp(`\\$(?:${MISSING_FUNCTIONS.join('|')})(?=\\s*\\()`);

/** The first function that an expression calls and does not have, as it is written: `$now`; null for none. */
export function missingFunctionIn(expression: string): string | null {
  return CALL.exec(expression)?.[0] ?? null;
}
