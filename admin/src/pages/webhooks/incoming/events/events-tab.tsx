import { Box, Flex } from '@strapi/design-system';

import { useGetIntegrationEventsQuery } from '../../../../api/events';
import { EmptyState } from '../../../../components/empty-state';
import { KeysetPager } from '../../../../components/keyset-pager';
import { PageError } from '../../../../components/page-error';
import { Skeleton } from '../../../../components/skeleton';
import { useLogPages } from '../../../../hooks/use-log-pages';
import { usePollingInterval } from '../../../../hooks/use-polling-interval';
import { useText } from '../../../../hooks/use-text';
import { EventFilters } from './event-filters';
import { EventTable } from './event-table';
import { useEventFilters } from './use-event-filters';

const POLL_MS = 3000;

interface EventsTabProps {
  /** Whose events these are; those of all sources without it. */
  sourceId?: number;
}

/** What came in, to be filtered and paged through; new events appear by themselves. */
export const EventsTab = ({ sourceId }: EventsTabProps) => {
  const t = useText();
  const filters = useEventFilters(sourceId);
  const { data, error, refetch, isFetching, originalArgs } = useGetIntegrationEventsQuery(
    filters.query,
    {
      pollingInterval: usePollingInterval(POLL_MS),
      refetchOnMountOrArgChange: true,
    },
  );
  // The rows of another source must not stand here for a moment.
  const page = originalArgs?.sourceId === filters.query.sourceId ? data : undefined;
  const { state: _state, ...pages } = useLogPages(
    filters.query.cursor,
    page?.meta.nextCursor ?? null,
  );

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <EventFilters filters={filters} hasSource={sourceId === undefined} />
      <Box aria-busy={isFetching && !page}>
        {page && page.data.length > 0 ? (
          <>
            <EventTable events={page.data} hasSource={sourceId === undefined} />
            <KeysetPager {...pages} />
          </>
        ) : page ? (
          <EmptyState>
            {t(filters.isFiltered ? 'incoming.events.none-found' : 'incoming.events.empty')}
          </EmptyState>
        ) : error ? (
          <PageError error={error} onRetry={refetch} />
        ) : (
          <Skeleton heights={['4.8rem', '5.6rem', '5.6rem', '5.6rem']} />
        )}
      </Box>
    </Flex>
  );
};
