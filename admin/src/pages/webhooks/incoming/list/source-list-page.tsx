import { Box, LinkButton, Tabs } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';

import type { SourceListItem } from '../../../../api/incoming-contracts';
import { useGetIntegrationSourcesQuery } from '../../../../api/sources';
import { EmptyState } from '../../../../components/empty-state';
import { PageError } from '../../../../components/page-error';
import { Skeleton } from '../../../../components/skeleton';
import { usePollingInterval } from '../../../../hooks/use-polling-interval';
import { useQueryState } from '../../../../hooks/use-query-state';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { PERMISSIONS } from '../../../../permissions';
import { CREATE_ADDRESS } from '../addresses';
import { EventsTab } from '../events/events-tab';
import { SourceTable } from './source-table';

const POLL_MS = 5000;

const AddButton = ({ variant }: { variant: 'default' | 'secondary' }) => {
  const t = useText();
  return (
    <LinkButton tag={NavLink} to={CREATE_ADDRESS} variant={variant} startIcon={<Plus />} size="S">
      {t('incoming.list.add')}
    </LinkButton>
  );
};

const SourceList = ({ sources }: { sources: SourceListItem[] }) => {
  const t = useText();
  const { canWriteSources } = useRights();
  return sources.length > 0 ? (
    <SourceTable sources={sources} />
  ) : (
    <EmptyState action={canWriteSources && <AddButton variant="secondary" />}>
      {t('incoming.list.empty')}
    </EmptyState>
  );
};

/** The sources, and what came in at any of them. */
const ListTabs = ({ sources }: { sources: SourceListItem[] }) => {
  const t = useText();
  const [params, change] = useQueryState();
  return (
    <Tabs.Root
      variant="simple"
      value={params.get('tab') === 'events' ? 'events' : 'sources'}
      onValueChange={(tab) => change({ tab: tab === 'sources' ? undefined : tab })}
    >
      <Tabs.List aria-label={t('incoming.list.title')}>
        <Tabs.Trigger value="sources">{t('incoming.list.tab.sources')}</Tabs.Trigger>
        <Tabs.Trigger value="events">{t('incoming.list.tab.events')}</Tabs.Trigger>
      </Tabs.List>
      <Box paddingTop={5}>
        <Tabs.Content value="sources">
          <SourceList sources={sources} />
        </Tabs.Content>
        <Tabs.Content value="events">
          <EventsTab />
        </Tabs.Content>
      </Box>
    </Tabs.Root>
  );
};

const LoadedPage = () => {
  const t = useText();
  const { isLoading, canReadSources, canReadEvents, canWriteSources } = useRights();
  const {
    data: sources,
    error,
    refetch,
  } = useGetIntegrationSourcesQuery(undefined, {
    skip: !canReadSources,
    pollingInterval: usePollingInterval(POLL_MS),
    refetchOnMountOrArgChange: true,
  });
  const isLogAlone = !isLoading && !canReadSources;

  return (
    <Page.Main>
      <Layouts.Header
        title={t('incoming.list.title')}
        subtitle={t('incoming.list.subtitle')}
        primaryAction={
          sources?.length && canWriteSources ? <AddButton variant="default" /> : undefined
        }
      />
      <Layouts.Content>
        {isLogAlone ? (
          <EventsTab />
        ) : sources ? (
          canReadEvents ? (
            <ListTabs sources={sources} />
          ) : (
            <SourceList sources={sources} />
          )
        ) : error ? (
          <PageError error={error} onRetry={refetch} />
        ) : (
          <Skeleton heights={['4.8rem', '7.2rem', '7.2rem', '7.2rem']} />
        )}
      </Layouts.Content>
    </Page.Main>
  );
};

/** All sources: did we get what the others sent, and what did it do? To who may not read them, the log of events alone. */
export const SourceListPage = () => (
  <Page.Protect permissions={[...PERMISSIONS.readSources, ...PERMISSIONS.readEvents]}>
    <LoadedPage />
  </Page.Protect>
);
