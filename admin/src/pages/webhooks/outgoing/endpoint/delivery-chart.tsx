import { useIntl } from 'react-intl';

import type { Statistics } from '../../../../api/contracts';
import { TimeBars } from '../../../../components/time-bars';
import { useText } from '../../../../hooks/use-text';

const HEIGHT = 96;

/** What was delivered below and failed tries above, over time. */
export const DeliveryChart = ({ statistics }: { statistics: Statistics }) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const { succeeded, failed } = statistics.totals;
  const points = statistics.points.map((point) => ({
    at: point.at,
    lower: point.succeeded,
    upper: point.failed,
  }));
  const highest = Math.max(0, ...points.map(({ lower, upper }) => lower + upper));

  return (
    <TimeBars
      series={{ ...statistics, points }}
      height={HEIGHT}
      summary={t('chart.summary', { succeeded, failed })}
      scale={t('chart.highest', { count: formatNumber(highest) })}
      colors={{ lower: 'success500', upper: 'danger500' }}
      columns={[
        { name: t('chart.succeeded'), cell: ({ lower }) => formatNumber(lower) },
        { name: t('chart.failed'), cell: ({ upper }) => formatNumber(upper) },
      ]}
    />
  );
};
