import type { Statistics } from '../../../../api/outgoing-contracts';
import { TimeBars } from '../../../../components/time-bars';
import { sumOf } from '../../../../components/time-bars-shape';
import { useDuration } from '../../../../hooks/use-duration';
import { useText } from '../../../../hooks/use-text';

const HEIGHT = 48;

/** How long the receiver took over time: the usual answer below, on top of it what a slow one took more. */
export const LatencyChart = ({ statistics }: { statistics: Statistics }) => {
  const t = useText();
  const duration = useDuration();
  const points = statistics.points.map(({ at, latencyP50Ms, latencyP95Ms }) => ({
    at,
    values: [latencyP50Ms ?? 0, Math.max(0, (latencyP95Ms ?? 0) - (latencyP50Ms ?? 0))],
  }));
  const slowest = Math.max(0, ...points.map(({ values }) => sumOf(values)));

  return (
    <TimeBars
      series={{ ...statistics, points }}
      height={HEIGHT}
      summary={t('chart.latency-summary', { slowest: duration(slowest) })}
      scale={t('chart.slowest', { duration: duration(slowest) })}
      colors={['primary500', 'primary200']}
      columns={[
        { name: t('chart.p50'), cell: ({ values }) => duration(values[0] ?? 0) },
        { name: t('chart.p95'), cell: ({ values }) => duration(sumOf(values)) },
      ]}
    />
  );
};
