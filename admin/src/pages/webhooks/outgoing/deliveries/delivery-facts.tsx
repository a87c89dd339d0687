import { Link } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';

import type { DeliveryDetail } from '../../../../api/outgoing-contracts';
import { CopyableText } from '../../../../components/copyable-text';
import { EntryLink } from '../../../../components/entry-link';
import { KeyValueText } from '../../../../components/key-value-text';
import { RelativeTime, useExactTime } from '../../../../components/relative-time';
import { StatusBadge } from '../../../../components/status-badge';
import { serverKey, useTranslatedSentence } from '../../../../hooks/use-server-words';
import { useText } from '../../../../hooks/use-text';
import { eventAddress } from '../../incoming/addresses';
import { useEventName } from '../../incoming/events/use-event-name';
import { useContentTypes } from '../events/use-catalogue';
import { useCausingEvent } from './use-causing-event';
import { useDeliveryWords } from './use-delivery-words';

/** A delivery in a few lines: how it stands, what it is about, when and why. */
export const DeliveryFacts = ({ delivery }: { delivery: DeliveryDetail }) => {
  const t = useText();
  const exact = useExactTime();
  const describe = useDeliveryWords();
  const translated = useTranslatedSentence();
  const { typeOf } = useContentTypes();
  const { variant, words, title } = describe(delivery);
  const nameOf = useEventName();
  const {
    entry,
    entryTitle,
    eventType,
    messageId,
    traceId,
    trigger,
    createdAt,
    finishedAt,
    nextAttemptAt,
    attempts,
    lastError,
    problemCode,
  } = delivery;
  const cause = useCausingEvent(traceId);

  const facts: [string, React.ReactNode][] = [
    [
      t('deliveries.column.state'),
      <StatusBadge key="state" variant={variant} title={title}>
        {words}
      </StatusBadge>,
    ],
    [
      t('delivery.message-id'),
      <CopyableText key="message" value={messageId} label={t('delivery.message-id')} />,
    ],
    [
      t('incoming.event.trace-id'),
      <CopyableText key="trace" value={traceId} label={t('incoming.event.trace-id')} />,
    ],
  ];
  if (cause) {
    facts.push([
      t('delivery.cause'),
      <Link key="cause" tag={RouterLink} to={eventAddress(cause.id)}>
        {nameOf(cause)}
      </Link>,
    ]);
  }
  if (entry) {
    facts.push([
      t('deliveries.column.entry'),
      <EntryLink
        key="entry"
        entry={entry}
        type={typeOf(entry.contentType)}
        title={entryTitle}
        isDeleted={eventType === 'entry.delete'}
      />,
    ]);
  }
  facts.push(
    [t('delivery.reason'), t(`delivery.trigger.${trigger}`)],
    [
      t('delivery.receiver'),
      // Of an endpoint that is gone and was never tried it is not known any more.
      delivery.url && (
        <CopyableText key="receiver" value={delivery.url} label={t('delivery.receiver')} />
      ),
    ],
    [t('delivery.created'), <RelativeTime key="created" at={createdAt} />],
    [t('deliveries.column.tries'), String(attempts.length)],
  );
  // What an attempt ended with stands with the attempt; this kept it from being tried.
  if (attempts.length === 0 && lastError) {
    facts.push([t('delivery.problem'), translated(lastError, [serverKey(problemCode)])]);
  }
  if (finishedAt) facts.push([t('delivery.finished'), exact(finishedAt)]);
  if (nextAttemptAt) facts.push([t('delivery.next'), exact(nextAttemptAt)]);
  return <KeyValueText entries={facts} />;
};
