import type { Connection } from '../../../api/connection-contracts';
import { useDeleteIntegrationConnectionMutation } from '../../../api/connections';
import { ConfirmAction } from '../../../components/confirm-action';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';

interface DeleteConnectionProps {
  connection: Connection;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks before a connection that was taken apart is deleted with its log. */
export const DeleteConnection = ({ connection, onClose, onDeleted }: DeleteConnectionProps) => {
  const t = useText();
  const run = useRun();
  const [remove] = useDeleteIntegrationConnectionMutation();
  return (
    <ConfirmAction
      isOpen
      isDangerous
      title={t('delete.title', { name: connection.name })}
      confirmLabel={t('action.delete')}
      onClose={onClose}
      onConfirm={async () => {
        if (await run(remove(connection.id), t('connections.deleted'))) onDeleted();
      }}
    >
      {t('connections.delete-text')}
    </ConfirmAction>
  );
};
