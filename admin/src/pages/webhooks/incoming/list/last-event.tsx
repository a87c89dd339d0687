import { Flex, Typography } from '@strapi/design-system';

import type { SourceListItem } from '../../../../api/incoming-contracts';
import { RelativeTime } from '../../../../components/relative-time';
import { StatusBadge } from '../../../../components/status-badge';
import { useText } from '../../../../hooks/use-text';
import { useEventWords } from '../events/use-event-words';

/** The newest event of a source: its type, how it stands, and since when. */
export const LastEvent = ({ lastEvent }: Pick<SourceListItem, 'lastEvent'>) => {
  const t = useText();
  const describe = useEventWords();
  if (!lastEvent) {
    return <Typography textColor="neutral600">{t('incoming.list.last.none')}</Typography>;
  }
  const { variant, words } = describe(lastEvent);
  return (
    <Flex direction="column" alignItems="flex-start" maxWidth="16rem">
      <Typography
        textColor="neutral800"
        maxWidth="100%"
        ellipsis
        title={lastEvent.eventType ?? t('incoming.event.no-type')}
      >
        {lastEvent.eventType ?? t('incoming.event.no-type')}
      </Typography>
      <Flex gap={2} wrap="wrap">
        <StatusBadge variant={variant}>{words}</StatusBadge>
        <RelativeTime at={lastEvent.at} variant="pi" textColor="neutral600" />
      </Flex>
    </Flex>
  );
};
