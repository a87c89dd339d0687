import * as React from 'react';
import { Table, Tbody } from '@strapi/design-system';
import { useIsDesktop } from '@strapi/strapi/admin';

import type { SourceListItem } from '../../../../api/incoming-contracts';
import { TableHead } from '../../../../components/table-head';
import { useRights } from '../../../../hooks/use-rights';
import { useText } from '../../../../hooks/use-text';
import { DeleteSource } from '../delete-source';
import { SourceRow } from './source-row';

/** The sources, a row each. */
export const SourceTable = ({ sources }: { sources: SourceListItem[] }) => {
  const t = useText();
  const isWide = useIsDesktop();
  const { canWriteSources } = useRights();
  const [deleted, setDeleted] = React.useState<SourceListItem>();
  const columns = [
    t('incoming.list.column.source'),
    ...(isWide ? [t('incoming.list.column.last')] : []),
    t('list.column.rate'),
    t('incoming.list.column.open'),
    t('list.column.active'),
  ];

  return (
    <>
      <Table colCount={columns.length + 1} rowCount={sources.length + 1}>
        <TableHead
          columns={columns}
          hiddenColumn={canWriteSources ? t('list.column.actions') : undefined}
        />
        <Tbody>
          {sources.map((source) => (
            <SourceRow
              key={source.id}
              source={source}
              isWide={isWide}
              onDelete={() => setDeleted(source)}
            />
          ))}
        </Tbody>
      </Table>
      {deleted && <DeleteSource source={deleted} onClose={() => setDeleted(undefined)} />}
    </>
  );
};
