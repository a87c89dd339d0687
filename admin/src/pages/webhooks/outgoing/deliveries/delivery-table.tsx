import { Flex, Link, Table, Tbody, Td, Tr, Typography } from '@strapi/design-system';
import { Link as RouterLink, useSearchParams } from 'react-router-dom';
import { useIntl } from 'react-intl';

import type { DeliveryListItem } from '../../../../api/outgoing-contracts';
import { useGetIntegrationEndpointsQuery } from '../../../../api/endpoints';
import { useDuration } from '../../../../hooks/use-duration';
import { RelativeTime } from '../../../../components/relative-time';
import { StatusBadge } from '../../../../components/status-badge';
import { TableHead } from '../../../../components/table-head';
import { useText } from '../../../../hooks/use-text';
import { nameOf } from '../endpoint-name';
import { useContentTypes } from '../events/use-catalogue';
import { useDeliveryWords } from './use-delivery-words';

interface DeliveryTableProps {
  deliveries: DeliveryListItem[];
  /** Whether to say to which endpoint each goes. */
  hasEndpoint: boolean;
  onOpen: (id: number) => void;
}

const EndpointName = ({ id }: { id: number }) => {
  const t = useText();
  const { data: endpoints } = useGetIntegrationEndpointsQuery();
  const endpoint = endpoints?.find((one) => one.id === id);
  return (
    <Flex maxWidth="20rem">
      <Typography textColor={endpoint ? 'neutral800' : 'neutral600'} ellipsis>
        {endpoint ? nameOf(endpoint) : endpoints && t('deliveries.endpoint-deleted', { id })}
      </Typography>
    </Flex>
  );
};

/** The log: a delivery a row, the newest first. */
export const DeliveryTable = ({ deliveries, hasEndpoint, onOpen }: DeliveryTableProps) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const [params] = useSearchParams();
  const describe = useDeliveryWords();
  const duration = useDuration();
  const { typeName } = useContentTypes();
  const columns = [
    t('deliveries.column.state'),
    t('deliveries.column.event'),
    ...(hasEndpoint ? [t('deliveries.column.endpoint')] : []),
    t('deliveries.column.entry'),
    t('deliveries.column.tries'),
    t('deliveries.column.when'),
    t('deliveries.column.duration'),
  ];
  const addressOf = (id: number) => {
    const next = new URLSearchParams(params);
    next.set('delivery', String(id));
    return { search: next.toString() };
  };

  return (
    <Table colCount={columns.length} rowCount={deliveries.length + 1}>
      <TableHead columns={columns} />
      <Tbody>
        {deliveries.map((delivery) => {
          const { id, eventType, trigger, entry, attemptCount, createdAt, durationMs } = delivery;
          const { variant, words, title } = describe(delivery);
          return (
            <Tr key={id} onClick={() => onOpen(id)} style={{ cursor: 'pointer' }}>
              <Td>
                <StatusBadge variant={variant} title={title}>
                  {words}
                </StatusBadge>
              </Td>
              <Td>
                <Flex direction="column" alignItems="flex-start">
                  <Link
                    tag={RouterLink}
                    to={addressOf(id)}
                    onClick={(event: React.MouseEvent) => event.stopPropagation()}
                  >
                    {eventType}
                  </Link>
                  {trigger !== 'event' && (
                    <Typography variant="pi" textColor="neutral600">
                      {t(`delivery.trigger.${trigger}`)}
                    </Typography>
                  )}
                </Flex>
              </Td>
              {hasEndpoint && (
                <Td>
                  <EndpointName id={delivery.endpointId} />
                </Td>
              )}
              <Td>
                {entry ? (
                  <Flex direction="column" alignItems="flex-start" maxWidth="20rem">
                    <Typography textColor="neutral800">
                      {typeName(entry.contentType)}
                      {entry.locale && ` (${entry.locale})`}
                    </Typography>
                    <Typography
                      variant="pi"
                      textColor="neutral600"
                      ellipsis
                      title={entry.documentId}
                    >
                      {entry.documentId}
                    </Typography>
                  </Flex>
                ) : (
                  <Typography textColor="neutral600">–</Typography>
                )}
              </Td>
              <Td>
                <Typography textColor="neutral800">{formatNumber(attemptCount)}</Typography>
              </Td>
              <Td>
                <RelativeTime at={createdAt} />
              </Td>
              <Td>
                <Typography textColor="neutral800">
                  {durationMs === null ? '–' : duration(durationMs)}
                </Typography>
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
};
