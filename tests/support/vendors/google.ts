import {
  startVendor,
  Refusal,
  type Vendor,
  type VendorAnswer,
  type VendorRequest,
} from './vendor-server';

type Cell = string | number | boolean;

export const SPREADSHEET = 'sheet-1';
export const CALENDAR = 'team@example.com';

interface Event {
  id: string;
  status: string;
  updated: string;
  [field: string]: unknown;
}

interface Grid {
  title: string;
  /** Rows and columns from 1. */
  top: number;
  left: number;
  bottom: number;
  right: number;
}

const COLUMNS = 8;

/** A spreadsheet whose sheet "Books" has a table, and a calendar with 260 events, one of which was deleted. */
export async function startGoogle(): Promise<Vendor & { token: string; books: Cell[][] }> {
  const token = 'ya29.resources';
  const books: Cell[][] = [
    ['ISBN', 'Title', 'Price in €', 'In stock'],
    ['978-1', 'Dune', 12.5, true],
    ['978-2', '=HYPERLINK("x")', 9, false],
    [],
    ['978-3', 'Emma', '', true],
  ];
  let rowCount = 1_000;
  const events: Event[] = Array.from({ length: 260 }, (_, n) => ({
    id: `event${n}`,
    status: n === 7 ? 'cancelled' : 'confirmed',
    summary: `Event ${n}`,
    updated: new Date(Date.UTC(2026, 9, 1, 0, n)).toISOString(),
    start: { dateTime: '2026-10-02T09:00:00+02:00', timeZone: 'Europe/Berlin' },
    end: { dateTime: '2026-10-02T10:00:00+02:00', timeZone: 'Europe/Berlin' },
  }));

  const gridOf = (text: string): Grid => {
    const [, quoted, plain, cells = ''] =
      /^(?:'((?:[^']|'')+)'|([^!]+))(?:!(.+))?$/.exec(text) ?? [];
    const title = quoted?.replaceAll("''", "'") ?? plain ?? '';
    if (title !== 'Books') throw refuse(400, `Unable to parse range: ${text}`);
    const whole = { title, top: 1, left: 1, bottom: rowCount, right: COLUMNS };
    if (cells === '') return whole;
    const rows = /^(\d+):(\d+)$/.exec(cells);
    if (rows) return { ...whole, top: Number(rows[1]), bottom: Number(rows[2]) };
    const [, c1, r1, c2, r2] = /^([A-Z]+)(\d+)?(?::([A-Z]+)(\d+)?)?$/.exec(cells) ?? [];
    if (c1 === undefined) throw refuse(400, `Unable to parse range: ${text}`);
    const [left, top] = [columnOf(c1), Number(r1 ?? 1)];
    if (top > rowCount || left > COLUMNS) {
      const limits = `Max rows: ${rowCount}, max columns: ${COLUMNS}`;
      throw refuse(400, `Range (${text}) exceeds grid limits. ${limits}`);
    }
    const right = Math.min(c2 === undefined ? left : columnOf(c2), COLUMNS);
    const bottom = c2 === undefined ? top : Math.min(Number(r2 ?? rowCount), rowCount);
    return { title, top, left, bottom, right };
  };
  const read = (grid: Grid) => {
    const rows = books
      .slice(grid.top - 1, grid.bottom)
      .map((row) => withoutEmptyEnd(row.slice(grid.left - 1, grid.right)));
    while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop();
    return {
      range: textOf(grid),
      majorDimension: 'ROWS',
      ...(rows.length > 0 && { values: rows }),
    };
  };
  const write = ({ top, left, title }: Grid, cells: (Cell | null)[]) => {
    while (books.length < top) books.push([]);
    const row = books[top - 1]!;
    cells.forEach((cell, n) => {
      while (row.length < left + n) row.push('');
      if (cell !== null) row[left - 1 + n] = cell;
    });
    return { title, top, left, bottom: top, right: left + cells.length - 1 };
  };

  const calendarOf = ({ params }: VendorRequest) => {
    if (params.calendar !== CALENDAR) throw refuse(404, 'Not Found', 'notFound');
    return events;
  };
  const eventOf = (request: VendorRequest) => {
    const event = calendarOf(request).find(({ id }) => id === request.params.id);
    if (!event) throw refuse(404, 'Not Found', 'notFound');
    return event;
  };
  const CALENDARS = '/calendar/v3/calendars/{calendar}/events';

  const routes: Record<string, (request: VendorRequest) => VendorAnswer> = {
    'GET /v4/spreadsheets/{id}': ({ params }) => {
      if (params.id !== SPREADSHEET) throw refuse(404, 'Requested entity was not found.');
      const gridProperties = { rowCount, columnCount: COLUMNS };
      return {
        body: { sheets: [{ properties: { sheetId: 77, title: 'Books', gridProperties } }] },
      };
    },
    'POST /v4/spreadsheets/{id}/values/{range}:append': ({ params, query, body }) => {
      requireRaw(query);
      const [cells = []] = (JSON.parse(body) as { values: (Cell | null)[][] }).values;
      const { title, left } = gridOf(params.range!);
      const written = write({ title, left, top: books.length + 1, bottom: 0, right: 0 }, cells);
      rowCount += 1;
      const range = textOf(written);
      const updates = { updatedRange: range, updatedRows: 1, updatedData: read(written) };
      return { body: { spreadsheetId: SPREADSHEET, tableRange: range, updates } };
    },
    'GET /v4/spreadsheets/{id}/values/{range}': ({ params }) => {
      if (params.id !== SPREADSHEET) throw refuse(404, 'Requested entity was not found.');
      return { body: read(gridOf(params.range!)) };
    },
    'PUT /v4/spreadsheets/{id}/values/{range}': ({ params, query, body }) => {
      requireRaw(query);
      const [cells = []] = (JSON.parse(body) as { values: (Cell | null)[][] }).values;
      const written = write(gridOf(params.range!), cells);
      return {
        body: { updatedRange: textOf(written), updatedRows: 1, updatedData: read(written) },
      };
    },
    'POST /v4/spreadsheets/{id}:batchUpdate': ({ body }) => {
      const { requests } = JSON.parse(body) as {
        requests: {
          deleteRange: {
            range: { sheetId: number; startRowIndex: number; endRowIndex: number };
            shiftDimension: string;
          };
        }[];
      };
      for (const { deleteRange } of requests) {
        const { sheetId, startRowIndex, endRowIndex } = deleteRange.range;
        if (sheetId !== 77 || deleteRange.shiftDimension !== 'ROWS') throw refuse(400, 'Invalid.');
        books.splice(startRowIndex, endRowIndex - startRowIndex);
      }
      return { body: { spreadsheetId: SPREADSHEET, replies: [{}] } };
    },

    [`GET ${CALENDARS}`]: (request) => {
      const { query } = request;
      const updatedMin = query.get('updatedMin');
      if (updatedMin && Date.parse(updatedMin) < Date.UTC(2026, 8, 1)) {
        const message = 'The requested minimum modification time lies too far in the past.';
        throw refuse(410, message, 'updatedMinTooLongAgo');
      }
      const some = calendarOf(request).filter(({ updated, status }) =>
        updatedMin ? updated >= updatedMin : status !== 'cancelled',
      );
      const start = Number(query.get('pageToken') ?? 0);
      const end = start + Number(query.get('maxResults') ?? 250);
      const nextPageToken = end < some.length ? String(end) : undefined;
      return { body: { kind: 'calendar#events', items: some.slice(start, end), nextPageToken } };
    },
    [`GET ${CALENDARS}/{id}`]: (request) => ({ body: eventOf(request) }),
    [`POST ${CALENDARS}`]: (request) => {
      const fields = JSON.parse(request.body) as Record<string, unknown>;
      if (!fields.start) throw refuse(400, 'Missing start time.', 'required');
      const updated = '2026-11-01T00:00:00.000Z';
      const event = { id: `event${events.length}`, status: 'confirmed', updated, ...fields };
      calendarOf(request).push(event);
      return { body: event };
    },
    [`PATCH ${CALENDARS}/{id}`]: (request) => {
      const changes = JSON.parse(request.body) as Record<string, unknown>;
      return { body: Object.assign(eventOf(request), changes) };
    },
    [`DELETE ${CALENDARS}/{id}`]: (request) => {
      const event = eventOf(request);
      if (event.status === 'cancelled') throw refuse(410, 'Resource has been deleted', 'deleted');
      event.status = 'cancelled';
      return { status: 204 };
    },
  };
  const gated = Object.entries(routes).map(([route, answer]) => [
    route,
    (request: VendorRequest) =>
      request.headers.authorization === `Bearer ${token}`
        ? answer(request)
        : errorOf(401, 'Request had invalid authentication credentials.', 'authError'),
  ]);
  return { ...(await startVendor(Object.fromEntries(gated))), token, books };
}

function requireRaw(query: URLSearchParams): void {
  if (query.get('valueInputOption') === null) {
    throw refuse(400, "'valueInputOption' is required but not specified");
  }
}

const errorOf = (code: number, message: string, reason = 'badRequest'): VendorAnswer => ({
  status: code,
  body: { error: { code, message, errors: [{ domain: 'global', reason, message }] } },
});

const refuse = (code: number, message: string, reason?: string) =>
  new Refusal(errorOf(code, message, reason));

function withoutEmptyEnd(row: Cell[]): Cell[] {
  const cells = [...row];
  while (cells.at(-1) === '') cells.pop();
  return cells;
}

const columnOf = (letters: string) =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

const letter = (column: number) => String.fromCharCode(64 + column);

/** One cell is named once, as Google does it. */
function textOf({ title, top, left, bottom, right }: Grid): string {
  const [first, last] = [`${letter(left)}${top}`, `${letter(right)}${bottom}`];
  return first === last ? `${title}!${first}` : `${title}!${first}:${last}`;
}
