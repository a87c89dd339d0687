import { Th, Thead, Tr, Typography, VisuallyHidden } from '@strapi/design-system';

interface TableHeadProps {
  columns: string[];
  /** Of a last column that needs no heading to see: the buttons of a row. */
  hiddenColumn?: string | undefined;
}

/** The row of a table that names its columns. */
export const TableHead = ({ columns, hiddenColumn }: TableHeadProps) => (
  <Thead>
    <Tr>
      {columns.map((column) => (
        <Th key={column}>
          <Typography variant="sigma" textColor="neutral600">
            {column}
          </Typography>
        </Th>
      ))}
      {hiddenColumn !== undefined && (
        <Th>
          <VisuallyHidden>{hiddenColumn}</VisuallyHidden>
        </Th>
      )}
    </Tr>
  </Thead>
);
