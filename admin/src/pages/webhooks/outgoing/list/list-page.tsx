import * as React from 'react';
import { Box, Flex, LinkButton, Table, Tabs, Tbody } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page, useIsDesktop } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';

import type { EndpointListItem } from '../../../../api/outgoing-contracts';
import { useGetIntegrationEndpointsQuery } from '../../../../api/endpoints';
import { EmptyState } from '../../../../components/empty-state';
import { PageError } from '../../../../components/page-error';
import { Skeleton } from '../../../../components/skeleton';
import { TableHead } from '../../../../components/table-head';
import { usePollingInterval } from '../../../../hooks/use-polling-interval';
import { useQueryState } from '../../../../hooks/use-query-state';
import { useRights, type Rights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { CREATE_ADDRESS } from '../addresses';
import { DeleteEndpoint } from '../delete-endpoint';
import { DeliveriesTab } from '../deliveries/deliveries-tab';
import { DeliveryDrawer } from '../deliveries/delivery-drawer';
import { DisabledNotice, isDisabled } from '../disabled-notice';
import { DownloadCatalogue } from './download-catalogue';
import { EndpointRow } from './endpoint-row';
import { useEndpointTest } from '../use-endpoint-test';

const POLL_MS = 5000;

const AddButton = ({ variant }: { variant: 'default' | 'secondary' }) => {
  const t = useText();
  return (
    <LinkButton tag={NavLink} to={CREATE_ADDRESS} variant={variant} startIcon={<Plus />} size="S">
      {t('list.add')}
    </LinkButton>
  );
};

interface EndpointTableProps {
  endpoints: EndpointListItem[];
  rights: Rights;
}

const EndpointTable = ({ endpoints, rights }: EndpointTableProps) => {
  const t = useText();
  const isWide = useIsDesktop();
  const { start, testedId, dialog } = useEndpointTest();
  const [deleted, setDeleted] = React.useState<EndpointListItem>();
  const columns = [
    t('list.column.endpoint'),
    ...(isWide ? [t('list.column.events')] : []),
    t('list.column.rate'),
    t('list.column.last'),
    t('list.column.active'),
  ];

  return (
    <>
      <Table colCount={columns.length + 1} rowCount={endpoints.length + 1}>
        <TableHead
          columns={columns}
          hiddenColumn={rights.canWriteEndpoints ? t('list.column.actions') : undefined}
        />
        <Tbody>
          {endpoints.map((endpoint) => (
            <EndpointRow
              key={endpoint.id}
              endpoint={endpoint}
              rights={rights}
              isWide={isWide}
              isTesting={testedId === endpoint.id}
              onTest={() => start(endpoint)}
              onDelete={() => setDeleted(endpoint)}
            />
          ))}
        </Tbody>
      </Table>
      {dialog}
      {deleted && <DeleteEndpoint endpoint={deleted} onClose={() => setDeleted(undefined)} />}
    </>
  );
};

const EndpointList = ({ endpoints, rights }: EndpointTableProps) => {
  const t = useText();
  return endpoints.length > 0 ? (
    <EndpointTable endpoints={endpoints} rights={rights} />
  ) : (
    <EmptyState action={rights.canWriteEndpoints && <AddButton variant="secondary" />}>
      {t('list.empty')}
    </EmptyState>
  );
};

/** The endpoints, and what was sent to any of them. */
const ListTabs = ({ endpoints, rights }: EndpointTableProps) => {
  const t = useText();
  const [params, change] = useQueryState();
  const deliveryId = Number(params.get('delivery'));
  return (
    <>
      <Tabs.Root
        variant="simple"
        value={params.get('tab') === 'deliveries' ? 'deliveries' : 'endpoints'}
        onValueChange={(tab) => change({ tab: tab === 'endpoints' ? undefined : tab })}
      >
        <Tabs.List aria-label={t('list.tabs')}>
          <Tabs.Trigger value="endpoints">{t('list.tab.endpoints')}</Tabs.Trigger>
          <Tabs.Trigger value="deliveries">{t('list.tab.deliveries')}</Tabs.Trigger>
        </Tabs.List>
        <Box paddingTop={5}>
          <Tabs.Content value="endpoints">
            <EndpointList endpoints={endpoints} rights={rights} />
          </Tabs.Content>
          <Tabs.Content value="deliveries">
            <DeliveriesTab />
          </Tabs.Content>
        </Box>
      </Tabs.Root>
      {deliveryId > 0 && (
        <DeliveryDrawer id={deliveryId} onClose={() => change({ delivery: undefined })} />
      )}
    </>
  );
};

/** All endpoints: did the others get what we sent? */
export const ListPage = () => {
  const t = useText();
  const rights = useRights();
  const {
    data: endpoints,
    error,
    refetch,
  } = useGetIntegrationEndpointsQuery(undefined, {
    pollingInterval: usePollingInterval(POLL_MS),
    refetchOnMountOrArgChange: true,
  });

  return (
    <Page.Main>
      <Layouts.Header
        title={t('list.title')}
        subtitle={t('list.subtitle')}
        primaryAction={
          endpoints?.length ? (
            <Flex gap={2} wrap="wrap">
              <DownloadCatalogue />
              {rights.canWriteEndpoints && <AddButton variant="default" />}
            </Flex>
          ) : undefined
        }
      />
      <Layouts.Content>
        {endpoints ? (
          <Flex direction="column" alignItems="stretch" gap={4}>
            {endpoints.filter(isDisabled).map((endpoint) => (
              <DisabledNotice
                key={endpoint.id}
                endpoint={endpoint}
                canTurnOn={rights.canWriteEndpoints}
                isNamed
              />
            ))}
            {rights.canReadDeliveries ? (
              <ListTabs endpoints={endpoints} rights={rights} />
            ) : (
              <EndpointList endpoints={endpoints} rights={rights} />
            )}
          </Flex>
        ) : error ? (
          <PageError error={error} onRetry={refetch} />
        ) : (
          <Skeleton heights={['4.8rem', '6.4rem', '6.4rem', '6.4rem']} />
        )}
      </Layouts.Content>
    </Page.Main>
  );
};
