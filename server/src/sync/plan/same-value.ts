/** Whether two values of a field are one: nothing is nothing, and the order of names in an object means nothing. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  const [one, other] = [a ?? null, b ?? null];
  if (typeof one !== 'object' || typeof other !== 'object') return false;
  return one === other || canonicalJson(one) === canonicalJson(other);
}

/** JSON whose objects have their names in order; `null` for nothing. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_name, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
