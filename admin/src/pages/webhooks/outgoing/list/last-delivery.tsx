import { Flex, Typography } from '@strapi/design-system';

import type { EndpointListItem } from '../../../../api/outgoing-contracts';
import { RelativeTime } from '../../../../components/relative-time';
import { StatusBadge } from '../../../../components/status-badge';
import { useText } from '../../../../hooks/use-text';
import { useDeliveryWords } from '../deliveries/use-delivery-words';

/** How the newest delivery of an endpoint stands, and since when. */
export const LastDelivery = ({ lastDelivery }: Pick<EndpointListItem, 'lastDelivery'>) => {
  const t = useText();
  const describe = useDeliveryWords();
  if (!lastDelivery) {
    return <Typography textColor="neutral600">{t('list.last.none')}</Typography>;
  }
  const { variant, words } = describe(lastDelivery);
  return (
    <Flex direction="column" alignItems="flex-start">
      <StatusBadge variant={variant}>{words}</StatusBadge>
      <RelativeTime at={lastDelivery.at} variant="pi" textColor="neutral600" />
    </Flex>
  );
};
