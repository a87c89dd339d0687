import { isStorable } from './storable-json';

/** Whether every database can store all texts of a value, and the names of its fields, in a JSON column. */
export function hasStorableTexts(value: unknown): boolean {
  if (typeof value === 'string') return isStorable(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, item]) => isStorable(name) && hasStorableTexts(item));
}
