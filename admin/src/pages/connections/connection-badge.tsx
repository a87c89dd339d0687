import type { Connection } from '../../api/connection-contracts';
import { StatusBadge } from '../../components/status-badge';
import { useText } from '../../hooks/use-text';
import { STATUS_VARIANTS } from './connection-status';

interface ConnectionBadgeProps {
  connection: Pick<Connection, 'status'>;
  /** Whether a sync job is at work with it. */
  isSyncing: boolean;
}

/** Whether a connection works, or what it is busy with where it does. */
export const ConnectionBadge = ({ connection: { status }, isSyncing }: ConnectionBadgeProps) => {
  const t = useText();
  return isSyncing && status === 'connected' ? (
    <StatusBadge variant="primary">{t('connections.status.syncing')}</StatusBadge>
  ) : (
    <StatusBadge variant={STATUS_VARIANTS[status]}>{t(`connections.status.${status}`)}</StatusBadge>
  );
};
