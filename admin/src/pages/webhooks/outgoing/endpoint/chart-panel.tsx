import { Flex, Typography } from '@strapi/design-system';

import type { Statistics } from '../../../../api/outgoing-contracts';
import { useGetIntegrationStatisticsQuery } from '../../../../api/endpoints';
import { Figure } from '../../../../components/figure';
import { PageError } from '../../../../components/page-error';
import { Panel } from '../../../../components/panel';
import { ShortNumber } from '../../../../components/short-number';
import { Skeleton } from '../../../../components/skeleton';
import { SpanChoice } from '../../../../components/span-choice';
import { useChartSpan } from '../../../../hooks/use-chart-span';
import { useDuration } from '../../../../hooks/use-duration';
import { usePollingInterval } from '../../../../hooks/use-polling-interval';
import { useText } from '../../../../hooks/use-text';
import { DeliveryChart } from './delivery-chart';
import { LatencyChart } from './latency-chart';

const POLL_MS = 5000;

const latencies = ({ latencyP50Ms, latencyP95Ms, latencyP99Ms }: Statistics['totals']) =>
  [
    { label: 'chart.p50', color: 'primary500', ms: latencyP50Ms },
    { label: 'chart.p95', color: 'primary200', ms: latencyP95Ms },
    { label: 'chart.p99', color: undefined, ms: latencyP99Ms },
  ] as const;

/** The last 24 hours or 7 days: what was delivered, which tries failed, how long the receiver took. */
export const ChartPanel = ({ endpointId }: { endpointId: number }) => {
  const t = useText();
  const duration = useDuration();
  const { span, from, to, choose } = useChartSpan();
  const { data, error, refetch } = useGetIntegrationStatisticsQuery(
    { id: endpointId, from, to },
    { pollingInterval: usePollingInterval(POLL_MS) },
  );

  return (
    <Panel title={t('chart.title')} action={<SpanChoice span={span} onChange={choose} />}>
      {data ? (
        <Flex direction="column" alignItems="stretch" gap={3}>
          <Flex gap={8} wrap="wrap">
            <Figure label={t('chart.succeeded')} color="success500">
              <ShortNumber value={data.totals.succeeded} variant="alpha" />
            </Figure>
            <Figure label={t('chart.failed')} color="danger500">
              <ShortNumber value={data.totals.failed} variant="alpha" />
            </Figure>
          </Flex>
          <DeliveryChart statistics={data} />
          {data.totals.succeeded > 0 && (
            <>
              <Flex gap={8} wrap="wrap" paddingTop={2}>
                {latencies(data.totals).map(({ label, color, ms }) => (
                  <Figure key={label} label={t(label)} {...(color && { color })}>
                    <Typography variant="alpha">{ms === null ? '–' : duration(ms)}</Typography>
                  </Figure>
                ))}
              </Flex>
              <LatencyChart statistics={data} />
            </>
          )}
        </Flex>
      ) : error ? (
        <PageError error={error} onRetry={refetch} />
      ) : (
        <Skeleton heights={['5.6rem', '14rem']} />
      )}
    </Panel>
  );
};
