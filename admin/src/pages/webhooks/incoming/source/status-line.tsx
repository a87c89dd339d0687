import type { SourceListItem } from '../../../../api/incoming-contracts';
import { StatusBadge, type StatusVariant } from '../../../../components/status-badge';
import { useText } from '../../../../hooks/use-text';
import { COUNT_LIMIT } from '../count-limit';

/** How a source does, in one or two sentences. */
export const StatusLine = ({ source }: { source: SourceListItem }) => {
  const t = useText();
  const { isActive, lastEvent, last24h, pendingCount, failedCount } = source;
  const { accepted, repeated, refused } = last24h;
  const total = accepted + repeated + refused;

  const describe = (): [StatusVariant, string] => {
    if (!isActive) return ['neutral', t('incoming.health.off')];
    if (total > 0 && refused === total)
      return ['danger', t('incoming.health.all-refused', { total })];
    if (failedCount > 0) {
      return [
        'danger',
        failedCount < COUNT_LIMIT
          ? t('incoming.health.failed', { count: failedCount })
          : t('incoming.health.failed-many', { limit: COUNT_LIMIT }),
      ];
    }
    if (refused > 0) return ['warning', t('incoming.health.some-refused', { refused, total })];
    if (!lastEvent) return ['neutral', t('incoming.health.new')];
    if (total === 0) return ['success', t('incoming.health.quiet')];
    return ['success', t('incoming.health.all', { count: accepted })];
  };
  const [variant, sentence] = describe();
  const waiting =
    pendingCount < COUNT_LIMIT
      ? t('incoming.health.pending', { count: pendingCount })
      : t('incoming.health.pending-many', { limit: COUNT_LIMIT });

  return (
    <StatusBadge variant={variant}>
      {pendingCount > 0 ? `${sentence} ${waiting}` : sentence}
    </StatusBadge>
  );
};
