import { Table, Tbody, Td, Tr, Typography } from '@strapi/design-system';

import type { CallAttempt } from '../../../api/connection-contracts';
import { StatusBadge } from '../../../components/status-badge';
import { TableHead } from '../../../components/table-head';
import { useDuration } from '../../../hooks/use-duration';
import { useText } from '../../../hooks/use-text';
import { useCallWords } from './use-call-words';

/** The first status of an answer that says that something went wrong. */
const FIRST_FAILURE = 400;

const isAnswered = ({ status }: CallAttempt): boolean => status !== null && status < FIRST_FAILURE;

/** The requests that went out for one call, the first one first: what came back, how long it took and was waited for. */
export const AttemptTable = ({ attempts }: { attempts: CallAttempt[] }) => {
  const t = useText();
  const duration = useDuration();
  const words = useCallWords();
  const columns = [
    t('connections.calls.try'),
    t('connections.calls.answer'),
    t('connections.calls.waited'),
    t('deliveries.column.duration'),
  ];
  if (attempts.length === 0) {
    return <Typography textColor="neutral600">{t('connections.calls.no-tries')}</Typography>;
  }
  return (
    <Table colCount={columns.length} rowCount={attempts.length + 1}>
      <TableHead columns={columns} />
      <Tbody>
        {attempts.map((attempt, index) => (
          <Tr key={index}>
            <Td>
              <Typography textColor="neutral800">
                {t('attempt.number', { number: index + 1 })}
              </Typography>
            </Td>
            <Td>
              <StatusBadge variant={isAnswered(attempt) ? 'success' : 'danger'}>
                {words.attempt(attempt)}
              </StatusBadge>
            </Td>
            <Td>
              <Typography textColor="neutral800">
                {attempt.waitedMs > 0 ? duration(attempt.waitedMs) : '–'}
              </Typography>
            </Td>
            <Td>
              <Typography textColor="neutral800">{duration(attempt.durationMs)}</Typography>
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
};
