/** Characters that PostgreSQL's json cannot turn into text, and MySQL and SQLite cut or refuse. */
const UNSTORABLE = /\u0000|\p{Surrogate}/gu;

/** How JSON writes them; a text may of course hold such letters itself. */
const SUSPECT = /\\u(?:0000|d[89a-f])/i;

/** Whether every database can store the text as it is. */
export function isStorable(text: string): boolean {
  return text.search(UNSTORABLE) === -1;
}

/** The text without what no database can store. */
export function storableText(text: string): string {
  return text.replace(UNSTORABLE, '');
}

/**
 * JSON for a statement's parameter. NUL characters and lone surrogates are removed from every string: a receiver's
 * answer may hold them, and one such row would make the whole batch fail for ever.
 */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  // A replacer is called for every value, which costs several times the rest; few texts need it.
  if (!SUSPECT.test(json)) return json;
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'string' ? storableText(item) : item,
  );
}
