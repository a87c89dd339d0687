import { useIntl } from 'react-intl';

import type { Statistics } from '../../../../api/outgoing-contracts';
import { TimeBars } from '../../../../components/time-bars';
import { sumOf } from '../../../../components/time-bars-shape';
import { useText } from '../../../../hooks/use-text';

const HEIGHT = 96;

/** What was delivered below and failed tries above, over time. */
export const DeliveryChart = ({ statistics }: { statistics: Statistics }) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const { succeeded, failed } = statistics.totals;
  const points = statistics.points.map((point) => ({
    at: point.at,
    values: [point.succeeded, point.failed],
  }));
  const highest = Math.max(0, ...points.map(({ values }) => sumOf(values)));

  return (
    <TimeBars
      series={{ ...statistics, points }}
      height={HEIGHT}
      summary={t('chart.summary', { succeeded, failed })}
      scale={t('chart.highest', { count: formatNumber(highest) })}
      colors={['success500', 'danger500']}
      columns={[
        { name: t('chart.succeeded'), cell: ({ values }) => formatNumber(values[0] ?? 0) },
        { name: t('chart.failed'), cell: ({ values }) => formatNumber(values[1] ?? 0) },
      ]}
    />
  );
};
