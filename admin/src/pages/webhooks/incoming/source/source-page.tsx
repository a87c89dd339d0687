import { Box, Flex, Typography } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import type { SourceListItem } from '../../../../api/incoming-contracts';
import { statusOf } from '../../../../api/server-error';
import { useGetIntegrationSourceQuery } from '../../../../api/sources';
import { CopyableText } from '../../../../components/copyable-text';
import { PagePlaceholder } from '../../../../components/page-placeholder';
import { usePollingInterval } from '../../../../hooks/use-polling-interval';
import { useText } from '../../../../hooks/use-text';
import { PERMISSIONS } from '../../../../permissions';
import { LIST_ADDRESS } from '../addresses';
import { ProviderTile } from '../../../../components/provider-tile';
import { publicAddress, strapiOrigin } from '../public-address';
import { EventRunProgress } from '../runs/event-run-progress';
import { ChartPanel } from './chart-panel';
import { FirstEvent } from './first-event';
import { SourceActions } from './source-actions';
import { SourceTabs } from './source-tabs';
import { StatusLine } from './status-line';

const POLL_MS = 5000;
/** Whoever waits for the first event watches the page. */
const WAITING_POLL_MS = 2000;

const AddressLine = ({ source }: { source: SourceListItem }) => {
  const t = useText();
  const address = publicAddress(source, strapiOrigin());
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Flex gap={3}>
        <ProviderTile id={source.provider} name={source.providerName} />
        <Typography variant="epsilon" textColor="neutral600" tag="p">
          <CopyableText value={address} label={t('incoming.address')} />
        </Typography>
      </Flex>
      {source.publicUrl === null && address !== source.address && (
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t('incoming.address-guessed')}
        </Typography>
      )}
    </Flex>
  );
};

const LoadedSource = ({ source }: { source: SourceListItem }) => (
  <Page.Main>
    <Page.Title>{source.name}</Page.Title>
    <Layouts.Header
      title={source.name}
      subtitle={<AddressLine source={source} />}
      navigationAction={<BackButton fallback={LIST_ADDRESS} />}
      primaryAction={<SourceActions source={source} />}
    />
    <Layouts.Content>
      <Flex direction="column" alignItems="stretch" gap={5}>
        <Box>
          <StatusLine source={source} />
        </Box>
        <FirstEvent source={source} />
        <EventRunProgress sourceId={source.id} />
        <ChartPanel sourceId={source.id} />
        <SourceTabs source={source} />
      </Flex>
    </Layouts.Content>
  </Page.Main>
);

const SourceById = ({ id }: { id: number }) => {
  const t = useText();
  const pollingInterval = usePollingInterval(POLL_MS);
  const waitingInterval = usePollingInterval(WAITING_POLL_MS);
  const {
    currentData: source,
    error,
    refetch,
  } = useGetIntegrationSourceQuery(id, { pollingInterval, refetchOnMountOrArgChange: true });
  useGetIntegrationSourceQuery(id, {
    skip: source?.lastEvent !== null,
    pollingInterval: waitingInterval,
  });

  // One that was deleted meanwhile is gone, even though it is still remembered.
  if (source && statusOf(error) !== 404) return <LoadedSource source={source} />;
  return (
    <PagePlaceholder
      error={error}
      onRetry={refetch}
      missing={t('incoming.source.missing')}
      heights={['6rem', '28rem', '4rem', '24rem']}
    />
  );
};

/** One source: how it does, what came in, what is done with it, and what it verifies by. */
export const SourcePage = () => {
  const id = Number(useParams().id);
  return (
    <Page.Protect permissions={PERMISSIONS.readSources}>
      <SourceById key={id} id={id} />
    </Page.Protect>
  );
};
