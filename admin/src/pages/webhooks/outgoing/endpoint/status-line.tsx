import type { EndpointListItem } from '../../../../api/outgoing-contracts';
import { useExactTime, useRelativeTime } from '../../../../components/relative-time';
import { StatusBadge, type StatusVariant } from '../../../../components/status-badge';
import { useText } from '../../../../hooks/use-text';
import { COUNT_LIMIT } from '../count-limit';

/** How an endpoint does, in one sentence. */
export const StatusLine = ({ endpoint }: { endpoint: EndpointListItem }) => {
  const t = useText();
  const relative = useRelativeTime();
  const exact = useExactTime();
  const { isActive, disabledReason, failingSince, last24h, lastDelivery, pendingCount } = endpoint;
  const total = last24h.succeeded + last24h.failed;

  const describe = (): [StatusVariant, string, title?: string] => {
    if (!isActive) return ['neutral', t(disabledReason ? 'health.disabled' : 'health.off')];
    if (failingSince) {
      const sentence = t('health.failing', { when: relative(failingSince) });
      return ['danger', sentence, exact(failingSince)];
    }
    if (!lastDelivery) return ['neutral', t('health.new')];
    if (total === 0) return ['success', t('health.quiet')];
    if (last24h.failed === 0) return ['success', t('health.all', { total })];
    return ['warning', t('health.some', { succeeded: last24h.succeeded, total })];
  };
  const [variant, sentence, title] = describe();
  const waiting =
    pendingCount < COUNT_LIMIT
      ? t('health.pending', { count: pendingCount })
      : t('health.pending-many', { limit: COUNT_LIMIT });

  return (
    <StatusBadge variant={variant} title={title}>
      {pendingCount > 0 ? `${sentence} ${waiting}` : sentence}
    </StatusBadge>
  );
};
