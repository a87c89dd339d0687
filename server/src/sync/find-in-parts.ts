/** As many as every database takes in one statement. */
const AT_ONCE = 500;

/** What is found of many, asked for in parts that a statement can hold. */
export async function findInParts<Item, Found>(
  items: readonly Item[],
  find: (part: Item[]) => Promise<Found[]>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    found.push(...(await find(items.slice(at, at + AT_ONCE))));
  }
  return found;
}
