import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { ConnectionStatus, StatusChange } from '../../../api/connection-contracts';
import { RelativeTime, useExactTime } from '../../../components/relative-time';
import { STATUS_COLORS } from '../../../components/status-badge';
import { useNow } from '../../../hooks/use-now';
import { useText } from '../../../hooks/use-text';
import { STATUS_VARIANTS } from '../connection-status';
import { historySegments, workingShareOf } from './history-segments';

/** The worse, the lower: who does not see the colours sees the dips. */
const HEIGHTS: Record<ConnectionStatus, string> = {
  connected: '100%',
  error: '70%',
  'needs-reauthorization': '45%',
  disconnected: '20%',
};

/** How a connection did over time; what each change was stands in the list below it. */
export const HistoryStrip = ({ changes }: { changes: StatusChange[] }) => {
  const t = useText();
  const exact = useExactTime();
  const { formatNumber } = useIntl();
  const segments = historySegments(changes, useNow());
  const share = workingShareOf(segments);
  const [oldest] = segments;
  if (!oldest || share === null) return null;

  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Flex
        role="img"
        aria-label={t('connections.history.strip', {
          from: exact(oldest.from),
          // Rounded down: only what never failed is told as 100%.
          share: formatNumber(Math.floor(share * 100) / 100, { style: 'percent' }),
        })}
        alignItems="flex-end"
        height="2.4rem"
      >
        {segments.map(({ id, status, from, to, durationMs }) => (
          <Box
            key={id}
            grow={durationMs}
            basis={0}
            // A short failure is seen, too.
            minWidth="0.2rem"
            height={HEIGHTS[status]}
            background={STATUS_COLORS[STATUS_VARIANTS[status]]}
            title={t('connections.history.segment', {
              status: t(`connections.status.${status}`),
              from: exact(from),
              to: exact(to),
            })}
          />
        ))}
      </Flex>
      <Flex justifyContent="space-between">
        <RelativeTime at={oldest.from} variant="pi" textColor="neutral600" />
        <Typography variant="pi" textColor="neutral600">
          {t('connections.history.now')}
        </Typography>
      </Flex>
    </Flex>
  );
};
