import type { DeliveryDetail } from '../../../../api/outgoing-contracts';
import { CopyableText } from '../../../../components/copyable-text';
import { EntryLink } from '../../../../components/entry-link';
import { KeyValueText } from '../../../../components/key-value-text';
import { RelativeTime, useExactTime } from '../../../../components/relative-time';
import { StatusBadge } from '../../../../components/status-badge';
import { useText } from '../../../../hooks/use-text';
import { useContentTypes } from '../events/use-catalogue';
import { useDeliveryWords } from './use-delivery-words';

/** A delivery in a few lines: how it stands, what it is about, when and why. */
export const DeliveryFacts = ({ delivery }: { delivery: DeliveryDetail }) => {
  const t = useText();
  const exact = useExactTime();
  const describe = useDeliveryWords();
  const { typeOf } = useContentTypes();
  const { variant, words } = describe(delivery);
  const {
    entry,
    eventType,
    messageId,
    trigger,
    createdAt,
    finishedAt,
    nextAttemptAt,
    attempts,
    lastError,
  } = delivery;

  const facts: [string, React.ReactNode][] = [
    [
      t('deliveries.column.state'),
      <StatusBadge key="state" variant={variant}>
        {words}
      </StatusBadge>,
    ],
    [
      t('delivery.message-id'),
      <CopyableText key="message" value={messageId} label={t('delivery.message-id')} />,
    ],
  ];
  if (entry) {
    facts.push([
      t('deliveries.column.entry'),
      <EntryLink
        key="entry"
        entry={entry}
        type={typeOf(entry.contentType)}
        isDeleted={eventType === 'entry.delete'}
      />,
    ]);
  }
  facts.push(
    [t('delivery.reason'), t(`delivery.trigger.${trigger}`)],
    [t('delivery.receiver'), delivery.url],
    [t('delivery.created'), <RelativeTime key="created" at={createdAt} />],
    [t('deliveries.column.tries'), String(attempts.length)],
  );
  // What an attempt ended with stands with the attempt; this kept it from being tried.
  if (attempts.length === 0 && lastError) facts.push([t('delivery.problem'), lastError]);
  if (finishedAt) facts.push([t('delivery.finished'), exact(finishedAt)]);
  if (nextAttemptAt) facts.push([t('delivery.next'), exact(nextAttemptAt)]);
  return <KeyValueText entries={facts} />;
};
