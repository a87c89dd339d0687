import type { DeliveryQuery } from '../../../../api/contracts';
import { useNow } from '../../../../hooks/use-now';
import { useQueryState } from '../../../../hooks/use-query-state';
import { DELIVERY_STATES } from './use-delivery-words';

export const TIME_RANGES = { '1h': 3_600_000, '24h': 86_400_000, '7d': 7 * 86_400_000 } as const;
export type TimeRange = keyof typeof TIME_RANGES;

export const isTimeRange = (text: string | null): text is TimeRange =>
  text !== null && text in TIME_RANGES;

export const TIME_RANGE_NAMES = Object.keys(TIME_RANGES).filter(isTimeRange);

const FILTERS = ['endpoint', 'state', 'event', 'range', 'search'] as const;
type Filter = (typeof FILTERS)[number];

/**
 * What the log of deliveries is narrowed to, as it stands in the address. Another filter begins at the newest again.
 *
 * @param endpointId of the log of one endpoint; without it the endpoint is a filter like the others
 */
export const useDeliveryFilters = (endpointId?: number) => {
  const [params, change] = useQueryState();
  const range = params.get('range');
  const text = (name: string) => params.get(name) ?? undefined;
  // To the minute: a beginning that moved with every second would be a new question every time.
  const minute = Math.floor(useNow() / 60_000) * 60_000;
  const from = isTimeRange(range) ? new Date(minute - TIME_RANGES[range]).toISOString() : undefined;
  const query: DeliveryQuery = {
    endpointId: endpointId ?? (Number(params.get('endpoint')) || undefined),
    state: DELIVERY_STATES.find((state) => state === params.get('state')),
    eventType: text('event'),
    search: text('search'),
    from,
    cursor: text('cursor'),
  };

  return {
    query,
    value: (filter: Filter) => params.get(filter) ?? '',
    isFiltered: FILTERS.some((filter) => params.has(filter)),
    setFilter: (filter: Filter, value: string | undefined) =>
      change({ [filter]: value, cursor: undefined }),
    clear: () =>
      change({
        endpoint: undefined,
        state: undefined,
        event: undefined,
        range: undefined,
        search: undefined,
        cursor: undefined,
      }),
  };
};
