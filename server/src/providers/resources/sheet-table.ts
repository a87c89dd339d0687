import type { ApiClient } from '../../http/client/api-client';
import { apiPath } from '../connectors/api-path';
import type { SheetCell, SheetRow } from '../connectors/google';
import { ParameterError, parameterOf } from './parameters';
import type { ParameterValues } from './resource';
import { parseRange, rangeText, type SheetRange } from './sheet-range';

const SHEETS = 'https://sheets.googleapis.com/v4/spreadsheets';
/** A whole sheet in one answer. Google has no more than ten million cells in a spreadsheet. */
const MOST_BYTES = 64 * 1024 * 1024;
/** As they are, and dates as the sheet shows them, where they would be days since 1899. */
const PLAIN = { valueRenderOption: 'UNFORMATTED_VALUE', dateTimeRenderOption: 'FORMATTED_STRING' };

export interface SheetColumn {
  /** Its place in the rows of the table, from 0. */
  index: number;
  heading: string;
  /** The heading as a name that a path can hold: without spaces, dots and brackets. */
  key: string;
}

/** A table in a sheet: a row of headings, and below it the rows. */
export interface SheetTable {
  spreadsheetId: string;
  /** All of it, the headings included, as far as its columns go. */
  range: SheetRange & { lastColumn: number };
  columns: SheetColumn[];
  /** The column that names the rows. */
  keyColumn: SheetColumn;
}

/** A row and its number in the sheet. */
export interface NumberedRow {
  number: number;
  cells: SheetRow;
}

/**
 * Reads the headings of a table.
 *
 * @throws {ParameterError} where the range is none, or has no column that is headed like the key
 */
export async function openTable(
  client: ApiClient,
  parameters: ParameterValues | undefined,
): Promise<SheetTable> {
  const spreadsheetId = parameterOf(parameters, 'spreadsheetId');
  const asked = parseRange(parameterOf(parameters, 'range'));
  const headings = { ...asked, lastRow: asked.firstRow };
  const { range, values } = await readValues(client, spreadsheetId, rangeText(headings));
  return tableOf(spreadsheetId, asked, range, values[0] ?? [], parameterOf(parameters, 'key'));
}

/** The headings and all rows at once, for what has to be found among them. */
export async function readTable(
  client: ApiClient,
  parameters: ParameterValues | undefined,
): Promise<{ table: SheetTable; rows: NumberedRow[] }> {
  const spreadsheetId = parameterOf(parameters, 'spreadsheetId');
  const asked = parseRange(parameterOf(parameters, 'range'));
  const { range, values } = await readValues(client, spreadsheetId, rangeText(asked));
  const [headings = [], ...rows] = values;
  const key = parameterOf(parameters, 'key');
  return {
    table: tableOf(spreadsheetId, asked, range, headings, key),
    rows: rows.map((cells, index) => ({ number: asked.firstRow + 1 + index, cells })),
  };
}

/** The rows from one number to another. Google leaves out what is empty at the end. */
export async function readRows(
  client: ApiClient,
  { spreadsheetId, range }: SheetTable,
  firstRow: number,
  lastRow: number,
  signal: AbortSignal | undefined,
): Promise<NumberedRow[]> {
  const text = rangeText({ ...range, firstRow, lastRow });
  const { values } = await readValues(client, spreadsheetId, text, signal);
  return values.map((cells, index) => ({ number: firstRow + index, cells }));
}

interface SheetProperties {
  sheetId: number;
  title: string;
  gridProperties?: { rowCount?: number };
}

/** The sheet that a table is in, with its number of rows, the empty ones at the end included. */
export async function sheetOf(
  client: ApiClient,
  { spreadsheetId, range }: SheetTable,
): Promise<{ sheetId: number; rowCount: number }> {
  const fields = 'sheets.properties(sheetId,title,gridProperties.rowCount)';
  const { data } = await client.get<{ sheets: { properties: SheetProperties }[] }>(
    SHEETS + apiPath`/${spreadsheetId}`,
    { query: { fields }, cache: false },
  );
  const found = data.sheets.find(({ properties }) => properties.title === range.title);
  if (!found) throw new ParameterError(`The spreadsheet has no sheet "${range.title}".`);
  const { sheetId, gridProperties } = found.properties;
  return { sheetId, rowCount: gridProperties?.rowCount ?? 0 };
}

export const valuesUrl = (spreadsheetId: string, range: string) =>
  SHEETS + apiPath`/${spreadsheetId}/values/${range}`;
export const batchUpdateUrl = (spreadsheetId: string) =>
  `${SHEETS}${apiPath`/${spreadsheetId}`}:batchUpdate`;

async function readValues(
  client: ApiClient,
  spreadsheetId: string,
  range: string,
  signal?: AbortSignal,
): Promise<{ range: string; values: SheetRow[] }> {
  const { data } = await client.get<{ range: string; values?: SheetRow[] }>(
    valuesUrl(spreadsheetId, range),
    { query: PLAIN, cache: false, maxResponseBytes: MOST_BYTES, ...(signal && { signal }) },
  );
  return { range: data.range, values: data.values ?? [] };
}

function tableOf(
  spreadsheetId: string,
  asked: SheetRange,
  answered: string,
  headings: readonly SheetCell[],
  key: string,
): SheetTable {
  // Google names the sheet that was meant, and its last column.
  const { title, lastColumn } = parseRange(answered);
  const columns = columnsOf(headings);
  const keyColumn = columns.find(({ heading }) => heading === key);
  if (!keyColumn) throw new ParameterError(`The table has no column with the heading "${key}".`);
  const last = lastColumn ?? asked.firstColumn + headings.length - 1;
  const range = { ...asked, title, lastColumn: last };
  return { spreadsheetId, range, columns, keyColumn };
}

/** Names that a record has besides its cells. */
const RESERVED = ['_id', '_row'];

/** Columns without a heading are none of the table; of two with the same one, the second gets a number. */
function columnsOf(headings: readonly SheetCell[]): SheetColumn[] {
  const taken = new Set(RESERVED);
  return headings.flatMap((cell, index) => {
    const heading = String(cell ?? '').trim();
    if (heading === '') return [];
    const name = heading.replace(/[\s.[\]]+/g, '_').slice(0, 200);
    // Numbers are places in lists, and some names every object inherits.
    const base = /^\d+$/.test(name) || name in Object.prototype ? `_${name}` : name;
    let key = base;
    for (let n = 2; taken.has(key); n += 1) key = `${base}_${n}`;
    taken.add(key);
    return [{ index, heading, key }];
  });
}
