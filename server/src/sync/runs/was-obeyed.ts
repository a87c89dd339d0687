import type { ChangeResult } from '../apply/change-result';
import type { Merge } from '../plan/merge-fields';
import type { Base, LinkState } from '../plan/record-state';
import { isSameValue } from '../plan/same-value';
import type { CarriedAnswer } from './run-record';

/**
 * Whether what a person has said about a conflict came to be; otherwise one side was changed after he was asked, or is there
 * no longer.
 *
 * @param results of the run that was to carry it out
 * @param link of the pair, after it; null where there is none
 */
export function wasObeyed(
  { documentId, fields, survivor }: Pick<CarriedAnswer, 'documentId' | 'fields' | 'survivor'>,
  results: readonly ChangeResult[],
  link: LinkState | null,
): boolean {
  const about = results.filter((result) => result.documentId === documentId);
  if (about.some(({ outcome }) => outcome !== 'applied')) return false;
  if (survivor) return about.length > 0;
  // Where nothing was to be done, both sides have to be as he wants them.
  return about.length > 0
    ? about.every(({ change }) => change.kind === 'update' && hasAll(change.merge, fields))
    : link !== null && link.openConflict === null && isBase(link.base, fields);
}

function hasAll({ base, conflicts }: Merge, fields: CarriedAnswer['fields']): boolean {
  const isOpen = conflicts.some(({ field, winner }) => Object.hasOwn(fields, field) && !winner);
  return !isOpen && isBase(base, fields);
}

const isBase = ({ external, document }: Base, fields: CarriedAnswer['fields']): boolean =>
  Object.entries(fields).every(([field, { value }]) =>
    [external[field], document[field]].some((one) => isSameValue(one, value)),
  );
