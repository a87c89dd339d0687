import type { CallStatisticsPoint } from '../../../api/connection-contracts';
import type { TimeSeries } from '../../../components/time-bars-shape';

const HOUR_MS = 3_600_000;
const HOURS = 24;

/**
 * The calls of the last 24 hours as bars of an hour each, the one that runs being the last; those that succeeded stand
 * below those that failed.
 *
 * @param now in milliseconds since 1970
 */
export const callSeries = (points: CallStatisticsPoint[], now: number): TimeSeries => {
  const to = (Math.floor(now / HOUR_MS) + 1) * HOUR_MS;
  const from = to - HOURS * HOUR_MS;
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    bucketMs: HOUR_MS,
    points: points
      .filter(({ at }) => new Date(at).getTime() >= from)
      .map(({ at, succeeded, failed }) => ({ at, values: [succeeded, failed] })),
  };
};
