import { useLocation } from 'react-router-dom';

import { useQueryState } from './use-query-state';

/** The cursors of the pages between the newest one and this, kept by the browser with the page's place in its history. */
const trailOf = (state: unknown): string[] => {
  const trail = (state as { trail?: unknown } | null)?.trail;
  return Array.isArray(trail) ? trail.filter((cursor) => typeof cursor === 'string') : [];
};

/**
 * The way through a log by keyset, its place kept in the address.
 *
 * @param cursor of the page that is shown; undefined for the newest
 * @param nextCursor of the page after it; null on the last one
 */
export const useLogPages = (cursor: string | undefined, nextCursor: string | null) => {
  const [, change] = useQueryState();
  const trail = trailOf(useLocation().state);
  return {
    /** To be kept by whoever opens something without leaving the page. */
    state: { trail },
    hasNewer: cursor !== undefined,
    hasOlder: nextCursor !== null,
    onNewer: () => change({ cursor: trail.at(-1) }, { state: { trail: trail.slice(0, -1) } }),
    onOlder: () => {
      if (nextCursor === null) return;
      change({ cursor: nextCursor }, { state: { trail: [...trail, ...(cursor ? [cursor] : [])] } });
    },
  };
};
