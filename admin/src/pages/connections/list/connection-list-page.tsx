import { LinkButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';

import type { ConnectionWithUses } from '../../../api/connection-contracts';
import { useGetIntegrationConnectionsQuery } from '../../../api/connections';
import { EmptyState } from '../../../components/empty-state';
import { PageError } from '../../../components/page-error';
import { Skeleton } from '../../../components/skeleton';
import { usePollingInterval } from '../../../hooks/use-polling-interval';
import { useRights } from '../../../hooks/use-rights';
import { useText } from '../../../hooks/use-text';
import { PERMISSIONS } from '../../../permissions';
import { CATALOGUE_ADDRESS } from '../addresses';
import { CardGrid } from '../card-grid';
import { inOrderOfUrgency } from '../connection-status';
import { ConnectionCard } from './connection-card';

const POLL_MS = 5000;

const ConnectButton = ({ variant }: { variant: 'default' | 'secondary' }) => {
  const t = useText();
  return (
    <LinkButton
      tag={NavLink}
      to={CATALOGUE_ADDRESS}
      variant={variant}
      startIcon={<Plus />}
      size="S"
    >
      {t('connections.connect')}
    </LinkButton>
  );
};

const ConnectionGrid = ({ connections }: { connections: ConnectionWithUses[] }) => {
  const t = useText();
  const { canWriteConnections } = useRights();
  if (connections.length === 0) {
    return (
      <EmptyState action={canWriteConnections && <ConnectButton variant="secondary" />}>
        {t('connections.list.empty')}
      </EmptyState>
    );
  }
  return (
    <CardGrid aria-label={t('connections.list.title')}>
      {inOrderOfUrgency(connections).map((connection) => (
        <li key={connection.id}>
          <ConnectionCard connection={connection} />
        </li>
      ))}
    </CardGrid>
  );
};

const LoadedPage = () => {
  const t = useText();
  const { canWriteConnections } = useRights();
  const { data, error, refetch } = useGetIntegrationConnectionsQuery(undefined, {
    pollingInterval: usePollingInterval(POLL_MS),
    refetchOnMountOrArgChange: true,
  });
  return (
    <Page.Main>
      <Layouts.Header
        title={t('connections.list.title')}
        subtitle={t('connections.list.subtitle')}
        primaryAction={
          data?.length && canWriteConnections ? <ConnectButton variant="default" /> : undefined
        }
      />
      <Layouts.Content>
        {data ? (
          <ConnectionGrid connections={data} />
        ) : error ? (
          <PageError error={error} onRetry={refetch} />
        ) : (
          <Skeleton heights={['16rem', '16rem']} />
        )}
      </Layouts.Content>
    </Page.Main>
  );
};

/** All connections: which accounts are we connected to, and do they work? */
export const ConnectionListPage = () => (
  <Page.Protect permissions={PERMISSIONS.readConnections}>
    <LoadedPage />
  </Page.Protect>
);
