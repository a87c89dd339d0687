import { Button } from '@strapi/design-system';
import { Play } from '@strapi/icons';

import type { Connection } from '../../api/connection-contracts';
import { useRights } from '../../hooks/use-rights';
import { useText } from '../../hooks/use-text';
import { isUsable } from './connection-status';
import { useConnectionTest } from './use-connection-test';

interface TestButtonProps {
  connection: Connection;
  size?: 'S' | 'M';
}

/** Asks the service whether a connection works; absent where nobody could. */
export const TestButton = ({ connection, size = 'M' }: TestButtonProps) => {
  const t = useText();
  const { canTestConnections } = useRights();
  const { start, isTesting } = useConnectionTest();
  if (!canTestConnections || !isUsable(connection) || connection.status === 'disconnected') {
    return null;
  }
  return (
    <Button
      variant="secondary"
      size={size}
      startIcon={<Play />}
      loading={isTesting}
      onClick={() => start(connection.id)}
    >
      {t('action.test')}
    </Button>
  );
};
