import { Flex } from '@strapi/design-system';

import { useGetIntegrationSourceStatisticsQuery } from '../../../../api/sources';
import { Figure } from '../../../../components/figure';
import { PageError } from '../../../../components/page-error';
import { Panel } from '../../../../components/panel';
import { ShortNumber } from '../../../../components/short-number';
import { Skeleton } from '../../../../components/skeleton';
import { SpanChoice } from '../../../../components/span-choice';
import { useChartSpan } from '../../../../hooks/use-chart-span';
import { usePollingInterval } from '../../../../hooks/use-polling-interval';
import { useText } from '../../../../hooks/use-text';
import { ReceiptChart, totalsOf } from './receipt-chart';

const POLL_MS = 5000;

/** The last 24 hours or 7 days: what was accepted, what came more than once, what was refused. */
export const ChartPanel = ({ sourceId }: { sourceId: number }) => {
  const t = useText();
  const { span, from, to, choose } = useChartSpan();
  const { data, error, refetch } = useGetIntegrationSourceStatisticsQuery(
    { id: sourceId, from, to },
    { pollingInterval: usePollingInterval(POLL_MS) },
  );
  const totals = data && totalsOf(data);

  return (
    <Panel title={t('incoming.chart.title')} action={<SpanChoice span={span} onChange={choose} />}>
      {data && totals ? (
        <Flex direction="column" alignItems="stretch" gap={3}>
          <Flex gap={8} wrap="wrap">
            <Figure label={t('incoming.chart.accepted')} color="success500">
              <ShortNumber value={totals.accepted} variant="alpha" />
            </Figure>
            <Figure label={t('incoming.chart.repeated')} color="primary200">
              <ShortNumber value={totals.repeated} variant="alpha" />
            </Figure>
            <Figure label={t('incoming.chart.refused')} color="danger500">
              <ShortNumber value={totals.refused} variant="alpha" />
            </Figure>
          </Flex>
          <ReceiptChart statistics={data} />
        </Flex>
      ) : error ? (
        <PageError error={error} onRetry={refetch} />
      ) : (
        <Skeleton heights={['5.6rem', '14rem']} />
      )}
    </Panel>
  );
};
