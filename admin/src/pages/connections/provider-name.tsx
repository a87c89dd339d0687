import { Flex, Typography } from '@strapi/design-system';

import type { Connection } from '../../api/connection-contracts';
import { ProviderTile } from '../../components/provider-tile';
import { useText } from '../../hooks/use-text';

interface ProviderNameProps {
  connection: Pick<Connection, 'provider' | 'providerName' | 'account'>;
  /** What stands above the name of the service: the name of the connection. */
  children?: React.ReactNode;
}

/** The service of a connection with its picture, and whose account it is. */
export const ProviderName = ({ connection, children }: ProviderNameProps) => {
  const t = useText();
  const { provider, providerName, account } = connection;
  const service = providerName ?? t('incoming.provider.missing', { id: provider });
  return (
    <Flex gap={3} minWidth={0}>
      <ProviderTile id={provider} name={providerName} />
      <Flex direction="column" alignItems="flex-start" minWidth={0}>
        {children}
        <Typography variant="pi" textColor="neutral600" maxWidth="100%" ellipsis>
          {account ? `${service} · ${account.name}` : service}
        </Typography>
      </Flex>
    </Flex>
  );
};
