import type { JobDetail } from '../../../api/sync-contracts';
import { useDeleteIntegrationJobMutation } from '../../../api/sync-jobs';
import { ConfirmAction } from '../../../components/confirm-action';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';

interface DeleteJobProps {
  job: JobDetail;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks before a job is deleted: what is forgotten with it, and that entries and records stay. */
export const DeleteJob = ({ job, onClose, onDeleted }: DeleteJobProps) => {
  const t = useText();
  const tell = useRun();
  const [remove] = useDeleteIntegrationJobMutation();
  return (
    <ConfirmAction
      isOpen
      isDangerous
      title={t('delete.title', { name: job.name })}
      confirmLabel={t('action.delete')}
      onClose={onClose}
      onConfirm={async () => {
        if (await tell(remove(job.id), t('sync.job.deleted'))) onDeleted();
      }}
    >
      {t('sync.job.delete-text', { count: job.pairCount })}
    </ConfirmAction>
  );
};
