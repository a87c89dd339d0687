import { Link } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { useIntl } from 'react-intl';

import type { EventDetail } from '../../../../api/incoming-contracts';
import { statusOf } from '../../../../api/server-error';
import { useGetIntegrationSourceQuery } from '../../../../api/sources';
import { CopyableText } from '../../../../components/copyable-text';
import { KeyValueText } from '../../../../components/key-value-text';
import { Panel } from '../../../../components/panel';
import { RelativeTime, useExactTime } from '../../../../components/relative-time';
import { StatusBadge } from '../../../../components/status-badge';
import { useByteCount } from '../../../../hooks/use-byte-count';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { sourceAddress } from '../addresses';
import { useEventWords } from '../events/use-event-words';
import { isUnread } from './is-unread';

const SourceLink = ({ id }: { id: number }) => {
  const t = useText();
  const { canReadSources } = useRights();
  const { data: source, error } = useGetIntegrationSourceQuery(id, { skip: !canReadSources });
  if (statusOf(error) === 404) return t('incoming.events.source-deleted', { id });
  if (error || !canReadSources) return `#${id}`;
  if (!source) return '…';
  return (
    <Link tag={RouterLink} to={sourceAddress(id)}>
      {source.name}
    </Link>
  );
};

/** An event in a few lines: how it stands, its ids, where it came from, when, and how large it was. */
export const EventFacts = ({ event }: { event: EventDetail }) => {
  const t = useText();
  const exact = useExactTime();
  const bytes = useByteCount();
  const { formatNumber } = useIntl();
  const describe = useEventWords();
  const { variant, words } = describe(event);
  const { uid, eventId, url, traceId, occurredAt, nextAttemptAt } = event;

  const facts: [string, React.ReactNode][] = [
    [
      t('deliveries.column.state'),
      <StatusBadge key="state" variant={variant}>
        {words}
      </StatusBadge>,
    ],
    [t('incoming.events.column.source'), <SourceLink key="source" id={event.sourceId} />],
    [
      t('incoming.event.uid'),
      <CopyableText key="uid" value={uid} label={t('incoming.event.uid')} />,
    ],
  ];
  if (eventId !== null) {
    facts.push([
      t('incoming.event.event-id'),
      <CopyableText key="id" value={eventId} label={t('incoming.event.event-id')} />,
    ]);
  }
  facts.push(
    [
      t('incoming.event.trace-id'),
      <CopyableText key="trace" value={traceId} label={t('incoming.event.trace-id')} />,
    ],
    [
      t('incoming.event.url'),
      <CopyableText key="url" value={url} label={t('incoming.event.url')} />,
    ],
    [t('incoming.events.column.received'), <RelativeTime key="received" at={event.receivedAt} />],
  );
  if (occurredAt) facts.push([t('incoming.event.occurred'), exact(occurredAt)]);
  if (!isUnread(event.problem)) facts.push([t('incoming.event.size'), bytes(event.bodySize)]);
  facts.push(
    [t('incoming.event.repeats'), formatNumber(event.repeatCount)],
    [t('incoming.event.attempts'), formatNumber(event.attemptCount)],
  );
  if (nextAttemptAt && event.attemptCount > 0) {
    facts.push([t('delivery.next'), exact(nextAttemptAt)]);
  }
  return (
    <Panel title={t('incoming.event.facts')}>
      <KeyValueText isStacked entries={facts} />
    </Panel>
  );
};
