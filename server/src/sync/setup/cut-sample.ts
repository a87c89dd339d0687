const LONGEST_TEXT = 500;
const MOST_ITEMS = 20;
const MAX_DEPTH = 6;

/** A record as it is shown: long texts and lists are cut, and what lies deep is left out. */
export function cutSample(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') {
    return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '…';
  if (Array.isArray(value)) {
    return value.slice(0, MOST_ITEMS).map((item) => cutSample(item, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, cutSample(item, depth + 1)]),
  );
}
