import { useTheme } from 'styled-components';

import { sparklinePoints } from './sparkline-points';

const WIDTH = 56;
const HEIGHT = 20;

interface SparklineProps {
  values: number[];
  /** What the line shows, for screen readers. */
  label: string;
}

/** The course of a day in the size of a word. */
export const Sparkline = ({ values, label }: SparklineProps) => {
  const { colors } = useTheme();
  return (
    <svg
      role="img"
      aria-label={label}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`-1 -2 ${WIDTH + 2} ${HEIGHT + 4}`}
    >
      <polyline
        points={sparklinePoints(values, WIDTH, HEIGHT)}
        fill="none"
        stroke={colors.primary600}
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
    </svg>
  );
};
