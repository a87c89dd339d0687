import { ParameterError } from './parameters';

/** A rectangle of cells, counted from 1. */
export interface SheetRange {
  /** Null for the first sheet of the spreadsheet. */
  title: string | null;
  firstColumn: number;
  firstRow: number;
  /** Null where it goes on to the end. */
  lastColumn: number | null;
  lastRow: number | null;
}

const CELLS = /^([A-Z]{1,3})([1-9]\d{0,7})?:([A-Z]{1,3})([1-9]\d{0,7})?$/i;
const CELL = /^([A-Z]{1,3})([1-9]\d{0,7})$/i;
const ROWS = /^([1-9]\d{0,7}):([1-9]\d{0,7})$/;

/**
 * Reads A1 notation: `Books`, `Books!A1:F`, `'My books'!B3:F200`, `A:F`.
 *
 * @throws {ParameterError} for anything else
 * @see https://developers.google.com/workspace/sheets/api/guides/concepts#cell
 */
export function parseRange(text: string): SheetRange {
  const at = text.lastIndexOf('!');
  const isTitle = at < 0 && !CELLS.test(text) && !ROWS.test(text);
  const title = isTitle ? unquoted(text) : at < 0 ? null : unquoted(text.slice(0, at));
  const cells = isTitle ? null : text.slice(at + 1).replace(CELL, '$&:$&');
  if (title === '') throw unreadable(text);
  if (cells === null) {
    return { title, firstColumn: 1, firstRow: 1, lastColumn: null, lastRow: null };
  }
  const rows = ROWS.exec(cells);
  if (rows) {
    const [firstRow, lastRow] = [Number(rows[1]), Number(rows[2])];
    return ordered({ title, firstColumn: 1, firstRow, lastColumn: null, lastRow }, text);
  }
  const [, firstColumn, firstRow = '1', lastColumn, lastRow] = CELLS.exec(cells) ?? [];
  if (firstColumn === undefined || lastColumn === undefined) throw unreadable(text);
  const range = {
    title,
    firstColumn: columnNumber(firstColumn),
    firstRow: Number(firstRow),
    lastColumn: columnNumber(lastColumn),
    lastRow: lastRow === undefined ? null : Number(lastRow),
  };
  return ordered(range, text);
}

/** A1 notation of a range; where it has no last column, of whole rows, or of the whole sheet. */
export function rangeText({
  title,
  firstColumn,
  firstRow,
  lastColumn,
  lastRow,
}: SheetRange): string {
  const quoted = title === null ? '' : `'${title.replaceAll("'", "''")}'`;
  if (lastColumn === null && lastRow === null) return quoted;
  const sheet = title === null ? '' : `${quoted}!`;
  if (lastColumn === null) return `${sheet}${firstRow}:${lastRow}`;
  return `${sheet}${columnLetters(firstColumn)}${firstRow}:${columnLetters(lastColumn)}${lastRow ?? ''}`;
}

function ordered(range: SheetRange, text: string): SheetRange {
  const { firstColumn, firstRow, lastColumn, lastRow } = range;
  const isOrdered = firstColumn <= (lastColumn ?? Infinity) && firstRow <= (lastRow ?? Infinity);
  if (!isOrdered) throw unreadable(text);
  return range;
}

/** A is 1, Z is 26, AA is 27. */
function columnNumber(letters: string): number {
  return [...letters.toUpperCase()].reduce(
    (sum, letter) => sum * 26 + letter.charCodeAt(0) - 64,
    0,
  );
}

function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest > 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}

const unquoted = (title: string) =>
  /^'.*'$/s.test(title) ? title.slice(1, -1).replaceAll("''", "'") : title;

const unreadable = (text: string) =>
  new ParameterError(`"${text}" is no range. Write the name of a sheet, or Books!A1:F.`);
