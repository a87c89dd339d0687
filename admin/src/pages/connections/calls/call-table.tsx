import { Flex, Link, Table, Tbody, Td, Tr, Typography } from '@strapi/design-system';
import { Link as RouterLink, useSearchParams } from 'react-router-dom';

import type { Call } from '../../../api/connection-contracts';
import { RelativeTime } from '../../../components/relative-time';
import { StatusBadge } from '../../../components/status-badge';
import { TableHead } from '../../../components/table-head';
import { useDuration } from '../../../hooks/use-duration';
import { useText } from '../../../hooks/use-text';
import { useCallWords } from './use-call-words';

interface CallRowProps {
  call: Call;
  address: { search: string };
  onOpen: () => void;
}

const CallRow = ({ call, address, onOpen }: CallRowProps) => {
  const t = useText();
  const duration = useDuration();
  const words = useCallWords();
  const { method, host, path, error, attempts, count, caller, at, durationMs } = call;
  const { variant, words: outcome } = words.outcome(call);

  return (
    <Tr onClick={onOpen} style={{ cursor: 'pointer' }}>
      <Td>
        <StatusBadge variant={variant}>{outcome}</StatusBadge>
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start" maxWidth="32rem">
          <Link
            tag={RouterLink}
            to={address}
            onClick={(event: React.MouseEvent) => event.stopPropagation()}
          >
            {method} {path}
          </Link>
          <Typography
            variant="pi"
            textColor={error ? 'danger600' : 'neutral600'}
            maxWidth="100%"
            ellipsis
            title={error?.message ?? host}
          >
            {error?.message ?? host}
          </Typography>
        </Flex>
      </Td>
      <Td>
        <Typography textColor="neutral800">{words.caller(caller)}</Typography>
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <RelativeTime at={at} />
          {count > 1 && (
            <Typography variant="pi" textColor="neutral600">
              {t('connections.calls.times', { count })}
            </Typography>
          )}
        </Flex>
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <Typography textColor="neutral800">{duration(durationMs)}</Typography>
          {attempts.length > 1 && (
            <Typography variant="pi" textColor="neutral600">
              {t('connections.calls.tries', { count: attempts.length })}
            </Typography>
          )}
        </Flex>
      </Td>
    </Tr>
  );
};

interface CallTableProps {
  calls: Call[];
  onOpen: (id: number) => void;
}

/** The log: a call a row, the newest first. */
export const CallTable = ({ calls, onOpen }: CallTableProps) => {
  const t = useText();
  const [params] = useSearchParams();
  const addressOf = (id: number) => {
    const next = new URLSearchParams(params);
    next.set('call', String(id));
    return { search: next.toString() };
  };
  const columns = [
    t('deliveries.column.state'),
    t('connections.calls.column.call'),
    t('connections.calls.column.caller'),
    t('deliveries.column.when'),
    t('deliveries.column.duration'),
  ];
  return (
    <Table colCount={columns.length} rowCount={calls.length + 1}>
      <TableHead columns={columns} />
      <Tbody>
        {calls.map((call) => (
          <CallRow
            key={call.id}
            call={call}
            address={addressOf(call.id)}
            onOpen={() => onOpen(call.id)}
          />
        ))}
      </Tbody>
    </Table>
  );
};
