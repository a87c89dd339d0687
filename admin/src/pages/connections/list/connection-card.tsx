import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import type { Connection, ConnectionWithUses } from '../../../api/connection-contracts';
import { RelativeTime, useExactTime, useRelativeTime } from '../../../components/relative-time';
import { useNow } from '../../../hooks/use-now';
import { useText } from '../../../hooks/use-text';
import { connectionAddress } from '../addresses';
import { ConnectionBadge } from '../connection-badge';
import { hasOwnCredentials, isEndingSoon, remedyOf, scopeCountOf } from '../connection-status';
import { ProviderName } from '../provider-name';
import { ReconnectButton } from '../reconnect-button';
import { TestButton } from '../test-button';

/** How many permissions a connection has, what uses it, and when it was used. */
const Facts = ({ connection }: { connection: ConnectionWithUses }) => {
  const t = useText();
  const { lastUsedAt, useCount } = connection;
  const scopeCount = scopeCountOf(connection);
  return (
    <Flex justifyContent="space-between" gap={3} wrap="wrap">
      <Typography variant="pi" textColor="neutral600">
        {lastUsedAt ? t('connections.last-used') : t('connections.never-used')}{' '}
        {lastUsedAt && <RelativeTime at={lastUsedAt} variant="pi" textColor="neutral600" />}
      </Typography>
      {useCount > 0 && (
        <Typography variant="pi" textColor="neutral600">
          {t('connections.use-count', { count: useCount })}
        </Typography>
      )}
      {scopeCount !== null && (
        <Typography variant="pi" textColor="neutral600">
          {t('connections.scope-count', { count: scopeCount })}
        </Typography>
      )}
    </Flex>
  );
};

/** What can be done with a connection as it is: testing one that may work, and reconnecting one that needs it. */
const Actions = ({ connection, endsSoon }: { connection: Connection; endsSoon: boolean }) => {
  const { status } = connection;
  const remedy = remedyOf(status);
  return (
    <Flex gap={2} wrap="wrap">
      {(remedy === 'reconnect' || endsSoon) && <ReconnectButton connection={connection} size="S" />}
      {remedy !== 'reconnect' && <TestButton connection={connection} size="S" />}
      {remedy === 'test' && hasOwnCredentials(connection) && (
        <ReconnectButton connection={connection} size="S" variant="secondary" />
      )}
    </Flex>
  );
};

/** A connection in the list: what it is, whether it works, and the buttons that show and mend it. */
export const ConnectionCard = ({ connection }: { connection: ConnectionWithUses }) => {
  const t = useText();
  const now = useNow();
  const relative = useRelativeTime();
  const exact = useExactTime();
  const { id, name, status, statusReason, expiresAt, isSyncing } = connection;
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
        <ConnectionBadge connection={connection} isSyncing={isSyncing} />
        {remedy !== null && statusReason !== null && (
          <Typography tag="p" textColor="neutral800">
            {statusReason}
          </Typography>
        )}
        {endsSoon && expiresAt !== null && (
          <Typography tag="p" fontWeight="semiBold" textColor="neutral800" title={exact(expiresAt)}>
            {t('connections.expiry.soon', { when: relative(expiresAt) })}
          </Typography>
        )}
        <Flex direction="column" alignItems="stretch" gap={3} marginTop="auto">
          {status !== 'disconnected' && <Actions connection={connection} endsSoon={endsSoon} />}
          <Facts connection={connection} />
        </Flex>
      </Flex>
    </Box>
  );
};
