import { Flex, Typography } from '@strapi/design-system';

import type { ConsoleResult, Source } from '../../../../api/incoming-contracts';
import { Notice } from '../../../../components/notice';
import { useText } from '../../../../hooks/use-text';
import { useActionWords } from '../actions/use-action-words';
import { StepList } from './step-list';

interface ConsoleResultViewProps {
  source: Source;
  result: ConsoleResult;
}

type ReadEvent = NonNullable<ConsoleResult['events']>[number];

const ReadEventLine = ({ source, event }: { source: Source; event: ReadEvent }) => {
  const t = useText();
  const actionWords = useActionWords();
  // An id that is not in the list stands for handlers that code has registered.
  const words = event.actionIds.map((id) => {
    const action = source.actions.find((listed) => listed.id === id);
    return action ? actionWords(action) : t('incoming.action.kind.handler');
  });
  return (
    <Flex tag="li" direction="column" alignItems="flex-start">
      <Typography fontWeight="semiBold" textColor="neutral800">
        {event.eventType ?? t('incoming.event.no-type')}
      </Typography>
      <Typography variant="pi" textColor="neutral600">
        {event.eventId ?? t('incoming.console.no-id')}
      </Typography>
      <Typography textColor="neutral800">
        {words.length > 0 ? words.join(' · ') : t('incoming.console.only-stored')}
      </Typography>
    </Flex>
  );
};

/** What came of checking a pasted request: each step, and what would be stored and done. */
export const ConsoleResultView = ({ source, result }: ConsoleResultViewProps) => {
  const t = useText();
  const { isGenuine, hasCrlf, steps, events } = result;
  return (
    <Flex direction="column" alignItems="stretch" gap={4} aria-live="polite">
      <Notice
        variant={isGenuine ? 'success' : 'danger'}
        title={t(isGenuine ? 'incoming.console.genuine' : 'incoming.console.refused')}
      >
        {t(
          hasCrlf
            ? 'incoming.console.genuine-crlf'
            : isGenuine
              ? 'incoming.console.genuine-text'
              : 'incoming.console.refused-text',
        )}
      </Notice>
      <StepList steps={steps} />
      {result.isHandshake && <Typography>{t('incoming.event.handshake')}</Typography>}
      {events && (
        <Flex direction="column" alignItems="stretch" gap={2}>
          <Typography variant="delta" tag="h3">
            {t('incoming.console.would', { count: events.length })}
          </Typography>
          <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
            {events.map((event, index) => (
              <ReadEventLine key={index} source={source} event={event} />
            ))}
          </Flex>
        </Flex>
      )}
    </Flex>
  );
};
