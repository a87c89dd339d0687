import type { EndpointListItem } from '../../../../api/outgoing-contracts';
import { useRelativeTime } from '../../../../components/relative-time';
import { StatusBadge, type StatusVariant } from '../../../../components/status-badge';
import { useText } from '../../../../hooks/use-text';
import { COUNT_LIMIT } from '../count-limit';

/** How an endpoint does, in one sentence. */
export const StatusLine = ({ endpoint }: { endpoint: EndpointListItem }) => {
  const t = useText();
  const relative = useRelativeTime();
  const { isActive, disabledReason, failingSince, last24h, lastDelivery, pendingCount } = endpoint;
  const total = last24h.succeeded + last24h.failed;

  const describe = (): [StatusVariant, string] => {
    if (!isActive) return ['neutral', t(disabledReason ? 'health.disabled' : 'health.off')];
    if (failingSince) return ['danger', t('health.failing', { when: relative(failingSince) })];
    if (!lastDelivery) return ['neutral', t('health.new')];
    if (total === 0) return ['success', t('health.quiet')];
    if (last24h.failed === 0) return ['success', t('health.all', { total })];
    return ['warning', t('health.some', { succeeded: last24h.succeeded, total })];
  };
  const [variant, sentence] = describe();
  const waiting =
    pendingCount < COUNT_LIMIT
      ? t('health.pending', { count: pendingCount })
      : t('health.pending-many', { limit: COUNT_LIMIT });

  return (
    <StatusBadge variant={variant}>
      {pendingCount > 0 ? `${sentence} ${waiting}` : sentence}
    </StatusBadge>
  );
};
