import * as React from 'react';
import { Button } from '@strapi/design-system';
import { ArrowsCounterClockwise } from '@strapi/icons';
import { useNotification } from '@strapi/strapi/admin';

import type { Connection } from '../../api/connection-contracts';
import { useGetIntegrationCatalogueQuery } from '../../api/connections';
import { useRights } from '../../hooks/use-rights';
import { useErrorText } from '../../hooks/use-server-words';
import { useText } from '../../hooks/use-text';
import { isUsable } from './connection-status';
import { credentialFieldsOf, isSiteClientUsable } from './credential-fields';
import { ReconnectDialog } from './reconnect-dialog';
import { useAuthorize } from './use-authorize';

interface ReconnectButtonProps {
  connection: Connection;
  size?: 'S' | 'M';
  variant?: 'default' | 'secondary';
}

/**
 * Connects an account anew, and keeps all that uses it: by the service's own page, or by new credentials, for which it
 * asks. Absent where the administrator may not, and where the service is not there any more.
 */
export const ReconnectButton = ({
  connection,
  size = 'M',
  variant = 'default',
}: ReconnectButtonProps) => {
  const t = useText();
  const { canWriteConnections } = useRights();
  const { toggleNotification } = useNotification();
  const errorText = useErrorText();
  const { data: catalogue } = useGetIntegrationCatalogueQuery(undefined, {
    skip: !canWriteConnections,
  });
  const { authorize, isLoading } = useAuthorize();
  const [isAsking, setIsAsking] = React.useState(false);

  if (!canWriteConnections || !isUsable(connection)) return null;
  const entry = catalogue?.providers.find(({ id }) => id === connection.provider);
  const fields = credentialFieldsOf(connection.auth, entry?.hasOwnClient ?? false);

  // What is stored of its own client, which one that was taken apart has lost; or the client of the site.
  const isKept =
    connection.auth === 'oauth2'
      ? connection.status !== 'disconnected'
      : isSiteClientUsable(connection.auth, Boolean(entry?.client));

  const handleClick = () => {
    if (fields.length > 0) return setIsAsking(true);
    const { id, provider, scopes } = connection;
    const input = { provider, connectionId: id, ...(scopes && { scopes: scopes.asked }) };
    void authorize(input, (error) =>
      toggleNotification({
        type: 'danger',
        message: errorText(error),
      }),
    );
  };

  return (
    <>
      <Button
        size={size}
        variant={variant}
        startIcon={<ArrowsCounterClockwise />}
        loading={isLoading}
        // What has to be asked for is not known before.
        disabled={!catalogue}
        onClick={handleClick}
      >
        {t('connections.reconnect')}
      </Button>
      {isAsking && (
        <ReconnectDialog
          connection={connection}
          fields={fields}
          isKept={isKept}
          onClose={() => setIsAsking(false)}
        />
      )}
    </>
  );
};
