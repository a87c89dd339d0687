const MAX_LENGTH = 63;

/** What a source can be called in its address: the name without accents, spaces and signs; '' where nothing is left. */
export const slugFrom = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, MAX_LENGTH)
    .replace(/-+$/, '');

/** The suggestion with the lowest number behind it that nobody has yet. */
export const freeSlug = (name: string, taken: string[]): string => {
  const slug = slugFrom(name);
  if (slug === '' || !taken.includes(slug)) return slug;
  for (let number = 2; ; number += 1) {
    const ending = `-${number}`;
    const numbered = slug.slice(0, MAX_LENGTH - ending.length).replace(/-+$/, '') + ending;
    if (!taken.includes(numbered)) return numbered;
  }
};

export const isSlug = (text: string): boolean =>
  /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
