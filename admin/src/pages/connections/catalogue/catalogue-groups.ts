import type { CatalogueEntry, ProviderCategory } from '../../../api/connection-contracts';

// As a record, so that none can be forgotten; in the order in which they are shown.
const SHOWN: Record<ProviderCategory, true> = {
  commerce: true,
  communication: true,
  crm: true,
  development: true,
  productivity: true,
  generic: true,
};
export const CATEGORIES = Object.keys(SHOWN) as ProviderCategory[];

export interface CatalogueGroup {
  category: ProviderCategory;
  providers: CatalogueEntry[];
}

/** What words are compared by: neither case nor accents keep anything from being found. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/**
 * The services by category, each by name.
 *
 * @param search words that the name or the id of a service all hold; '' for every service
 * @param category undefined for all of them
 */
export const groupsOf = (
  providers: CatalogueEntry[],
  search: string,
  category?: ProviderCategory,
): CatalogueGroup[] => {
  const words = plain(search).split(/\s+/).filter(Boolean);
  const isFound = ({ id, name }: CatalogueEntry) =>
    words.every((word) => plain(`${name} ${id}`).includes(word));
  return CATEGORIES.filter((one) => category === undefined || one === category)
    .map((one) => ({
      category: one,
      providers: providers
        .filter((provider) => provider.category === one && isFound(provider))
        .sort((a, b) => a.name.localeCompare(b.name)),
    }))
    .filter((group) => group.providers.length > 0);
};
