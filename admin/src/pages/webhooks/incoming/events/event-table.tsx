import { Flex, Link, Table, Tbody, Td, Tr, Typography } from '@strapi/design-system';
import { Link as RouterLink, useNavigate } from 'react-router-dom';

import type { EventListItem } from '../../../../api/incoming-contracts';
import { useGetIntegrationSourcesQuery } from '../../../../api/sources';
import { RelativeTime } from '../../../../components/relative-time';
import { StatusBadge } from '../../../../components/status-badge';
import { TableHead } from '../../../../components/table-head';
import { useDuration } from '../../../../hooks/use-duration';
import { type Rights, useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { eventAddress } from '../addresses';
import { useProblemSentence } from '../verification/use-problem-words';
import { useEventName } from './use-event-name';
import { useEventWords } from './use-event-words';

/** @param rights of the administrator, who may read events and no sources */
const SourceName = ({ id, rights }: { id: number; rights: Rights }) => {
  const t = useText();
  const { canReadSources, isLoading } = rights;
  const { data: sources } = useGetIntegrationSourcesQuery(undefined, { skip: !canReadSources });
  const source = sources?.find((one) => one.id === id);
  const otherwise = canReadSources
    ? sources && t('incoming.events.source-deleted', { id })
    : !isLoading && `#${id}`;
  return (
    <Flex maxWidth="18rem">
      <Typography textColor={source ? 'neutral800' : 'neutral600'} ellipsis>
        {source ? source.name : otherwise}
      </Typography>
    </Flex>
  );
};

interface EventRowProps {
  event: EventListItem;
  hasSource: boolean;
  rights: Rights;
}

const EventRow = ({ event, hasSource, rights }: EventRowProps) => {
  const t = useText();
  const navigate = useNavigate();
  const describe = useEventWords();
  const nameOf = useEventName();
  const duration = useDuration();
  const describeProblem = useProblemSentence();
  const { id, uid, eventId, repeatCount, receivedAt, durationMs } = event;
  const reason = event.problem ? describeProblem(event.problem) : event.lastError;
  const { variant, words } = describe(event);

  return (
    <Tr onClick={() => navigate(eventAddress(id))} style={{ cursor: 'pointer' }}>
      <Td>
        <StatusBadge variant={variant}>{words}</StatusBadge>
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start" maxWidth="20rem">
          <Link
            tag={RouterLink}
            to={eventAddress(id)}
            onClick={(click: React.MouseEvent) => click.stopPropagation()}
          >
            {nameOf(event)}
          </Link>
          <Typography
            variant="pi"
            textColor="neutral600"
            maxWidth="100%"
            ellipsis
            title={eventId ?? uid}
          >
            {eventId ?? uid}
          </Typography>
        </Flex>
      </Td>
      {hasSource && (
        <Td>
          <SourceName id={event.sourceId} rights={rights} />
        </Td>
      )}
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <RelativeTime at={receivedAt} />
          {repeatCount > 0 && (
            <Typography variant="pi" textColor="neutral600">
              {t('incoming.events.repeats', { count: repeatCount })}
            </Typography>
          )}
        </Flex>
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start" maxWidth="22rem">
          {durationMs !== null && (
            <Typography textColor="neutral800">{duration(durationMs)}</Typography>
          )}
          {reason !== null && (
            <Typography variant="pi" textColor="danger600" maxWidth="100%" ellipsis title={reason}>
              {reason}
            </Typography>
          )}
          {durationMs === null && reason === null && (
            <Typography textColor="neutral600">–</Typography>
          )}
        </Flex>
      </Td>
    </Tr>
  );
};

interface EventTableProps {
  events: EventListItem[];
  /** Whether to say from which source each came. */
  hasSource: boolean;
}

/** The log: an event a row, the newest first. */
export const EventTable = ({ events, hasSource }: EventTableProps) => {
  const t = useText();
  const rights = useRights();
  const columns = [
    t('deliveries.column.state'),
    t('deliveries.column.event'),
    ...(hasSource ? [t('incoming.events.column.source')] : []),
    t('incoming.events.column.received'),
    t('incoming.events.column.result'),
  ];
  return (
    <Table colCount={columns.length} rowCount={events.length + 1}>
      <TableHead columns={columns} />
      <Tbody>
        {events.map((event) => (
          <EventRow key={event.id} event={event} hasSource={hasSource} rights={rights} />
        ))}
      </Tbody>
    </Table>
  );
};
