import type { EventQuery } from '../../../../api/incoming-contracts';
import { useLogFilters } from '../../../../hooks/use-log-filters';
import { EVENT_STATES } from './use-event-words';

/**
 * What the log of events is narrowed to.
 *
 * @param sourceId of the log of one source; without it the source is a filter like the others
 */
export const useEventFilters = (sourceId?: number) => {
  const { ownerId, query, ...filters } = useLogFilters({
    owner: 'source',
    ownerId: sourceId,
    states: EVENT_STATES,
    // The types of one source are not those of another.
    ofOwner: ['event'],
  });
  return { ...filters, query: { ...query, sourceId: ownerId } satisfies EventQuery };
};
