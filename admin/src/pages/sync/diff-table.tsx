import * as React from 'react';
import { Box, Button, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { useText } from '../../hooks/use-text';
import type { DiffRow } from './diff-rows';
import { FieldValue } from './field-value';
import { useSideWords } from './use-side-words';
import { valueText } from './value-text';

const FIRST_ROWS = 8;

/** A table in a card: the design system's own is a card of its own. */
const Table = styled.table`
  width: 100%;
  border-collapse: collapse;
  table-layout: fixed;

  th,
  td {
    padding: ${({ theme }) => `${theme.spaces[1]} ${theme.spaces[2]} ${theme.spaces[1]} 0`};
    text-align: left;
    vertical-align: top;
    overflow-wrap: anywhere;
  }
`;

interface DiffTableProps {
  /** What the table shows, for screen readers. */
  label: string;
  rows: DiffRow[];
  /** What is made anew has nothing before. */
  hasBefore: boolean;
  /** Of the other side, for rows that tell theirs. */
  serviceName?: string | null | undefined;
}

/** Fields as they were and as they are. */
export const DiffTable = ({ label, rows, hasBefore, serviceName }: DiffTableProps) => {
  const t = useText();
  const sideWords = useSideWords(serviceName);
  const [isWhole, setIsWhole] = React.useState(false);
  const shown = isWhole ? rows : rows.slice(0, FIRST_ROWS);
  const columns = [
    t('form.filter.field'),
    ...(hasBefore ? [t('sync.diff.before')] : []),
    t(hasBefore ? 'sync.diff.after' : 'form.filter.value'),
  ];
  if (rows.length === 0) return null;
  return (
    <Box>
      <Table aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                <Typography variant="sigma" textColor="neutral600">
                  {column}
                </Typography>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ field, side, before, after, isCut }) => {
            const isChanged = hasBefore && valueText(before) !== valueText(after);
            return (
              <tr key={`${side} ${field}`}>
                <th scope="row">
                  <Typography textColor="neutral800" fontWeight="semiBold">
                    {field}
                  </Typography>
                  {side && (
                    <Typography tag="p" variant="pi" textColor="neutral600">
                      {sideWords(side)}
                    </Typography>
                  )}
                  {isCut && (
                    <Typography tag="p" variant="pi" textColor="neutral600">
                      {t('sync.diff.cut')}
                    </Typography>
                  )}
                </th>
                {hasBefore && (
                  <td>
                    <FieldValue value={before} textColor="neutral600" />
                  </td>
                )}
                <td>
                  <FieldValue value={after} {...(isChanged && { fontWeight: 'semiBold' })} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </Table>
      {rows.length > shown.length && (
        <Button type="button" variant="ghost" size="S" onClick={() => setIsWhole(true)}>
          {t('sync.diff.more', { count: rows.length - shown.length })}
        </Button>
      )}
    </Box>
  );
};
