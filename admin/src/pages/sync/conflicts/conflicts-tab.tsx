import { Box, Flex } from '@strapi/design-system';

import { useGetIntegrationConflictsQuery } from '../../../api/sync-conflicts';
import { useGetIntegrationJobsQuery } from '../../../api/sync-jobs';
import { EmptyState } from '../../../components/empty-state';
import { FilterSelect } from '../../../components/filter-select';
import { KeysetPager } from '../../../components/keyset-pager';
import { PageError } from '../../../components/page-error';
import { Skeleton } from '../../../components/skeleton';
import { useLogPages } from '../../../hooks/use-log-pages';
import { usePollingInterval } from '../../../hooks/use-polling-interval';
import { useQueryState } from '../../../hooks/use-query-state';
import { useText } from '../../../hooks/use-text';
import { ConflictDrawer } from './conflict-drawer';
import { ConflictTable } from './conflict-table';
import { useConflictFilters } from './use-conflict-filters';
import { CONFLICT_STATES } from './use-conflict-words';

const POLL_MS = 5000;

interface ConflictsTabProps {
  /** Whose conflicts these are; those of all jobs without it. */
  jobId?: number;
}

const JobFilter = ({ filters }: { filters: ReturnType<typeof useConflictFilters> }) => {
  const t = useText();
  const { data: jobs = [] } = useGetIntegrationJobsQuery();
  return (
    <FilterSelect
      label={t('sync.conflicts.job')}
      allLabel={t('sync.conflicts.job-all')}
      value={filters.job}
      options={jobs.map(({ id, name }) => ({ value: String(id), label: name }))}
      onChange={filters.setJob}
    />
  );
};

/** What both sides have changed, to be answered; at first, what waits for an answer. */
export const ConflictsTab = ({ jobId }: ConflictsTabProps) => {
  const t = useText();
  const [params, change] = useQueryState();
  const filters = useConflictFilters(jobId);
  const opened = Number(params.get('conflict'));
  const { data, error, refetch, isFetching } = useGetIntegrationConflictsQuery(filters.query, {
    pollingInterval: usePollingInterval(POLL_MS),
    refetchOnMountOrArgChange: true,
  });
  const { state, ...pages } = useLogPages(filters.query.cursor, data?.meta.nextCursor ?? null);

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex gap={2} wrap="wrap">
        {jobId === undefined && <JobFilter filters={filters} />}
        <FilterSelect
          label={t('deliveries.filter.state')}
          allLabel={t('deliveries.filter.state-all')}
          value={filters.state}
          options={CONFLICT_STATES.map((one) => ({
            value: one,
            label: t(`sync.conflict.state.${one}`),
          }))}
          onChange={filters.setState}
        />
      </Flex>
      <Box aria-busy={isFetching && !data}>
        {data && data.data.length > 0 ? (
          <>
            <ConflictTable
              conflicts={data.data}
              hasJob={jobId === undefined}
              onOpen={(id) => change({ conflict: String(id) }, { state })}
            />
            <KeysetPager {...pages} />
          </>
        ) : data ? (
          <EmptyState>
            {t(filters.state === 'open' ? 'sync.conflicts.none' : 'sync.conflicts.none-found')}
          </EmptyState>
        ) : error ? (
          <PageError error={error} onRetry={refetch} />
        ) : (
          <Skeleton heights={['4.8rem', '5.6rem', '5.6rem']} />
        )}
      </Box>
      {opened > 0 && (
        <ConflictDrawer
          key={opened}
          id={opened}
          onClose={() => change({ conflict: undefined }, { state })}
        />
      )}
    </Flex>
  );
};
