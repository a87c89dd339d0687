import { Flex, Link, Table, Tbody, Td, Tr, Typography } from '@strapi/design-system';
import { useIsDesktop } from '@strapi/strapi/admin';
import { Link as RouterLink, useNavigate } from 'react-router-dom';

import type { Run } from '../../../api/sync-contracts';
import { RelativeTime } from '../../../components/relative-time';
import { StatusBadge } from '../../../components/status-badge';
import { TableHead } from '../../../components/table-head';
import { useDuration } from '../../../hooks/use-duration';
import { useNow } from '../../../hooks/use-now';
import { useText } from '../../../hooks/use-text';
import { runAddress } from '../addresses';
import { useRunTitle } from '../run/use-run-title';
import { durationOf } from './duration-of';
import { ShortCounts } from './short-counts';
import { useRunWords } from './use-run-words';

interface RunRowProps {
  run: Run;
  isWide: boolean;
}

const RunRow = ({ run, isWide }: RunRowProps) => {
  const t = useText();
  const now = useNow();
  const navigate = useNavigate();
  const titleOf = useRunTitle();
  const duration = useDuration();
  const { variant, words } = useRunWords()(run);
  const address = runAddress(run.id);
  return (
    <Tr onClick={() => navigate(address)} style={{ cursor: 'pointer' }}>
      <Td>
        <Flex direction="column" alignItems="flex-start" maxWidth={isWide ? '24rem' : '16rem'}>
          <StatusBadge variant={variant}>{words}</StatusBadge>
          {run.error !== null && (
            <Typography
              variant="pi"
              textColor={
                run.state === 'failed' || run.state === 'stopped' ? 'danger600' : 'neutral600'
              }
              maxWidth="100%"
              ellipsis
              title={run.error}
            >
              {run.error}
            </Typography>
          )}
        </Flex>
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start">
          <Link
            tag={RouterLink}
            to={address}
            onClick={(click: React.MouseEvent) => click.stopPropagation()}
          >
            {titleOf(run)}
          </Link>
          <Typography variant="pi" textColor="neutral600">
            {t(`sync.run.cause.${run.cause}`)}
          </Typography>
          {!isWide && <RelativeTime at={run.startedAt} variant="pi" textColor="neutral600" />}
        </Flex>
      </Td>
      <Td>
        <ShortCounts run={run} />
      </Td>
      {isWide && (
        <>
          <Td>
            <RelativeTime at={run.startedAt} />
          </Td>
          <Td>
            <Typography textColor="neutral800">{duration(durationOf(run, now))}</Typography>
          </Td>
        </>
      )}
    </Tr>
  );
};

/** The runs of a job, a row each, the newest first. */
export const RunTable = ({ runs }: { runs: Run[] }) => {
  const t = useText();
  const isWide = useIsDesktop();
  const columns = [
    t('deliveries.column.state'),
    t('sync.runs.column.run'),
    t(isWide ? 'sync.runs.column.counts' : 'sync.runs.column.short-counts'),
    ...(isWide ? [t('deliveries.column.when'), t('deliveries.column.duration')] : []),
  ];
  return (
    <Table colCount={columns.length} rowCount={runs.length + 1}>
      <TableHead columns={columns} />
      <Tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} isWide={isWide} />
        ))}
      </Tbody>
    </Table>
  );
};
