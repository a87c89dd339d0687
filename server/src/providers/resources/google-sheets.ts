import { randomUUID } from 'node:crypto';

import type { ApiClient } from '../../http/client/api-client';
import { ApiError } from '../../http/client/api-error';
import { defineResource, type ParameterValues, type ResourceField } from './resource';
import { rangeText } from './sheet-range';
import { cellsOf, idOf, isFilled, recordOf, rowOf, typeOf, type Written } from './sheet-record';
import {
  batchUpdateUrl,
  openTable,
  readRows,
  readTable,
  sheetOf,
  type SheetTable,
  valuesUrl,
} from './sheet-table';

const PAGE_ROWS = 1_000;
/** Rows that the types of columns are told from. */
const SAMPLE_ROWS = 50;
/** Cells are stored as they are: a text that begins with an equals sign is no formula, whoever wrote it. */
const WRITTEN = {
  valueInputOption: 'RAW',
  includeValuesInResponse: true,
  responseValueRenderOption: 'UNFORMATTED_VALUE',
  responseDateTimeRenderOption: 'FORMATTED_STRING',
};

/**
 * Rows of a table in a spreadsheet. The first row of the range has the headings, and a column that the job names tells the
 * rows apart: rows have no id of their own, and move. A new row without a value there gets one. Between the reading of a
 * row's place and the writing, somebody may move it; what was written is then looked at, and it is said.
 *
 * @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values
 */
export const sheetRows = defineResource({
  id: 'rows',
  name: 'Sheet rows',
  parameters: [
    {
      name: 'spreadsheetId',
      label: 'Spreadsheet',
      isRequired: true,
      description: 'Its id: what stands between /d/ and /edit in its address',
    },
    {
      name: 'range',
      label: 'Range',
      isRequired: true,
      description:
        'The sheet, or a part of it, with the headings in its first row: Books, Books!A1:F',
    },
    {
      name: 'key',
      label: 'Key column',
      isRequired: true,
      description: 'The heading of the column whose value names a row and never changes',
    },
  ],
  idPath: '_id',

  async fields(client, parameters) {
    const table = await openTable(client, parameters);
    const { firstRow } = table.range;
    const { rowCount } = await sheetOf(client, table);
    const last = Math.min(endOf(table, rowCount), firstRow + SAMPLE_ROWS);
    const sample =
      last > firstRow ? await readRows(client, table, firstRow + 1, last, undefined) : [];
    return table.columns.map((column): ResourceField => ({
      path: column.key,
      label: column.heading,
      type: typeOf(sample.map(({ cells }) => cells[column.index])),
      isCreateOnly: column === table.keyColumn,
    }));
  },

  async *list(client, { parameters, position, signal }) {
    const table = await openTable(client, parameters);
    const { rowCount } = await sheetOf(client, table);
    const end = endOf(table, rowCount);
    let first = position === undefined ? table.range.firstRow + 1 : Number(position);
    do {
      const last = Math.min(first + PAGE_ROWS - 1, end);
      const rows = first <= last ? await readRows(client, table, first, last, signal) : [];
      first = last + 1;
      const records = rows.filter(isFilled).map((row) => recordOf(table, row));
      yield { records, position: first <= end ? String(first) : null };
    } while (first <= end);
  },

  async get(client, id, options) {
    const { table, row } = await find(client, id, options?.parameters);
    return row ? recordOf(table, row) : null;
  },

  async create(client, record, { parameters }) {
    const table = await openTable(client, parameters);
    const cells = cellsOf(table, record);
    const { index } = table.keyColumn;
    if ((cells[index] ?? '') === '') cells[index] = randomUUID();
    const { data } = await client.post<{ updates: { updatedData: Written } }>(
      `${valuesUrl(table.spreadsheetId, rangeText(table.range))}:append`,
      { values: [cells] },
      { query: { ...WRITTEN, insertDataOption: 'INSERT_ROWS' } },
    );
    return recordOf(table, rowOf(data.updates.updatedData));
  },

  async update(client, id, changes, { parameters }) {
    const { table, row } = await find(client, id, parameters);
    if (!row) return null;
    const { number } = row;
    const place = rangeText({ ...table.range, firstRow: number, lastRow: number });
    const cells = cellsOf(table, changes);
    cells[table.keyColumn.index] = null;
    const { data } = await client.put<{ updatedData: Written }>(
      valuesUrl(table.spreadsheetId, place),
      { values: [cells] },
      { query: WRITTEN },
    );
    const written = rowOf(data.updatedData);
    if (idOf(table, written) !== id) throw moved(id, number);
    return recordOf(table, written);
  },

  async delete(client, id, { parameters }) {
    const { table, row } = await find(client, id, parameters);
    if (!row) return;
    const { firstColumn, lastColumn } = table.range;
    const { sheetId } = await sheetOf(client, table);
    const range = {
      sheetId,
      startRowIndex: row.number - 1,
      endRowIndex: row.number,
      startColumnIndex: firstColumn - 1,
      endColumnIndex: lastColumn,
    };
    const requests = [{ deleteRange: { range, shiftDimension: 'ROWS' } }];
    await client.post(batchUpdateUrl(table.spreadsheetId), { requests });
  },
});

async function find(client: ApiClient, id: string, parameters: ParameterValues | undefined) {
  const { table, rows } = await readTable(client, parameters);
  return { table, row: rows.find((row) => idOf(table, row) === id) ?? null };
}

function endOf({ range }: SheetTable, rowCount: number): number {
  return Math.min(range.lastRow ?? rowCount, rowCount);
}

function moved(id: string, number: number): ApiError {
  return new ApiError({
    code: 'response-malformed',
    message: `While row ${number} was written, rows of the sheet moved, and it is no longer "${id}". Look at that row.`,
  });
}
