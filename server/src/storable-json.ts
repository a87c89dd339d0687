/** Characters that PostgreSQL's json cannot turn into text, and MySQL and SQLite cut or refuse. */
const UNSTORABLE = /\u0000|\p{Surrogate}/gu;

/** Whether every database can store the text as it is. */
export function isStorable(text: string): boolean {
  return text.search(UNSTORABLE) === -1;
}

/**
 * JSON for a statement's parameter. NUL characters and lone surrogates are removed from every string: a receiver's
 * answer may hold them, and one such row would make the whole batch fail for ever.
 */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'string' ? item.replace(UNSTORABLE, '') : item,
  );
}
