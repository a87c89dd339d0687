import { Flex } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { CallStatisticsPoint } from '../../../api/connection-contracts';
import { useGetIntegrationCallStatisticsQuery } from '../../../api/connections';
import { Figure } from '../../../components/figure';
import { PageError } from '../../../components/page-error';
import { Panel } from '../../../components/panel';
import { ShortNumber } from '../../../components/short-number';
import { Skeleton } from '../../../components/skeleton';
import { TimeBars } from '../../../components/time-bars';
import { sumOf } from '../../../components/time-bars-shape';
import { useNow } from '../../../hooks/use-now';
import { usePollingInterval } from '../../../hooks/use-polling-interval';
import { useText } from '../../../hooks/use-text';
import { callSeries } from './call-series';

const POLL_MS = 15_000;
const HEIGHT = 96;

const Chart = ({ statistics }: { statistics: CallStatisticsPoint[] }) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const series = callSeries(statistics, useNow());
  const totalOf = (part: number) => sumOf(series.points.map(({ values }) => values[part] ?? 0));
  const [succeeded, failed] = [totalOf(0), totalOf(1)];
  const highest = Math.max(0, ...series.points.map(({ values }) => sumOf(values)));
  const names = [t('connections.calls.succeeded'), t('connections.calls.failed')] as const;

  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex gap={8} wrap="wrap">
        <Figure label={names[0]} color="success500">
          <ShortNumber value={succeeded} variant="alpha" />
        </Figure>
        <Figure label={names[1]} color="danger500">
          <ShortNumber value={failed} variant="alpha" />
        </Figure>
      </Flex>
      <TimeBars
        series={series}
        height={HEIGHT}
        summary={t('connections.calls.summary', { succeeded, failed })}
        scale={t('chart.highest', { count: formatNumber(highest) })}
        colors={['success500', 'danger500']}
        columns={names.map((name, part) => ({
          name,
          cell: ({ values }) => formatNumber(values[part] ?? 0),
        }))}
      />
    </Flex>
  );
};

/** The calls of the last 24 hours, by the hour. */
export const ChartPanel = ({ connectionId }: { connectionId: number }) => {
  const t = useText();
  const { data, error, refetch } = useGetIntegrationCallStatisticsQuery(connectionId, {
    pollingInterval: usePollingInterval(POLL_MS),
  });
  return (
    <Panel title={t('connections.calls.chart')}>
      {data ? (
        <Chart statistics={data} />
      ) : error ? (
        <PageError error={error} onRetry={refetch} />
      ) : (
        <Skeleton heights={['5.6rem', '14rem']} />
      )}
    </Panel>
  );
};
