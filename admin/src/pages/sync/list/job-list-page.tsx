import * as React from 'react';
import { Box, LinkButton, Tabs } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';

import type { JobListItem } from '../../../api/sync-contracts';
import { useGetIntegrationJobsQuery } from '../../../api/sync-jobs';
import { EmptyState } from '../../../components/empty-state';
import { PageError } from '../../../components/page-error';
import { Skeleton } from '../../../components/skeleton';
import { useBusyPolling } from '../../../hooks/use-busy-polling';
import { useQueryState } from '../../../hooks/use-query-state';
import { useRights } from '../../../hooks/use-rights';
import { useText } from '../../../hooks/use-text';
import { PERMISSIONS } from '../../../permissions';
import { CREATE_ADDRESS } from '../addresses';
import { ConflictsTab } from '../conflicts/conflicts-tab';
import { JobTable } from './job-table';

const AddButton = ({ variant }: { variant: 'default' | 'secondary' }) => {
  const t = useText();
  return (
    <LinkButton tag={NavLink} to={CREATE_ADDRESS} variant={variant} startIcon={<Plus />} size="S">
      {t('sync.list.add')}
    </LinkButton>
  );
};

const JobList = ({ jobs }: { jobs: JobListItem[] }) => {
  const t = useText();
  const { canWriteSync } = useRights();
  return jobs.length > 0 ? (
    <JobTable jobs={jobs} />
  ) : (
    <EmptyState action={canWriteSync && <AddButton variant="secondary" />}>
      {t('sync.list.empty')}
    </EmptyState>
  );
};

/** The jobs, and the conflicts of all of them. */
const ListTabs = ({ jobs }: { jobs: JobListItem[] }) => {
  const t = useText();
  const [params, change] = useQueryState();
  const waiting = jobs.reduce((total, { openConflictCount }) => total + openConflictCount, 0);
  return (
    <Tabs.Root
      variant="simple"
      value={params.get('tab') === 'conflicts' ? 'conflicts' : 'jobs'}
      onValueChange={(tab) =>
        change({
          tab: tab === 'jobs' ? undefined : tab,
          state: undefined,
          job: undefined,
          cursor: undefined,
        })
      }
    >
      <Tabs.List aria-label={t('sync.list.title')}>
        <Tabs.Trigger value="jobs">{t('sync.list.tab.jobs')}</Tabs.Trigger>
        <Tabs.Trigger value="conflicts">
          {waiting > 0
            ? t('sync.tab.conflicts-count', { count: waiting })
            : t('sync.tab.conflicts')}
        </Tabs.Trigger>
      </Tabs.List>
      <Box paddingTop={5}>
        <Tabs.Content value="jobs">
          <JobList jobs={jobs} />
        </Tabs.Content>
        <Tabs.Content value="conflicts">
          <ConflictsTab />
        </Tabs.Content>
      </Box>
    </Tabs.Root>
  );
};

const LoadedPage = () => {
  const t = useText();
  const { canWriteSync } = useRights();
  const { interval, setIsBusy } = useBusyPolling();
  const {
    data: jobs,
    error,
    refetch,
  } = useGetIntegrationJobsQuery(undefined, {
    pollingInterval: interval,
    refetchOnMountOrArgChange: true,
  });
  const isBusy = jobs?.some(({ lastRun }) => lastRun?.state === 'running') ?? false;
  React.useEffect(() => setIsBusy(isBusy), [isBusy, setIsBusy]);

  return (
    <Page.Main>
      <Layouts.Header
        title={t('sync.list.title')}
        subtitle={t('sync.list.subtitle')}
        primaryAction={jobs?.length && canWriteSync ? <AddButton variant="default" /> : undefined}
      />
      <Layouts.Content>
        {jobs ? (
          <ListTabs jobs={jobs} />
        ) : error ? (
          <PageError error={error} onRetry={refetch} />
        ) : (
          <Skeleton heights={['4.8rem', '7.2rem', '7.2rem', '7.2rem']} />
        )}
      </Layouts.Content>
    </Page.Main>
  );
};

/** All sync jobs: what flows where, when, and did it go well? */
export const JobListPage = () => (
  <Page.Protect permissions={PERMISSIONS.readSync}>
    <LoadedPage />
  </Page.Protect>
);
