import { useIntl } from 'react-intl';

import type { Api } from '../../../../api/incoming-contracts';
import { TimeBars } from '../../../../components/time-bars';
import { sumOf } from '../../../../components/time-bars-shape';
import { useText } from '../../../../hooks/use-text';

const HEIGHT = 96;

type SourceStatistics = Api['GET /sources/:id/statistics']['response']['data'];

/** How many there were of each kind in the time that is shown. */
export const totalsOf = ({ points }: SourceStatistics) => ({
  accepted: sumOf(points.map(({ accepted }) => accepted)),
  repeated: sumOf(points.map(({ repeated }) => repeated)),
  refused: sumOf(points.map(({ refused }) => refused)),
});

/** What was accepted, on top of it what came once more, and what was refused, over time. */
export const ReceiptChart = ({ statistics }: { statistics: SourceStatistics }) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const points = statistics.points.map(({ at, accepted, repeated, refused }) => ({
    at,
    values: [accepted, repeated, refused],
  }));
  const highest = Math.max(0, ...points.map(({ values }) => sumOf(values)));
  const names = [
    t('incoming.chart.accepted'),
    t('incoming.chart.repeated'),
    t('incoming.chart.refused'),
  ];

  return (
    <TimeBars
      series={{ ...statistics, points }}
      height={HEIGHT}
      summary={t('incoming.chart.summary', totalsOf(statistics))}
      scale={t('chart.highest', { count: formatNumber(highest) })}
      colors={['success500', 'primary200', 'danger500']}
      columns={names.map((name, part) => ({
        name,
        cell: ({ values }) => formatNumber(values[part] ?? 0),
      }))}
    />
  );
};
