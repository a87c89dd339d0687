import { Box, Flex, Typography } from '@strapi/design-system';

import type { Statistics } from '../../../../api/contracts';
import { useGetIntegrationStatisticsQuery } from '../../../../api/endpoints';
import { Choice } from '../../../../components/choice';
import { PageError } from '../../../../components/page-error';
import { Panel } from '../../../../components/panel';
import { ShortNumber } from '../../../../components/short-number';
import { Skeleton } from '../../../../components/skeleton';
import { useDuration } from '../../../../hooks/use-duration';
import { useNow } from '../../../../hooks/use-now';
import { usePollingInterval } from '../../../../hooks/use-polling-interval';
import { useQueryState } from '../../../../hooks/use-query-state';
import { useText } from '../../../../hooks/use-text';
import { DeliveryChart } from './delivery-chart';
import { LatencyChart } from './latency-chart';

const POLL_MS = 5000;
const MINUTE_MS = 60_000;
const SPANS = { '24h': 86_400_000, '7d': 7 * 86_400_000 };

interface FigureProps {
  label: string;
  /** The colour of the bars that the figure counts. */
  color?: 'success500' | 'danger500' | 'primary500' | 'primary200';
  children: React.ReactNode;
}

const Figure = ({ label, color, children }: FigureProps) => (
  <Flex direction="column" alignItems="flex-start">
    {children}
    <Flex gap={2}>
      {color && (
        <Box background={color} width="1.2rem" height="1.2rem" hasRadius aria-hidden shrink={0} />
      )}
      <Typography variant="pi" textColor="neutral600">
        {label}
      </Typography>
    </Flex>
  </Flex>
);

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
  const [params, change] = useQueryState();
  const span = params.get('chart') === '7d' ? '7d' : '24h';
  // To the minute: every second would be a question of its own, and nothing of it could be kept.
  const to = Math.ceil(useNow() / MINUTE_MS) * MINUTE_MS;
  const { data, error, refetch } = useGetIntegrationStatisticsQuery(
    {
      id: endpointId,
      from: new Date(to - SPANS[span]).toISOString(),
      to: new Date(to).toISOString(),
    },
    { pollingInterval: usePollingInterval(POLL_MS) },
  );

  return (
    <Panel
      title={t('chart.title')}
      action={
        <Choice
          label={t('chart.span')}
          value={span}
          options={[
            { value: '24h', label: t('chart.24h') },
            { value: '7d', label: t('chart.7d') },
          ]}
          onChange={(value) =>
            change({ chart: value === '24h' ? undefined : value }, { isReplacing: true })
          }
        />
      }
    >
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
