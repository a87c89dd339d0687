import { Box, Flex, Typography } from '@strapi/design-system';

import { useText } from '../../../../hooks/use-text';
import { EVERYTHING, splitPattern } from './event-patterns';
import { useContentTypes } from './use-catalogue';
import { useEventWords } from './use-event-words';

interface EventTagsProps {
  eventTypes: string[];
  /** How many are shown before "+ n". */
  limit?: number;
}

/** The events of an endpoint in words, the exact ones on hover: the first few, then how many more. */
export const EventTags = ({ eventTypes, limit = Infinity }: EventTagsProps) => {
  const t = useText();
  const { typeName } = useContentTypes();
  const eventWords = useEventWords();
  const hidden = eventTypes.slice(limit);
  const wordsOf = (eventType: string) => {
    if (eventType === EVERYTHING) return t('events.everything');
    if (eventType === 'media.*') return t('events.media');
    const { event, uid } = splitPattern(eventType);
    if (!event.startsWith('entry.')) return eventWords(event);
    const type = uid === null ? t('events.any-type') : typeName(uid);
    return event === 'entry.*' ? type : t('list.event-of-type', { type, event: eventWords(event) });
  };

  return (
    <Flex gap={1} wrap="wrap">
      {eventTypes.slice(0, limit).map((eventType) => (
        <Box
          key={eventType}
          background="neutral150"
          hasRadius
          paddingLeft={2}
          paddingRight={2}
          paddingTop={1}
          paddingBottom={1}
          maxWidth="100%"
        >
          <Typography
            tag="p"
            variant="pi"
            fontWeight="semiBold"
            textColor="neutral700"
            ellipsis
            title={eventType}
          >
            {wordsOf(eventType)}
          </Typography>
        </Box>
      ))}
      {hidden.length > 0 && (
        <Typography variant="pi" textColor="neutral600" title={hidden.join('\n')}>
          {t('list.more-events', { count: hidden.length })}
        </Typography>
      )}
    </Flex>
  );
};
