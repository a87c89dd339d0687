import { Box, Flex } from '@strapi/design-system';

import { useGetIntegrationDeliveriesQuery } from '../../../../api/deliveries';
import { EmptyState } from '../../../../components/empty-state';
import { KeysetPager } from '../../../../components/keyset-pager';
import { PageError } from '../../../../components/page-error';
import { Skeleton } from '../../../../components/skeleton';
import { useLogPages } from '../../../../hooks/use-log-pages';
import { usePollingInterval } from '../../../../hooks/use-polling-interval';
import { useQueryState } from '../../../../hooks/use-query-state';
import { useText } from '../../../../hooks/use-text';
import { DeliveryFilters } from './delivery-filters';
import { DeliveryTable } from './delivery-table';
import { useDeliveryFilters } from './use-delivery-filters';

const POLL_MS = 3000;

interface DeliveriesTabProps {
  /** Whose deliveries these are; those to all endpoints without it. */
  endpointId?: number;
  /** The button that makes the first one come, where the log is empty. */
  emptyAction?: React.ReactNode;
}

/** What was sent, to be filtered and paged through; new deliveries appear by themselves. */
export const DeliveriesTab = ({ endpointId, emptyAction }: DeliveriesTabProps) => {
  const t = useText();
  const [, change] = useQueryState();
  const filters = useDeliveryFilters(endpointId);
  const { cursor } = filters.query;
  const { data, error, refetch, isFetching, originalArgs } = useGetIntegrationDeliveriesQuery(
    filters.query,
    {
      pollingInterval: usePollingInterval(POLL_MS),
      refetchOnMountOrArgChange: true,
    },
  );
  // The rows of another endpoint must not stand here for a moment.
  const page = originalArgs?.endpointId === filters.query.endpointId ? data : undefined;
  const { state, ...pages } = useLogPages(cursor, page?.meta.nextCursor ?? null);

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <DeliveryFilters filters={filters} hasEndpoint={endpointId === undefined} />
      <Box aria-busy={isFetching && !page}>
        {page && page.data.length > 0 ? (
          <>
            <DeliveryTable
              deliveries={page.data}
              hasEndpoint={endpointId === undefined}
              onOpen={(id) => change({ delivery: String(id) }, { state })}
            />
            <KeysetPager {...pages} />
          </>
        ) : page ? (
          <EmptyState action={!filters.isFiltered && emptyAction}>
            {t(filters.isFiltered ? 'deliveries.none-found' : 'deliveries.empty')}
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
