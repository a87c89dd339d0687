import * as React from 'react';
import { Flex, Menu } from '@strapi/design-system';
import { Cross, More, Pencil, Trash } from '@strapi/icons';
import { useNavigate } from 'react-router-dom';

import type { Connection } from '../../../api/connection-contracts';
import { useRights } from '../../../hooks/use-rights';
import { useText } from '../../../hooks/use-text';
import { LIST_ADDRESS } from '../addresses';
import { ReconnectButton } from '../reconnect-button';
import { TestButton } from '../test-button';
import { DeleteConnection } from './delete-connection';
import { DisconnectConnection } from './disconnect-connection';
import { RenameDialog } from './rename-dialog';

/** Everything that can be done with a connection, as far as the administrator may. */
export const ConnectionActions = ({ connection }: { connection: Connection }) => {
  const t = useText();
  const navigate = useNavigate();
  const { canWriteConnections } = useRights();
  const [opened, setOpened] = React.useState<'rename' | 'disconnect' | 'delete'>();
  const close = () => setOpened(undefined);
  const { status } = connection;

  return (
    <Flex gap={3} wrap="wrap">
      <TestButton connection={connection} />
      <ReconnectButton
        connection={connection}
        variant={status === 'connected' ? 'secondary' : 'default'}
      />
      {canWriteConnections && (
        <Menu.Root>
          <Menu.Trigger variant="tertiary" endIcon={null} aria-label={t('action.more')}>
            <More aria-hidden />
          </Menu.Trigger>
          <Menu.Content popoverPlacement="bottom-end">
            <Menu.Item startIcon={<Pencil />} onSelect={() => setOpened('rename')}>
              {t('connections.rename')}
            </Menu.Item>
            {status === 'disconnected' ? (
              <Menu.Item
                variant="danger"
                startIcon={<Trash />}
                onSelect={() => setOpened('delete')}
              >
                {t('action.delete')}
              </Menu.Item>
            ) : (
              <Menu.Item
                variant="danger"
                startIcon={<Cross />}
                onSelect={() => setOpened('disconnect')}
              >
                {t('connections.disconnect')}
              </Menu.Item>
            )}
          </Menu.Content>
        </Menu.Root>
      )}
      {opened === 'rename' && <RenameDialog connection={connection} onClose={close} />}
      {opened === 'disconnect' && <DisconnectConnection connection={connection} onClose={close} />}
      {opened === 'delete' && (
        <DeleteConnection
          connection={connection}
          onClose={close}
          onDeleted={() => navigate(LIST_ADDRESS)}
        />
      )}
    </Flex>
  );
};
