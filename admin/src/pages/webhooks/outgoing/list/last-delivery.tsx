import { Flex, Typography } from '@strapi/design-system';

import type { EndpointListItem } from '../../../../api/outgoing-contracts';
import { RelativeTime } from '../../../../components/relative-time';
import { StatusBadge } from '../../../../components/status-badge';
import { useText } from '../../../../hooks/use-text';
import { useDeliveryWords } from '../deliveries/use-delivery-words';

/** How the newest delivery of an endpoint stands, and since when or until when. */
export const LastDelivery = ({ lastDelivery }: Pick<EndpointListItem, 'lastDelivery'>) => {
  const t = useText();
  const describe = useDeliveryWords();
  if (!lastDelivery) {
    return <Typography textColor="neutral600">{t('list.last.none')}</Typography>;
  }
  const { state, at, nextAttemptAt } = lastDelivery;
  // Only one that was tried before is shown while it waits.
  const isRetried = state === 'pending' && nextAttemptAt !== null;
  const { variant, words } = describe({ state });
  return (
    <Flex direction="column" alignItems="flex-start">
      <StatusBadge variant={variant}>{isRetried ? t('list.last.retried') : words}</StatusBadge>
      {isRetried ? (
        <RelativeTime
          at={nextAttemptAt}
          sentence={(when) => t('list.last.next', { when })}
          variant="pi"
          textColor="neutral600"
        />
      ) : (
        <RelativeTime at={at} variant="pi" textColor="neutral600" />
      )}
    </Flex>
  );
};
