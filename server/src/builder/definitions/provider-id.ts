import { CUSTOM_PREFIX } from '../../providers/registry';

const LONGEST_SLUG = 50;

/**
 * An id for a service of this name that nobody has yet: `custom-harbour`, or `custom-harbour-2`.
 *
 * @param isTaken whether there is a provider with an id
 */
export function newProviderId(name: string, isTaken: (id: string) => boolean): string {
  const slug = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replace(/^-|-$/g, '');
  const base = `${CUSTOM_PREFIX}${slug || 'service'}`;
  let id = base;
  for (let number = 2; isTaken(id); number += 1) id = `${base}-${number}`;
  return id;
}
