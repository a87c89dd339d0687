import { Table, Tbody } from '@strapi/design-system';
import { useIsDesktop } from '@strapi/strapi/admin';

import type { JobListItem } from '../../../api/sync-contracts';
import { TableHead } from '../../../components/table-head';
import { useRights } from '../../../hooks/use-rights';
import { useText } from '../../../hooks/use-text';
import { JobRow } from './job-row';

/** The sync jobs, a row each. */
export const JobTable = ({ jobs }: { jobs: JobListItem[] }) => {
  const t = useText();
  const isWide = useIsDesktop();
  const { canRunSync } = useRights();
  const columns = [
    t('sync.list.column.job'),
    ...(isWide ? [t('sync.list.column.when'), t('connections.status')] : []),
    t('sync.list.column.last'),
  ];
  return (
    <Table colCount={columns.length + 1} rowCount={jobs.length + 1}>
      <TableHead
        columns={columns}
        hiddenColumn={canRunSync ? t('list.column.actions') : undefined}
      />
      <Tbody>
        {jobs.map((job) => (
          <JobRow key={job.id} job={job} isWide={isWide} />
        ))}
      </Tbody>
    </Table>
  );
};
