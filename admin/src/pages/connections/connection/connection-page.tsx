import { Flex, Grid } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import type { Connection, ConnectionWithUses } from '../../../api/connection-contracts';
import { useGetIntegrationConnectionQuery } from '../../../api/connections';
import { statusOf } from '../../../api/server-error';
import { PagePlaceholder } from '../../../components/page-placeholder';
import { usePollingInterval } from '../../../hooks/use-polling-interval';
import { useRights } from '../../../hooks/use-rights';
import { useText } from '../../../hooks/use-text';
import { PERMISSIONS } from '../../../permissions';
import { LIST_ADDRESS } from '../addresses';
import { CallLog } from '../calls/call-log';
import { ChartPanel } from '../calls/chart-panel';
import { ConnectionBadge } from '../connection-badge';
import { ProviderName } from '../provider-name';
import { ConnectionActions } from './connection-actions';
import { FactsPanel } from './facts-panel';
import { ScopePanel } from './scope-panel';
import { StatusPanel } from './status-panel';
import { UsesPanel } from './uses-panel';

const POLL_MS = 5000;

const Parts = ({ connection }: { connection: Connection }) => {
  const { canReadCalls } = useRights();
  const { id, scopes } = connection;
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Grid.Root gap={5}>
        <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch" gap={5}>
          <StatusPanel connection={connection} />
          <UsesPanel connectionId={id} />
        </Grid.Item>
        <Grid.Item col={6} s={12} xs={12} direction="column" alignItems="stretch" gap={5}>
          <FactsPanel connection={connection} />
          {scopes && <ScopePanel scopes={scopes} />}
        </Grid.Item>
      </Grid.Root>
      {canReadCalls && (
        <>
          <ChartPanel connectionId={id} />
          <CallLog connectionId={id} />
        </>
      )}
    </Flex>
  );
};

const LoadedConnection = ({ connection }: { connection: ConnectionWithUses }) => {
  const { name, isSyncing } = connection;
  return (
    <Page.Main>
      <Page.Title>{name}</Page.Title>
      <Layouts.Header
        title={name}
        subtitle={
          <Flex gap={4} wrap="wrap">
            <ProviderName connection={connection} />
            <ConnectionBadge connection={connection} isSyncing={isSyncing} />
          </Flex>
        }
        navigationAction={<BackButton fallback={LIST_ADDRESS} />}
        primaryAction={<ConnectionActions connection={connection} />}
      />
      <Layouts.Content>
        <Parts connection={connection} />
      </Layouts.Content>
    </Page.Main>
  );
};

const ConnectionById = ({ id }: { id: number }) => {
  const t = useText();
  const {
    currentData: connection,
    error,
    refetch,
  } = useGetIntegrationConnectionQuery(id, {
    pollingInterval: usePollingInterval(POLL_MS),
    refetchOnMountOrArgChange: true,
  });

  // One that was deleted meanwhile is gone, even though it is still remembered.
  if (connection && statusOf(error) !== 404) return <LoadedConnection connection={connection} />;
  return (
    <PagePlaceholder
      error={error}
      onRetry={refetch}
      missing={t('connections.missing')}
      heights={['6rem', '24rem', '20rem', '24rem']}
    />
  );
};

/** One connection: whether it works, whose account it is, what it may do, what it did, and what uses it. */
export const ConnectionPage = () => {
  const id = Number(useParams().id);
  return (
    <Page.Protect permissions={PERMISSIONS.readConnections}>
      <ConnectionById key={id} id={id} />
    </Page.Protect>
  );
};
