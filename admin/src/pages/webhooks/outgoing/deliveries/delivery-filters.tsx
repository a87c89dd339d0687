import { useGetIntegrationEndpointsQuery } from '../../../../api/endpoints';
import { FilterBar } from '../../../../components/filter-bar';
import { FilterSelect } from '../../../../components/filter-select';
import { TimeFilter } from '../../../../components/time-filter';
import { useText } from '../../../../hooks/use-text';
import { nameOf } from '../endpoint-name';
import { useEventNames } from '../events/use-catalogue';
import type { useDeliveryFilters } from './use-delivery-filters';
import { DELIVERY_STATES } from './use-delivery-words';

interface DeliveryFiltersProps {
  filters: ReturnType<typeof useDeliveryFilters>;
  /** Whether the log is of all endpoints, so that one can be chosen. */
  hasEndpoint: boolean;
}

const EndpointFilter = ({ filters }: Pick<DeliveryFiltersProps, 'filters'>) => {
  const t = useText();
  const { data: endpoints = [] } = useGetIntegrationEndpointsQuery();
  return (
    <FilterSelect
      label={t('deliveries.filter.endpoint')}
      allLabel={t('deliveries.filter.endpoint-all')}
      value={filters.value('endpoint')}
      options={endpoints.map((endpoint) => ({
        value: String(endpoint.id),
        label: nameOf(endpoint),
      }))}
      onChange={(id) => filters.setFilter('endpoint', id)}
    />
  );
};

/** Narrows the log of deliveries: by endpoint, state, event, time, and the id of a message or an entry. */
export const DeliveryFilters = ({ filters, hasEndpoint }: DeliveryFiltersProps) => {
  const t = useText();
  const eventNames = useEventNames();
  const { value, setFilter, range, setRange, isFiltered, clear } = filters;

  return (
    <FilterBar
      searchLabel={t('deliveries.search')}
      searched={value('search')}
      isFiltered={isFiltered}
      onSearch={(text) => setFilter('search', text)}
      onClear={clear}
    >
      {hasEndpoint && <EndpointFilter filters={filters} />}
      <FilterSelect
        label={t('deliveries.filter.state')}
        allLabel={t('deliveries.filter.state-all')}
        value={value('state')}
        options={DELIVERY_STATES.map((state) => ({
          value: state,
          label: t(`delivery.state.${state}`),
        }))}
        onChange={(state) => setFilter('state', state)}
      />
      <FilterSelect
        label={t('deliveries.filter.event')}
        allLabel={t('deliveries.filter.event-all')}
        value={value('event')}
        options={[...new Set([...eventNames, ...(value('event') ? [value('event')] : [])])].map(
          (name) => ({
            value: name,
            label: name,
          }),
        )}
        onChange={(event) => setFilter('event', event)}
      />
      <TimeFilter range={range} onChange={setRange} />
    </FilterBar>
  );
};
