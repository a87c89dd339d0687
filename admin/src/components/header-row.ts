import type { TextKey } from '../hooks/use-text';

/** A header as it is edited. The value of a stored one is never known here, only kept or replaced. */
export interface HeaderRow {
  name: string;
  value: string;
  isStored: boolean;
}

/** What is wrong with a header, as texts by field: `headers.0.name`. */
export const headerProblems = (
  { name, value, isStored }: HeaderRow,
  index: number,
  all: HeaderRow[],
): Record<string, TextKey> => {
  const problems: Record<string, TextKey> = {};
  const isSame = (other: HeaderRow) =>
    other.name.trim().toLowerCase() === name.trim().toLowerCase();
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name.trim()))
    problems[`headers.${index}.name`] = 'form.header.name-invalid';
  else if (all.findIndex(isSame) < index)
    problems[`headers.${index}.name`] = 'form.header.name-twice';
  if (value === '' && !isStored) problems[`headers.${index}.value`] = 'form.header.value-required';
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(value))
    problems[`headers.${index}.value`] = 'form.header.value-invalid';
  return problems;
};
