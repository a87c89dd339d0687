import { useNow } from './use-now';
import { useQueryState } from './use-query-state';

const MINUTE_MS = 60_000;
const SPANS = { '24h': 86_400_000, '7d': 7 * 86_400_000 };
export type ChartSpan = keyof typeof SPANS;

/** The time that a chart shows, chosen in the address: its ends in ISO 8601. */
export const useChartSpan = () => {
  const [params, change] = useQueryState();
  const span: ChartSpan = params.get('chart') === '7d' ? '7d' : '24h';
  // To the minute: every second would be a question of its own, and nothing of it could be kept.
  const to = Math.ceil(useNow() / MINUTE_MS) * MINUTE_MS;
  return {
    span,
    from: new Date(to - SPANS[span]).toISOString(),
    to: new Date(to).toISOString(),
    choose: (chosen: string) =>
      change({ chart: chosen === '24h' ? undefined : chosen }, { isReplacing: true }),
  };
};
