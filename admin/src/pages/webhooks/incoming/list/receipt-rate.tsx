import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { SourceListItem } from '../../../../api/incoming-contracts';
import { Sparkline } from '../../../../components/sparkline';
import { useText } from '../../../../hooks/use-text';

/** What a source accepted in the last 24 hours, over the day, and what share of the requests was refused. */
export const ReceiptRate = ({ last24h }: Pick<SourceListItem, 'last24h'>) => {
  const t = useText();
  const { formatNumber } = useIntl();
  const { accepted, repeated, refused, sparkline } = last24h;
  const total = accepted + repeated + refused;
  if (total === 0) {
    return <Typography textColor="neutral600">{t('incoming.list.rate.none')}</Typography>;
  }
  // Rounded up: a few refused ones must not read as if there were none.
  const share = Math.ceil((refused / total) * 1000) / 1000;
  const accepts = t('incoming.list.rate.accepted', { count: accepted });
  return (
    <Flex direction="column" alignItems="flex-start">
      <Flex gap={3}>
        <Typography textColor="neutral800">{accepts}</Typography>
        <Sparkline values={sparkline} label={accepts} />
      </Flex>
      <Typography
        variant="pi"
        textColor={refused > 0 ? 'danger600' : 'neutral600'}
        title={t('incoming.list.rate.counts', { refused, total })}
      >
        {refused > 0
          ? t('incoming.list.rate.refused', {
              count: refused,
              share: formatNumber(share, { style: 'percent', maximumFractionDigits: 1 }),
            })
          : t('incoming.list.rate.none-refused')}
      </Typography>
    </Flex>
  );
};
