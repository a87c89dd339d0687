interface Revised {
  id: number;
  revision: number;
}

/**
 * Records as they stand at these revisions: those that are known and unchanged as the same objects, the others read anew.
 *
 * @param revisions of all that there are
 * @param findByIds reads records; one that is gone meanwhile may be missing
 */
export async function atRevisions<Item extends Revised>(
  revisions: readonly Revised[],
  known: ReadonlyMap<number, Item>,
  findByIds: (ids: number[]) => Promise<Item[]>,
): Promise<Map<number, Item>> {
  const stale = revisions
    .filter(({ id, revision }) => known.get(id)?.revision !== revision)
    .map(({ id }) => id);
  const fresh = new Map(
    (stale.length > 0 ? await findByIds(stale) : []).map((item) => [item.id, item]),
  );
  return new Map(
    revisions.flatMap(({ id }): [number, Item][] => {
      const item = fresh.get(id) ?? known.get(id);
      return item ? [[id, item]] : [];
    }),
  );
}
