import { useGetIntegrationEventTypesOfAllQuery } from '../../../../api/events';
import {
  useGetIntegrationSeenEventTypesQuery,
  useGetIntegrationSourcesQuery,
} from '../../../../api/sources';
import { FilterBar } from '../../../../components/filter-bar';
import { FilterSelect } from '../../../../components/filter-select';
import { TimeFilter } from '../../../../components/time-filter';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import type { useEventFilters } from './use-event-filters';
import { EVENT_STATES } from './use-event-words';

interface EventFiltersProps {
  filters: ReturnType<typeof useEventFilters>;
  /** Whether the log is of all sources, so that one can be chosen. */
  hasSource: boolean;
}

const SourceFilter = ({ filters }: Pick<EventFiltersProps, 'filters'>) => {
  const t = useText();
  const { data: sources = [] } = useGetIntegrationSourcesQuery();
  return (
    <FilterSelect
      label={t('incoming.events.filter.source')}
      allLabel={t('incoming.events.filter.source-all')}
      value={filters.value('source')}
      options={sources.map(({ id, name }) => ({ value: String(id), label: name }))}
      onChange={(id) => filters.setFilter('source', id)}
    />
  );
};

/** The types that have come in; a type in the address is kept. */
const TypeFilter = ({ filters }: Pick<EventFiltersProps, 'filters'>) => {
  const t = useText();
  const { canReadSources } = useRights();
  const { sourceId } = filters.query;
  const { data: seen = [] } = useGetIntegrationSeenEventTypesQuery(sourceId ?? 0, {
    skip: sourceId === undefined || !canReadSources,
  });
  const { data: all = [] } = useGetIntegrationEventTypesOfAllQuery(undefined, {
    skip: sourceId !== undefined,
  });
  const chosen = filters.value('event');
  const listed = sourceId === undefined ? all : seen.map(({ name }) => name);
  const names = [...new Set([...listed, ...(chosen ? [chosen] : [])])];
  if (names.length === 0) return null;
  return (
    <FilterSelect
      label={t('incoming.events.filter.type')}
      allLabel={t('incoming.events.filter.type-all')}
      value={chosen}
      options={names.sort().map((name) => ({ value: name, label: name }))}
      onChange={(type) => filters.setFilter('event', type)}
    />
  );
};

/** Narrows the log of events: by source, state, type, time, and the id that we or the service gave it. */
export const EventFilters = ({ filters, hasSource }: EventFiltersProps) => {
  const t = useText();
  const { canReadSources } = useRights();
  const { value, setFilter, range, setRange, isFiltered, clear } = filters;
  return (
    <FilterBar
      searchLabel={t('incoming.events.search')}
      searched={value('search')}
      isFiltered={isFiltered}
      onSearch={(text) => setFilter('search', text)}
      onClear={clear}
    >
      {hasSource && canReadSources && <SourceFilter filters={filters} />}
      <FilterSelect
        label={t('deliveries.filter.state')}
        allLabel={t('deliveries.filter.state-all')}
        value={value('state')}
        options={EVENT_STATES.map((state) => ({
          value: state,
          label: t(`incoming.event.state.${state}`),
        }))}
        onChange={(state) => setFilter('state', state)}
      />
      <TypeFilter filters={filters} />
      <TimeFilter range={range} onChange={setRange} />
    </FilterBar>
  );
};
