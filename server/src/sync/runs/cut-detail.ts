import type { FieldChange } from '../plan/merge-fields';
import type { ChangeDetail, KeptFieldChange } from './change-store';

/** Characters of a value that are kept, if there are not too many values. */
const LONGEST_VALUE = 16_384;
/** Characters of all values of a change. */
const MOST_CHARACTERS = 262_144;

/**
 * What is kept of a change to be seen: long values are cut, since a database refuses statements beyond a size. What is to be
 * done never goes by it.
 */
export function cutDetail({ toExternal, toDocument, ...others }: ChangeDetail): ChangeDetail {
  const count = 2 * ((toExternal?.length ?? 0) + (toDocument?.length ?? 0));
  const longest = Math.min(LONGEST_VALUE, Math.floor(MOST_CHARACTERS / Math.max(count, 1)));
  return {
    ...others,
    ...(toExternal && { toExternal: toExternal.map((one) => cutChange(one, longest)) }),
    ...(toDocument && { toDocument: toDocument.map((one) => cutChange(one, longest)) }),
  };
}

function cutChange({ field, before, after }: FieldChange, longest: number): KeptFieldChange {
  const [cutBefore, cutAfter] = [cutValue(before, longest), cutValue(after, longest)];
  const isCut = cutBefore !== before || cutAfter !== after;
  return { field, before: cutBefore, after: cutAfter, ...(isCut && { isCut }) };
}

/** The value, or the beginning of its text. */
function cutValue(value: unknown, longest: number): unknown {
  if (value === null || value === undefined) return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longest ? text.slice(0, longest) : value;
}
