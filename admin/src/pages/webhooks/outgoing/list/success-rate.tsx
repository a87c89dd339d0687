import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { EndpointListItem } from '../../../../api/outgoing-contracts';
import { Sparkline } from '../../../../components/sparkline';
import { useText } from '../../../../hooks/use-text';

/** The share of the tries of the last 24 hours that succeeded, and how many there were over the day. */
export const SuccessRate = ({ last24h }: Pick<EndpointListItem, 'last24h'>) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const { succeeded, failed, sparkline } = last24h;
  const total = succeeded + failed;
  if (total === 0) {
    return <Typography textColor="neutral600">{t('list.rate.none')}</Typography>;
  }
  // Rounded down: 99.96 % must not read as if everything had arrived.
  const rate = Math.floor((succeeded / total) * 1000) / 1000;
  const counts = t('list.rate.counts', { succeeded, total });
  return (
    <Flex gap={3}>
      <Typography textColor="neutral800" title={counts}>
        {formatNumber(rate, { style: 'percent', maximumFractionDigits: 1 })}
      </Typography>
      <Sparkline values={sparkline} label={counts} />
    </Flex>
  );
};
