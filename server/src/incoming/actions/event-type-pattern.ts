/** `*`, `invoice.*`, `orders/create`: a name whose end may be left open. */
export const EVENT_TYPE_PATTERN = /^(?:\*|[^*\p{Cc}\p{Cs}]{1,254}\*?)$/u;

/**
 * Whether an event of this type is meant. An event without a type is meant by `*` alone.
 *
 * @param pattern one that `EVENT_TYPE_PATTERN` matches
 */
export function matchesEventType(pattern: string, eventType: string | null): boolean {
  if (pattern === '*') return true;
  if (eventType === null) return false;
  return pattern.endsWith('*') ? eventType.startsWith(pattern.slice(0, -1)) : eventType === pattern;
}

/** Whether any of the patterns means the type. */
export function matchesAnyEventType(patterns: readonly string[], eventType: string | null) {
  return patterns.some((pattern) => matchesEventType(pattern, eventType));
}
