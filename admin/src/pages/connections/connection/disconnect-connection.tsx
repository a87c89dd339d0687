import { useNotification } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import type { Connection } from '../../../api/connection-contracts';
import {
  useDisconnectIntegrationConnectionMutation,
  useGetIntegrationConnectionUsesQuery,
} from '../../../api/connections';
import { ConfirmAction } from '../../../components/confirm-action';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';
import { useUseWords } from './use-use-words';

interface DisconnectConnectionProps {
  connection: Connection;
  onClose: () => void;
}

/** Asks before a connection is taken apart: what uses it and stops, and that its credentials are gone for good. */
export const DisconnectConnection = ({ connection, onClose }: DisconnectConnectionProps) => {
  const t = useText();
  const run = useRun();
  const wordsOf = useUseWords();
  const { formatList } = useIntl();
  const { toggleNotification } = useNotification();
  const { data: uses, isFetching } = useGetIntegrationConnectionUsesQuery(connection.id, {
    refetchOnMountOrArgChange: true,
  });
  const [disconnect] = useDisconnectIntegrationConnectionMutation();
  const service = connection.providerName ?? connection.provider;

  const consequences = () => {
    if (isFetching) return t('connections.disconnect.looking');
    if (!uses) return t('connections.disconnect.uses-unknown');
    if (uses.length === 0) return t('connections.disconnect.unused');
    return t('connections.disconnect.uses', {
      count: uses.length,
      uses: formatList(uses.map(wordsOf)),
    });
  };

  const handleConfirm = async () => {
    const result = await run(disconnect(connection.id));
    if (!result) return;
    const { revocation } = result;
    toggleNotification({
      type: revocation === 'revoked' ? 'success' : 'warning',
      message: t(`connections.disconnected.${revocation}`, { service }),
    });
  };

  return (
    <ConfirmAction
      isOpen
      isDangerous
      title={t('connections.disconnect.title', { name: connection.name })}
      confirmLabel={t('connections.disconnect')}
      onClose={onClose}
      onConfirm={handleConfirm}
    >
      {`${consequences()} ${t('connections.disconnect.final')}`}
    </ConfirmAction>
  );
};
