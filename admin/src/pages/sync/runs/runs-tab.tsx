import { Box } from '@strapi/design-system';

import { useGetIntegrationRunsQuery } from '../../../api/sync-runs';
import { EmptyState } from '../../../components/empty-state';
import { KeysetPager } from '../../../components/keyset-pager';
import { PageError } from '../../../components/page-error';
import { Skeleton } from '../../../components/skeleton';
import { useLogPages } from '../../../hooks/use-log-pages';
import { usePollingInterval } from '../../../hooks/use-polling-interval';
import { useQueryState } from '../../../hooks/use-query-state';
import { useText } from '../../../hooks/use-text';
import { RunTable } from './run-table';

const BUSY_POLL_MS = 1000;
const IDLE_POLL_MS = 5000;

/** The history of a job, to be paged through; what begins elsewhere appears by itself. */
export const RunsTab = ({ jobId }: { jobId: number }) => {
  const t = useText();
  const [params] = useQueryState();
  const cursor = params.get('cursor') ?? undefined;
  const busyInterval = usePollingInterval(BUSY_POLL_MS);
  const { data, error, refetch, isFetching } = useGetIntegrationRunsQuery(
    { jobId, cursor },
    { pollingInterval: usePollingInterval(IDLE_POLL_MS), refetchOnMountOrArgChange: true },
  );
  const isBusy = data?.data.some(({ state }) => state === 'running') ?? false;
  useGetIntegrationRunsQuery({ jobId, cursor }, { skip: !isBusy, pollingInterval: busyInterval });
  const { state: _state, ...pages } = useLogPages(cursor, data?.meta.nextCursor ?? null);

  return (
    <Box aria-busy={isFetching && !data}>
      {data && data.data.length > 0 ? (
        <>
          <RunTable runs={data.data} />
          <KeysetPager {...pages} />
        </>
      ) : data ? (
        <EmptyState>{t('sync.runs.empty')}</EmptyState>
      ) : error ? (
        <PageError error={error} onRetry={refetch} />
      ) : (
        <Skeleton heights={['4.8rem', '5.6rem', '5.6rem', '5.6rem']} />
      )}
    </Box>
  );
};
