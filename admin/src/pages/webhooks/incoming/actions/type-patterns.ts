/** The pattern of every event. */
export const EVERYTHING = '*';

/** Whether one pattern includes everything that another selects; a pattern includes itself. */
export const includesPattern = (wider: string, narrower: string): boolean =>
  wider === EVERYTHING ||
  wider === narrower ||
  (wider.endsWith('*') && narrower.startsWith(wider.slice(0, -1)));

/** Whether any of the patterns selects a type of event. An event without a type is selected by `*` alone. */
export const selectsType = (patterns: readonly string[], type: string | null): boolean =>
  patterns.some((pattern) =>
    type === null ? pattern === EVERYTHING : includesPattern(pattern, type),
  );

/** Whether a pattern is selected by another, wider one, so that choosing it as well would change nothing. */
export const isImplied = (pattern: string, chosen: readonly string[]): boolean =>
  chosen.some((candidate) => candidate !== pattern && includesPattern(candidate, pattern));

/** The choice with a pattern added, without what it now includes anyway. */
export const addPattern = (chosen: readonly string[], pattern: string): string[] => [
  ...chosen.filter((candidate) => !includesPattern(pattern, candidate)),
  pattern,
];

/** Whether a text can be a pattern: a type whose end may be left open, as in `invoice.*`. */
export const isPattern = (text: string): boolean =>
  /^(?:\*|[^*\p{Cc}\p{Cs}]{1,254}\*?)$/u.test(text);

interface TypeGroup {
  /** `invoice.*` where several types begin alike; null for a type that stands alone. */
  all: string | null;
  types: string[];
}

/** What stands before the first separator of a type, with it: `invoice.`, `orders/`; null where there is none. */
const startOf = (type: string): string | null => /^[^./:]+[./:]/.exec(type)?.[0] ?? null;

/** Types of events by how they begin. */
export const groupTypes = (types: readonly string[]): TypeGroup[] => {
  const groups = new Map<string, string[]>();
  for (const type of [...new Set(types)].sort()) {
    const key = startOf(type) ?? type;
    groups.set(key, [...(groups.get(key) ?? []), type]);
  }
  return [...groups].map(([start, members]) => ({
    all: members.length > 1 ? `${start}*` : null,
    types: members,
  }));
};
