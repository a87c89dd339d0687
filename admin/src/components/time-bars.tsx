import { Flex, Typography, VisuallyHidden } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { useTheme } from 'styled-components';

import { useText } from '../hooks/use-text';
import { barsOf, sumOf, type TimePoint, type TimeSeries } from './time-bars-shape';

const WIDTH = 1000;
const LONG_MS = 2 * 86_400_000;

interface TimeBarsProps {
  series: TimeSeries;
  height: number;
  /** What the chart says, in a sentence. */
  summary: string;
  /** Stands above the chart; tells what its top means. */
  scale: string;
  /** Of the parts of a bar, the lowest first. */
  colors: ('success500' | 'danger500' | 'primary500' | 'primary200')[];
  /** The same as a table, for screen readers: a column for each name, and what stands in it. */
  columns: { name: string; cell: (point: TimePoint) => string }[];
}

/** Values over time as stacked bars, with the same numbers as a table for screen readers. */
export const TimeBars = ({ series, height, summary, scale, colors, columns }: TimeBarsProps) => {
  const t = useText();
  const theme = useTheme();
  const { formatDate } = useIntl();
  const { from, to, points } = series;
  const [start, end] = [new Date(from).getTime(), new Date(to).getTime()];
  const tick = (at: number) =>
    formatDate(
      at,
      end - start > LONG_MS
        ? { month: 'short', day: 'numeric' }
        : { hour: '2-digit', minute: '2-digit' },
    );

  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="pi" textColor="neutral600" textAlign="right">
        {scale}
      </Typography>
      <svg
        role="img"
        aria-label={summary}
        viewBox={`0 0 ${WIDTH} ${height}`}
        preserveAspectRatio="none"
        width="100%"
        height={height}
      >
        {[0, 0.5, 1].map((share) => (
          <line
            key={share}
            x1={0}
            x2={WIDTH}
            y1={share * height}
            y2={share * height}
            stroke={theme.colors.neutral200}
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {barsOf(series, WIDTH, height).map(({ x, width, parts }, index) => (
          <g key={index}>
            {colors.map((color, part) => (
              <rect
                key={color}
                x={x}
                width={width}
                y={height - (parts[part]?.bottom ?? 0) - (parts[part]?.height ?? 0)}
                height={parts[part]?.height ?? 0}
                fill={theme.colors[color]}
              />
            ))}
          </g>
        ))}
      </svg>
      <Flex justifyContent="space-between" aria-hidden>
        {[start, (start + end) / 2, end].map((at) => (
          <Typography key={at} variant="pi" textColor="neutral600">
            {tick(at)}
          </Typography>
        ))}
      </Flex>
      <VisuallyHidden>
        <table>
          <caption>{summary}</caption>
          <thead>
            <tr>
              {[t('chart.time'), ...columns.map(({ name }) => name)].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points
              .filter(({ values }) => sumOf(values) > 0)
              .map((point) => (
                <tr key={point.at}>
                  <th scope="row">
                    {formatDate(point.at, { dateStyle: 'short', timeStyle: 'short' })}
                  </th>
                  {columns.map(({ name, cell }) => (
                    <td key={name}>{cell(point)}</td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </Flex>
  );
};
