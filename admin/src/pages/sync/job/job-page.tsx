import * as React from 'react';
import { Box, Flex, Tabs } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import type { JobDetail } from '../../../api/sync-contracts';
import { statusOf as httpStatusOf } from '../../../api/server-error';
import { useGetIntegrationJobQuery } from '../../../api/sync-jobs';
import { PagePlaceholder } from '../../../components/page-placeholder';
import { ProviderTile } from '../../../components/provider-tile';
import { StatusBadge } from '../../../components/status-badge';
import { useBusyPolling } from '../../../hooks/use-busy-polling';
import { useQueryState } from '../../../hooks/use-query-state';
import { useText } from '../../../hooks/use-text';
import { PERMISSIONS } from '../../../permissions';
import { LIST_ADDRESS } from '../addresses';
import { ConflictsTab } from '../conflicts/conflicts-tab';
import { JobFlow } from '../job-flow';
import { STATUS_VARIANTS, statusOf } from '../job-status';
import { NextRun } from '../next-run';
import { RunsTab } from '../runs/runs-tab';
import { JobActions } from './job-actions';
import { JobNotices } from './job-notices';
import { SettingsTab } from './settings-tab';

const TABS = ['runs', 'conflicts', 'settings'] as const;

const JobTabs = ({ job }: { job: JobDetail }) => {
  const t = useText();
  const [params, change] = useQueryState();
  const current = TABS.find((tab) => tab === params.get('tab')) ?? 'runs';
  const { openConflictCount } = job;
  return (
    <Tabs.Root
      variant="simple"
      value={current}
      onValueChange={(tab) =>
        change({ tab: tab === 'runs' ? undefined : tab, state: undefined, cursor: undefined })
      }
    >
      <Tabs.List aria-label={t('sync.job.tabs')}>
        <Tabs.Trigger value="runs">{t('sync.job.tab.runs')}</Tabs.Trigger>
        <Tabs.Trigger value="conflicts">
          {openConflictCount > 0
            ? t('sync.tab.conflicts-count', { count: openConflictCount })
            : t('sync.tab.conflicts')}
        </Tabs.Trigger>
        <Tabs.Trigger value="settings">{t('settings.title')}</Tabs.Trigger>
      </Tabs.List>
      <Box paddingTop={5}>
        <Tabs.Content value="runs">
          <RunsTab jobId={job.id} />
        </Tabs.Content>
        <Tabs.Content value="conflicts">
          <ConflictsTab jobId={job.id} />
        </Tabs.Content>
        <Tabs.Content value="settings">
          <SettingsTab job={job} />
        </Tabs.Content>
      </Box>
    </Tabs.Root>
  );
};

const Subtitle = ({ job }: { job: JobDetail }) => {
  const t = useText();
  const status = statusOf(job);
  return (
    <Flex gap={4} wrap="wrap">
      <Flex gap={3}>
        <ProviderTile
          id={job.connection?.provider ?? '?'}
          name={job.connection?.providerName ?? null}
        />
        <Flex direction="column" alignItems="flex-start">
          <JobFlow job={job} />
          <NextRun job={job} />
        </Flex>
      </Flex>
      <StatusBadge variant={STATUS_VARIANTS[status]}>{t(`sync.status.${status}`)}</StatusBadge>
    </Flex>
  );
};

const LoadedJob = ({ job }: { job: JobDetail }) => (
  <Page.Main>
    <Page.Title>{job.name}</Page.Title>
    <Layouts.Header
      title={job.name}
      subtitle={<Subtitle job={job} />}
      navigationAction={<BackButton fallback={LIST_ADDRESS} />}
      primaryAction={<JobActions job={job} />}
    />
    <Layouts.Content>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <JobNotices job={job} />
        <JobTabs job={job} />
      </Flex>
    </Layouts.Content>
  </Page.Main>
);

const JobById = ({ id }: { id: number }) => {
  const t = useText();
  const { interval, setIsBusy } = useBusyPolling();
  const {
    currentData: job,
    error,
    refetch,
  } = useGetIntegrationJobQuery(id, {
    pollingInterval: interval,
    refetchOnMountOrArgChange: true,
  });
  const isBusy = job?.lastRun?.state === 'running';
  React.useEffect(() => setIsBusy(isBusy), [isBusy, setIsBusy]);

  // One that was deleted meanwhile is gone, even though it is still remembered.
  if (job && httpStatusOf(error) !== 404) return <LoadedJob job={job} />;
  return (
    <PagePlaceholder
      error={error}
      onRetry={refetch}
      missing={t('sync.job.missing')}
      heights={['6rem', '4rem', '24rem']}
    />
  );
};

/** One sync job: how it does, its runs, its conflicts, and how it is set up. */
export const JobPage = () => {
  const id = Number(useParams().id);
  return (
    <Page.Protect permissions={PERMISSIONS.readSync}>
      <JobById key={id} id={id} />
    </Page.Protect>
  );
};
