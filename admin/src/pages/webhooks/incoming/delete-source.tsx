import type { Source } from '../../../api/incoming-contracts';
import {
  useDeleteIntegrationSourceMutation,
  useGetIntegrationSourceImpactQuery,
} from '../../../api/sources';
import { ConfirmAction } from '../../../components/confirm-action';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';
import { COUNT_LIMIT } from './count-limit';

interface DeleteSourceProps {
  source: Source;
  onClose: () => void;
  onDeleted?: () => void;
}

/** Asks before a source is deleted and says how many waiting events end with it, and what the service is told then. */
export const DeleteSource = ({ source, onClose, onDeleted }: DeleteSourceProps) => {
  const t = useText();
  const run = useRun();
  const { data: impact, isFetching } = useGetIntegrationSourceImpactQuery(source.id);
  const [remove] = useDeleteIntegrationSourceMutation();

  const consequences = () => {
    if (isFetching) return t('incoming.delete.counting');
    if (!impact) return t('incoming.delete.impact-unknown');
    return impact.pendingCount < COUNT_LIMIT
      ? t('incoming.delete.impact', { count: impact.pendingCount })
      : t('incoming.delete.impact-many', { limit: COUNT_LIMIT });
  };

  return (
    <ConfirmAction
      isOpen
      isDangerous
      onClose={onClose}
      title={t('delete.title', { name: source.name })}
      confirmLabel={t('action.delete')}
      onConfirm={async () => {
        const deleted = await run(remove(source.id), t('incoming.delete.done'));
        if (deleted) onDeleted?.();
      }}
    >
      {`${consequences()} ${t('incoming.delete.final')}`}
    </ConfirmAction>
  );
};
