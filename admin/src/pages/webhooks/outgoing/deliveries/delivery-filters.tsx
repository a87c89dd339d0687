import * as React from 'react';
import {
  Box,
  Button,
  Flex,
  Searchbar,
  SearchForm,
  SingleSelect,
  SingleSelectOption,
} from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import { useGetIntegrationEndpointsQuery } from '../../../../api/endpoints';
import { useText } from '../../../../hooks/use-text';
import { nameOf } from '../endpoint-name';
import { useEventNames } from '../events/use-catalogue';
import { TIME_RANGE_NAMES, type useDeliveryFilters } from './use-delivery-filters';
import { DELIVERY_STATES } from './use-delivery-words';

interface FilterSelectProps {
  label: string;
  allLabel: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}

const FilterSelect = ({ label, allLabel, value, options, onChange }: FilterSelectProps) => (
  <Box minWidth="18rem">
    <SingleSelect
      size="S"
      aria-label={label}
      value={value === '' ? 'all' : value}
      onChange={(chosen) => onChange(chosen === 'all' ? undefined : String(chosen))}
    >
      <SingleSelectOption value="all">{allLabel}</SingleSelectOption>
      {options.map((option) => (
        <SingleSelectOption key={option.value} value={option.value}>
          {option.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  </Box>
);

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
  const { value, setFilter, isFiltered, clear } = filters;
  const [search, setSearch] = React.useState(value('search'));
  const searched = value('search');

  // The address is the truth: going back, or clearing the filters, changes the field as well.
  React.useEffect(() => setSearch(searched), [searched]);

  return (
    <Flex gap={2} wrap="wrap" alignItems="center">
      <SearchForm
        onSubmit={(event) => {
          event.preventDefault();
          setFilter('search', search.trim());
        }}
      >
        <Searchbar
          name="search"
          size="S"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onClear={() => setFilter('search', undefined)}
          clearLabel={t('action.clear-search')}
          placeholder={t('deliveries.search')}
        >
          {t('deliveries.search')}
        </Searchbar>
      </SearchForm>
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
      <FilterSelect
        label={t('deliveries.filter.range')}
        allLabel={t('deliveries.filter.range-all')}
        value={value('range')}
        options={TIME_RANGE_NAMES.map((range) => ({ value: range, label: t(`range.${range}`) }))}
        onChange={(range) => setFilter('range', range)}
      />
      {isFiltered && (
        <Button variant="ghost" size="S" startIcon={<Cross />} onClick={clear}>
          {t('deliveries.filter.clear')}
        </Button>
      )}
    </Flex>
  );
};
