import type { SampleRecord } from '../../../api/sync-contracts';
import type { DiffRow } from '../diff-rows';

/** What the mapping makes of a record, field by field, beside what its entry has. Related entries are told by their titles. */
export const sampleRows = ({
  before,
  after,
  titles,
}: Pick<SampleRecord, 'before' | 'after' | 'titles'>): DiffRow[] =>
  [...new Set([...Object.keys(after), ...Object.keys(before ?? {})])].map((field) => {
    const titlesHere = titles[field];
    const titled = (value: unknown) => (titlesHere ? withTitles(value, titlesHere) : value);
    // What the mapping says nothing of for this record is left as it is.
    const next = Object.hasOwn(after, field) ? after[field] : before?.[field];
    return { field, side: null, before: titled(before?.[field]), after: titled(next) };
  });

const withTitles = (value: unknown, titles: Record<string, string>): unknown => {
  if (Array.isArray(value)) return value.map((key) => withTitles(key, titles)).join(', ');
  const title = titles[String(value)];
  return title === undefined || title === value ? value : `${title} (${String(value)})`;
};
