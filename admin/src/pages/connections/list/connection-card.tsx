import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { Connection } from '../../../api/connection-contracts';
import { RelativeTime, useRelativeTime } from '../../../components/relative-time';
import { StatusBadge } from '../../../components/status-badge';
import { useNow } from '../../../hooks/use-now';
import { useText } from '../../../hooks/use-text';
import { connectionAddress } from '../addresses';
import {
  hasOwnCredentials,
  isEndingSoon,
  remedyOf,
  scopeCountOf,
  STATUS_VARIANTS,
} from '../connection-status';
import { ProviderName } from '../provider-name';
import { ReconnectButton } from '../reconnect-button';
import { TestButton } from '../test-button';

/** How many permissions a connection has, and when it was used. */
const Facts = ({ connection }: { connection: Connection }) => {
  const t = useText();
  const { lastUsedAt } = connection;
  const scopeCount = scopeCountOf(connection);
  return (
    <Flex justifyContent="space-between" gap={3} wrap="wrap">
      <Typography variant="pi" textColor="neutral600">
        {lastUsedAt ? t('connections.last-used') : t('connections.never-used')}{' '}
        {lastUsedAt && <RelativeTime at={lastUsedAt} variant="pi" textColor="neutral600" />}
      </Typography>
      {scopeCount !== null && (
        <Typography variant="pi" textColor="neutral600">
          {t('connections.scope-count', { count: scopeCount })}
        </Typography>
      )}
    </Flex>
  );
};

/** A connection in the list: what it is, whether it works, and the button that mends it. */
export const ConnectionCard = ({ connection }: { connection: Connection }) => {
  const t = useText();
  const now = useNow();
  const relative = useRelativeTime();
  const { id, name, status, statusReason, expiresAt } = connection;
  const remedy = remedyOf(status);
  const endsSoon = isEndingSoon(connection, now);

  return (
    <Box
      tag="article"
      aria-label={name}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={5}
      height="100%"
    >
      <Flex direction="column" alignItems="stretch" gap={3} height="100%">
        <ProviderName connection={connection}>
          <Link tag={NavLink} to={connectionAddress(id)}>
            {name}
          </Link>
        </ProviderName>
        <StatusBadge variant={STATUS_VARIANTS[status]}>
          {t(`connections.status.${status}`)}
        </StatusBadge>
        {remedy !== null && statusReason !== null && (
          <Typography tag="p" textColor="neutral800">
            {statusReason}
          </Typography>
        )}
        {endsSoon && expiresAt !== null && (
          <Typography tag="p" textColor="warning700">
            {t('connections.expiry.soon', { when: relative(expiresAt) })}
          </Typography>
        )}
        <Flex direction="column" alignItems="stretch" gap={3} marginTop="auto">
          {(remedy === 'reconnect' || endsSoon) && (
            <Box>
              <ReconnectButton connection={connection} size="S" />
            </Box>
          )}
          {remedy === 'test' && (
            <Flex gap={2}>
              <TestButton connection={connection} size="S" />
              {hasOwnCredentials(connection) && (
                <ReconnectButton connection={connection} size="S" variant="secondary" />
              )}
            </Flex>
          )}
          <Facts connection={connection} />
        </Flex>
      </Flex>
    </Box>
  );
};
