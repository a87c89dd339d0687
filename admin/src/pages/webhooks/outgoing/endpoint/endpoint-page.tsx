import * as React from 'react';
import { Box, Button, Flex, Tabs, Typography } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import type { EndpointListItem } from '../../../../api/outgoing-contracts';
import { statusOf } from '../../../../api/server-error';
import { useGetIntegrationEndpointQuery } from '../../../../api/endpoints';
import { CopyableText } from '../../../../components/copyable-text';
import { PageError } from '../../../../components/page-error';
import { Skeleton } from '../../../../components/skeleton';
import { usePollingInterval } from '../../../../hooks/use-polling-interval';
import { useQueryState } from '../../../../hooks/use-query-state';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { LIST_ADDRESS } from '../addresses';
import { ChartPanel } from './chart-panel';
import { DeliveriesTab } from '../deliveries/deliveries-tab';
import { DeliveryDrawer } from '../deliveries/delivery-drawer';
import { DisabledNotice, isDisabled } from '../disabled-notice';
import { ExampleDialog } from '../events/example-dialog';
import { EndpointActions } from './endpoint-actions';
import { nameOf } from '../endpoint-name';
import { ReplayProgress } from '../replays/replay-progress';
import { SecretTab } from '../secret/secret-tab';
import { SettingsTab } from './settings-tab';
import { StatusLine } from './status-line';

const POLL_MS = 5000;
const TABS = ['deliveries', 'settings', 'secret'] as const;

const EndpointTabs = ({ endpoint }: { endpoint: EndpointListItem }) => {
  const t = useText();
  const { canReadDeliveries, canWriteEndpoints } = useRights();
  const [params, change] = useQueryState();
  const [isSendingExample, setIsSendingExample] = React.useState(false);
  const tabs = TABS.filter((tab) => tab !== 'deliveries' || canReadDeliveries);
  const current = tabs.find((tab) => tab === params.get('tab')) ?? tabs[0];

  return (
    <Tabs.Root
      variant="simple"
      value={current}
      onValueChange={(tab) => change({ tab: tab === tabs[0] ? undefined : tab })}
    >
      <Tabs.List aria-label={t('endpoint.tabs')}>
        {tabs.map((tab) => (
          <Tabs.Trigger key={tab} value={tab}>
            {t(`endpoint.tab.${tab}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Box paddingTop={5}>
        {canReadDeliveries && (
          <Tabs.Content value="deliveries">
            <DeliveriesTab
              endpointId={endpoint.id}
              emptyAction={
                canWriteEndpoints &&
                endpoint.isActive && (
                  <Button
                    variant="secondary"
                    startIcon={<PaperPlane />}
                    onClick={() => setIsSendingExample(true)}
                  >
                    {t('example.title')}
                  </Button>
                )
              }
            />
          </Tabs.Content>
        )}
        <Tabs.Content value="settings">
          <SettingsTab endpoint={endpoint} />
        </Tabs.Content>
        <Tabs.Content value="secret">
          <SecretTab endpoint={endpoint} />
        </Tabs.Content>
      </Box>
      {isSendingExample && (
        <ExampleDialog
          endpoint={endpoint}
          onClose={() => setIsSendingExample(false)}
          onSent={(id) => change({ delivery: String(id) })}
        />
      )}
    </Tabs.Root>
  );
};

const LoadedEndpoint = ({ endpoint }: { endpoint: EndpointListItem }) => {
  const t = useText();
  const { canReadDeliveries, canWriteEndpoints } = useRights();
  const [params, change] = useQueryState();
  const deliveryId = Number(params.get('delivery'));

  return (
    <>
      <Page.Title>{nameOf(endpoint)}</Page.Title>
      <Layouts.Header
        title={nameOf(endpoint)}
        subtitle={
          <Typography variant="epsilon" textColor="neutral600" tag="p">
            <CopyableText value={endpoint.url} label={t('form.url')} />
          </Typography>
        }
        navigationAction={<BackButton fallback={LIST_ADDRESS} />}
        primaryAction={<EndpointActions endpoint={endpoint} />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={5}>
          {isDisabled(endpoint) && (
            <DisabledNotice endpoint={endpoint} canTurnOn={canWriteEndpoints} />
          )}
          <StatusLine endpoint={endpoint} />
          <ReplayProgress endpointId={endpoint.id} />
          <ChartPanel endpointId={endpoint.id} />
          <EndpointTabs endpoint={endpoint} />
        </Flex>
      </Layouts.Content>
      {canReadDeliveries && deliveryId > 0 && (
        <DeliveryDrawer id={deliveryId} onClose={() => change({ delivery: undefined })} />
      )}
    </>
  );
};

/** One endpoint: how it does, what was sent to it, how it is set up, and what signs its deliveries. */
export const EndpointPage = () => {
  const t = useText();
  const id = Number(useParams().id);
  const {
    currentData: endpoint,
    error,
    refetch,
  } = useGetIntegrationEndpointQuery(id, {
    pollingInterval: usePollingInterval(POLL_MS),
    refetchOnMountOrArgChange: true,
  });
  const isGone = statusOf(error) === 404;

  return (
    <Page.Main>
      {endpoint && !isGone ? (
        <LoadedEndpoint key={endpoint.id} endpoint={endpoint} />
      ) : (
        <Box paddingTop={8}>
          <Layouts.Content>
            {error ? (
              <PageError error={error} onRetry={refetch} missing={t('endpoint.missing')} />
            ) : (
              <Skeleton heights={['6rem', '28rem', '4rem', '24rem']} />
            )}
          </Layouts.Content>
        </Box>
      )}
    </Page.Main>
  );
};
