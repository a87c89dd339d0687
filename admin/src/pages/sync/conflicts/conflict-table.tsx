import { Flex, Table, Tbody, Td, TextButton, Tr, Typography } from '@strapi/design-system';
import { useIsDesktop } from '@strapi/strapi/admin';

import type { Conflict } from '../../../api/sync-contracts';
import { ForeignText } from '../../../components/foreign-text';
import { RelativeTime } from '../../../components/relative-time';
import { StatusBadge } from '../../../components/status-badge';
import { TableHead } from '../../../components/table-head';
import { useText } from '../../../hooks/use-text';
import { useConflictWords } from './use-conflict-words';

interface RowProps {
  conflict: Conflict;
  hasJob: boolean;
  isWide: boolean;
  onOpen: () => void;
}

const ConflictRow = ({ conflict, hasJob, isWide, onOpen }: RowProps) => {
  const { variant, words, about } = useConflictWords()(conflict);
  return (
    <Tr onClick={onOpen} style={{ cursor: 'pointer' }}>
      <Td>
        <StatusBadge variant={variant}>{words}</StatusBadge>
      </Td>
      <Td>
        {/* The row opens as well, for the pointer. */}
        <TextButton
          type="button"
          onClick={(event: React.MouseEvent) => {
            event.stopPropagation();
            onOpen();
          }}
        >
          <ForeignText>{conflict.externalId}</ForeignText>
        </TextButton>
        {!isWide && hasJob && (
          <Typography tag="p" variant="pi" textColor="neutral600">
            {conflict.jobName}
          </Typography>
        )}
        {!isWide && <RelativeTime at={conflict.createdAt} variant="pi" textColor="neutral600" />}
      </Td>
      {isWide && hasJob && (
        <Td>
          <Typography textColor="neutral800">{conflict.jobName}</Typography>
        </Td>
      )}
      <Td>
        <Flex maxWidth={{ initial: '14rem', large: '24rem' }}>
          <Typography textColor="neutral800" ellipsis title={about}>
            {about}
          </Typography>
        </Flex>
      </Td>
      {isWide && (
        <Td>
          <RelativeTime at={conflict.createdAt} />
        </Td>
      )}
    </Tr>
  );
};

interface ConflictTableProps {
  conflicts: Conflict[];
  /** Whether to say which job each is of. */
  hasJob: boolean;
  onOpen: (id: number) => void;
}

/** Conflicts, a row each, the newest first. */
export const ConflictTable = ({ conflicts, hasJob, onOpen }: ConflictTableProps) => {
  const t = useText();
  const isWide = useIsDesktop();
  const columns = [
    t('deliveries.column.state'),
    t('sync.conflicts.column.record'),
    ...(isWide && hasJob ? [t('sync.list.column.job')] : []),
    t('sync.conflicts.column.about'),
    ...(isWide ? [t('deliveries.column.when')] : []),
  ];
  return (
    <Table colCount={columns.length} rowCount={conflicts.length + 1}>
      <TableHead columns={columns} />
      <Tbody>
        {conflicts.map((conflict) => (
          <ConflictRow
            key={conflict.id}
            conflict={conflict}
            hasJob={hasJob}
            isWide={isWide}
            onOpen={() => onOpen(conflict.id)}
          />
        ))}
      </Tbody>
    </Table>
  );
};
