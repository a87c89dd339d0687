import { z } from 'zod';

import { rowId } from '../input-parts';
import type { KeysetMeta } from '../keyset-meta';

/** What a page of rows is asked for with, in the order of their ids. */
export const pageQuery = z.strictObject({
  cursor: rowId.optional(),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

export interface Page<Item> {
  data: Item[];
  meta: KeysetMeta;
}

/** @param found one row more than the page, which tells that there is another */
export function pageOf<Row extends { id: number }>(found: Row[], pageSize: number): Page<Row> {
  const data = found.slice(0, pageSize);
  const last = found.length > pageSize ? data.at(-1) : undefined;
  return { data, meta: { nextCursor: last ? String(last.id) : null } };
}
