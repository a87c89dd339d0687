/**
 * A part of a component that stands in an entry once is a field like any other, under the name of both: `seo.metaTitle`.
 *
 * @returns null for a field of the entry itself
 */
export function partOf(field: string): { component: string; part: string } | null {
  const at = field.indexOf('.');
  return at === -1 ? null : { component: field.slice(0, at), part: field.slice(at + 1) };
}

type Entry = Readonly<Record<string, unknown>>;

/** What an entry has in a field; undefined for nothing. */
export function fieldIn(entry: Entry, field: string): unknown {
  const named = partOf(field);
  if (!named) return entry[field];
  const component = entry[named.component] as Entry | null | undefined;
  return component?.[named.part];
}

/** What a query has to bring along under a name, of that and of what stands within. */
interface Brought {
  select: string[];
  populate?: Record<string, Brought>;
}

/**
 * What a query has to bring along besides the entry itself: parts by the names of their components, and files.
 *
 * @param plain fields that hold plain values
 * @param media fields that hold files
 */
export function populateOf(
  plain: readonly string[],
  media: readonly string[],
): Record<string, Brought> {
  const populate: Record<string, Brought> = {};
  const componentOf = (name: string) => (populate[name] ??= { select: ['id'] });
  for (const named of plain.map(partOf)) {
    if (named) componentOf(named.component).select.push(named.part);
  }
  for (const field of media) {
    const named = partOf(field);
    const within = named ? (componentOf(named.component).populate ??= {}) : populate;
    within[named?.part ?? field] = { select: ['id'] };
  }
  return populate;
}

/**
 * Values as the document service takes them: parts within their components. A component of which nothing would be said is
 * not made.
 *
 * @param entry as it is, so that a component that is there keeps its other parts; null for one that is to be made
 */
export function withinComponents(values: Entry, entry: Entry | null): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(values)) {
    const named = partOf(field);
    if (!named) {
      data[field] = value;
      continue;
    }
    const known = entry?.[named.component] as { id: unknown } | null | undefined;
    if (!known && (value ?? null) === null) continue;
    const begun = data[named.component] ?? (known ? { id: known.id } : {});
    data[named.component] = { ...begun, [named.part]: value };
  }
  return data;
}
