import type { DeliveryQuery } from '../../../../api/outgoing-contracts';
import { useLogFilters } from '../../../../hooks/use-log-filters';
import { DELIVERY_STATES } from './use-delivery-words';

/**
 * What the log of deliveries is narrowed to.
 *
 * @param endpointId of the log of one endpoint; without it the endpoint is a filter like the others
 */
export const useDeliveryFilters = (endpointId?: number) => {
  const { ownerId, query, ...filters } = useLogFilters({
    owner: 'endpoint',
    ownerId: endpointId,
    states: DELIVERY_STATES,
  });
  return { ...filters, query: { ...query, endpointId: ownerId } satisfies DeliveryQuery };
};
