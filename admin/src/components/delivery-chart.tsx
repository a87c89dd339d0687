import { Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { useTheme } from 'styled-components';

import type { Statistics } from '../../../server/src/outgoing/contracts';
import { useText } from '../hooks/use-text';
import { barsOf } from './chart-bars';

const WIDTH = 1000;
const HEIGHT = 96;

/** What was delivered below and failed tries above, over time, with the same numbers as a table for screen readers. */
export const DeliveryChart = ({ statistics }: { statistics: Statistics }) => {
  const t = useText();
  const { colors } = useTheme();
  const { formatDate, formatNumber } = useIntl();
  const { points, totals, from, to } = statistics;
  const busyPoints = points.filter(({ succeeded, failed }) => succeeded + failed > 0);
  const highest = Math.max(0, ...points.map(({ succeeded, failed }) => succeeded + failed));
  const isLong = new Date(to).getTime() - new Date(from).getTime() > 2 * 86_400_000;
  const tick = (at: string) =>
    formatDate(
      at,
      isLong ? { month: 'short', day: 'numeric' } : { hour: '2-digit', minute: '2-digit' },
    );
  const middle = new Date((new Date(from).getTime() + new Date(to).getTime()) / 2).toISOString();
  const summary = t('chart.summary', {
    succeeded: totals.succeeded,
    failed: totals.failed,
  });

  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="pi" textColor="neutral600" textAlign="right">
        {t('chart.highest', { count: formatNumber(highest) })}
      </Typography>
      <svg
        role="img"
        aria-label={summary}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        width="100%"
        height={HEIGHT}
      >
        {[0, 0.5, 1].map((share) => (
          <line
            key={share}
            x1={0}
            x2={WIDTH}
            y1={share * HEIGHT}
            y2={share * HEIGHT}
            stroke={colors.neutral200}
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {barsOf(statistics, WIDTH, HEIGHT).map(({ x, width, succeeded, failed }, index) => (
          <g key={index}>
            <rect
              x={x}
              width={width}
              y={HEIGHT - succeeded}
              height={succeeded}
              fill={colors.success500}
            />
            <rect
              x={x}
              width={width}
              y={HEIGHT - succeeded - failed}
              height={failed}
              fill={colors.danger500}
            />
          </g>
        ))}
      </svg>
      <Flex justifyContent="space-between" aria-hidden>
        {[from, middle, to].map((at, index) => (
          <Typography key={index} variant="pi" textColor="neutral600">
            {tick(at)}
          </Typography>
        ))}
      </Flex>
      <VisuallyHidden>
        <table>
          <caption>{summary}</caption>
          <thead>
            <tr>
              <th scope="col">{t('chart.time')}</th>
              <th scope="col">{t('chart.succeeded')}</th>
              <th scope="col">{t('chart.failed')}</th>
            </tr>
          </thead>
          <tbody>
            {busyPoints.map(({ at, succeeded, failed }) => (
              <tr key={at}>
                <th scope="row">{formatDate(at, { dateStyle: 'short', timeStyle: 'short' })}</th>
                <td>{succeeded}</td>
                <td>{failed}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </Flex>
  );
};
