import type { EventListItem } from '../../../../api/incoming-contracts';
import { useGetIntegrationEventsQuery } from '../../../../api/events';
import { useRights } from '../../../../hooks/use-rights';

/** The incoming event that a trace began with; undefined where none did, and for whoever may not read events. */
export const useCausingEvent = (traceId: string): EventListItem | undefined => {
  const { canReadEvents } = useRights();
  const { currentData: found } = useGetIntegrationEventsQuery(
    { search: traceId, pageSize: 1 },
    { skip: !canReadEvents },
  );
  return found?.data.find(({ uid }) => uid.endsWith(traceId));
};
