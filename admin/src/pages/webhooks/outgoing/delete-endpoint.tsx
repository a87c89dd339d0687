import type { Endpoint } from '../../../api/outgoing-contracts';
import {
  useDeleteIntegrationEndpointMutation,
  useGetIntegrationEndpointImpactQuery,
} from '../../../api/endpoints';
import { ConfirmAction } from '../../../components/confirm-action';
import { useRun } from '../../../hooks/use-run';
import { useText } from '../../../hooks/use-text';
import { COUNT_LIMIT } from './count-limit';
import { nameOf } from './endpoint-name';

interface DeleteEndpointProps {
  endpoint: Endpoint;
  onClose: () => void;
  onDeleted?: () => void;
}

/** Asks before an endpoint is deleted and says how many waiting deliveries go with it. */
export const DeleteEndpoint = ({ endpoint, onClose, onDeleted }: DeleteEndpointProps) => {
  const t = useText();
  const run = useRun();
  const { data: impact, isFetching } = useGetIntegrationEndpointImpactQuery(endpoint.id);
  const [remove] = useDeleteIntegrationEndpointMutation();

  const consequences = () => {
    if (isFetching) return t('delete.counting');
    if (!impact) return t('delete.impact-unknown');
    return impact.pendingCount < COUNT_LIMIT
      ? t('delete.impact', { count: impact.pendingCount })
      : t('delete.impact-many', { limit: COUNT_LIMIT });
  };

  return (
    <ConfirmAction
      isOpen
      isDangerous
      onClose={onClose}
      title={t('delete.title', { name: nameOf(endpoint) })}
      confirmLabel={t('action.delete')}
      onConfirm={async () => {
        const deleted = await run(remove(endpoint.id), t('delete.done'));
        if (deleted) onDeleted?.();
      }}
    >
      {`${consequences()} ${t('delete.final')}`}
    </ConfirmAction>
  );
};
