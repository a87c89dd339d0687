import { ApiError } from '../../http/client/api-error';
import type { SheetCell, SheetRow } from '../connectors/google';
import type { ResourceField } from './resource';
import { parseRange } from './sheet-range';
import type { NumberedRow, SheetTable } from './sheet-table';

/** Cells as Google answers them once they are written. */
export interface Written {
  range: string;
  values?: SheetRow[];
}

/** What names a row; empty where nothing does. */
export const idOf = ({ keyColumn }: SheetTable, { cells }: NumberedRow) =>
  String(cells[keyColumn.index] ?? '');

export const isFilled = ({ cells }: NumberedRow) =>
  cells.some((cell) => cell !== null && cell !== '');

/** @throws {ApiError} for a row that nothing names: it could be neither found again nor told from one that is gone */
export function recordOf(table: SheetTable, row: NumberedRow): Record<string, unknown> {
  const id = idOf(table, row);
  if (id === '') {
    throw new ApiError({
      code: 'response-malformed',
      message: `Row ${row.number} has no value in "${table.keyColumn.heading}", by which rows are known.`,
    });
  }
  const cells = table.columns.map(({ key, index }) => [key, row.cells[index] ?? null] as const);
  return { ...Object.fromEntries(cells), _id: id, _row: row.number };
}

/** Null leaves a cell as it is, and an empty text clears it. */
export function cellsOf({ columns, range }: SheetTable, record: object): SheetRow {
  const cells: SheetRow = Array.from(
    { length: range.lastColumn - range.firstColumn + 1 },
    () => null,
  );
  for (const { key, index } of columns) {
    if (Object.hasOwn(record, key)) cells[index] = cellOf((record as Record<string, unknown>)[key]);
  }
  return cells;
}

function cellOf(value: unknown): SheetCell {
  if (value === null || value === undefined) return '';
  const isPlain = ['string', 'number', 'boolean'].includes(typeof value);
  return isPlain ? (value as SheetCell) : JSON.stringify(value);
}

/** The one row that was written. */
export function rowOf({ range, values }: Written): NumberedRow {
  return { number: parseRange(range).firstRow, cells: values?.[0] ?? [] };
}

/** The type that all filled cells of a column have in common; text where they have none. */
export function typeOf(cells: readonly (SheetCell | undefined)[]): ResourceField['type'] {
  const filled = cells.filter((cell) => cell !== undefined && cell !== null && cell !== '');
  const types = new Set(filled.map((cell) => typeof cell));
  if (types.size !== 1) return 'text';
  return types.has('number') ? 'number' : types.has('boolean') ? 'boolean' : 'text';
}
