import { Flex, IconButton, Link, Td, Tr, Typography } from '@strapi/design-system';
import { Lightning, Pencil, Trash } from '@strapi/icons';
import { NavLink, useNavigate } from 'react-router-dom';

import type { EndpointListItem } from '../../../../api/outgoing-contracts';
import { CopyButton } from '../../../../components/copy-button';
import { StatusBadge } from '../../../../components/status-badge';
import type { Rights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { ActiveSwitch } from './active-switch';
import { editAddress, endpointAddress } from '../addresses';
import { nameOf } from '../endpoint-name';
import { EventTags } from '../events/event-tags';
import { LastDelivery } from './last-delivery';
import { SuccessRate } from './success-rate';

const SHOWN_EVENTS = 2;

interface EndpointRowProps {
  endpoint: EndpointListItem;
  rights: Rights;
  isWide: boolean;
  isTesting: boolean;
  onTest: () => void;
  onDelete: () => void;
}

/** An endpoint in the list: what it is, how it does, and what can be done with it. */
export const EndpointRow = ({
  endpoint,
  rights,
  isWide,
  isTesting,
  onTest,
  onDelete,
}: EndpointRowProps) => {
  const t = useText();
  const navigate = useNavigate();
  const name = nameOf(endpoint);
  const stop = (event: React.SyntheticEvent) => event.stopPropagation();

  return (
    <Tr onClick={() => navigate(endpointAddress(endpoint.id))} style={{ cursor: 'pointer' }}>
      <Td>
        <Flex direction="column" alignItems="flex-start" maxWidth="18rem" onClick={stop}>
          <Link tag={NavLink} to={endpointAddress(endpoint.id)}>
            {name}
          </Link>
          <Flex gap={1} maxWidth="100%">
            <Typography variant="pi" textColor="neutral600" ellipsis title={endpoint.url}>
              {endpoint.url}
            </Typography>
            <CopyButton value={endpoint.url} label={t('copy.label', { what: endpoint.url })} />
          </Flex>
        </Flex>
      </Td>
      {isWide && (
        <Td>
          <EventTags eventTypes={endpoint.eventTypes} limit={SHOWN_EVENTS} />
        </Td>
      )}
      <Td>
        <SuccessRate last24h={endpoint.last24h} />
      </Td>
      <Td>
        <LastDelivery lastDelivery={endpoint.lastDelivery} />
      </Td>
      <Td onClick={stop}>
        {rights.canWriteEndpoints ? (
          <ActiveSwitch endpoint={endpoint} />
        ) : (
          <StatusBadge variant={endpoint.isActive ? 'success' : 'neutral'}>
            {t(endpoint.isActive ? 'endpoint.on' : 'endpoint.off')}
          </StatusBadge>
        )}
      </Td>
      {rights.canWriteEndpoints && (
        <Td onClick={stop}>
          <Flex gap={1} justifyContent="flex-end">
            <IconButton
              variant="ghost"
              label={t('endpoint.test-named', { name })}
              onClick={onTest}
              disabled={isTesting}
            >
              <Lightning />
            </IconButton>
            <IconButton
              variant="ghost"
              label={t('endpoint.edit-named', { name })}
              onClick={() => navigate(editAddress(endpoint.id))}
            >
              <Pencil />
            </IconButton>
            <IconButton
              variant="ghost"
              label={t('endpoint.delete-named', { name })}
              onClick={onDelete}
            >
              <Trash />
            </IconButton>
          </Flex>
        </Td>
      )}
    </Tr>
  );
};
