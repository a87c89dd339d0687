interface BulkType {
  attributes: object;
  /** Hooks that the site has written for the type. */
  lifecycles?: object;
}

/** What keeps many entries from being made at once, with these fields filled in, for an editor; null for nothing. */
export function bulkHindranceOf(
  type: BulkType | undefined,
  fields: readonly string[],
): string | null {
  if (!type) return null;
  const { attributes, lifecycles = {} } = type;
  if (Object.keys(lifecycles).length > 0) {
    return 'The site runs code of its own with every entry that is made (lifecycles), so entries are made one by one.';
  }
  const known = attributes as Record<string, { type: string; unique?: boolean }>;
  const unique = fields.find((name) => known[name]?.unique === true || known[name]?.type === 'uid');
  return unique === undefined
    ? null
    : `"${unique}" has to be unique, which Strapi looks up for each entry, so they are made one by one.`;
}
