import {
  useLazyGetIntegrationEventQuery,
  useLazyGetIntegrationEventsQuery,
} from '../../../../api/events';
import type { EventDetail, Source } from '../../../../api/incoming-contracts';
import { useRun } from '../../../../hooks/use-run';

const outcomeOf = async <T>(
  query: Promise<{ data?: T; error?: unknown }>,
): Promise<{ data: T } | { error: unknown }> => {
  const { data, error } = await query;
  return data === undefined ? { error } : { data };
};

/** Fetches the newest request that a source refused; undefined where there is none, or where it could not be had. */
export const useLastRefused = (source: Source) => {
  const run = useRun();
  const [loadList, { isFetching: isListing }] = useLazyGetIntegrationEventsQuery();
  const [loadEvent, { isFetching: isLoading }] = useLazyGetIntegrationEventQuery();

  const load = async (): Promise<EventDetail | undefined> => {
    const query = { sourceId: source.id, state: 'refused' as const, pageSize: 1 };
    const list = await run(outcomeOf(loadList(query)));
    const [newest] = list?.data ?? [];
    if (!newest) return undefined;
    return run(outcomeOf(loadEvent(newest.id)));
  };

  return { load, isLoading: isListing || isLoading };
};
