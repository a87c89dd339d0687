import type { ApiClient } from '../../http/client/api-client';
import type { CallOptions } from '../../http/client/api-request';
import { apiPath } from './api-path';
import { recordsOf } from './records';

const SHEETS = 'https://sheets.googleapis.com/v4/spreadsheets';

export type SheetCell = string | number | boolean | null;
export type SheetRow = SheetCell[];

export interface SheetUpdate {
  updatedRange: string;
  updatedRows: number;
  updatedCells: number;
  [field: string]: unknown;
}

export interface GoogleEvent {
  id: string;
  status: string;
  summary?: string;
  /** A day (`date`) or a point in time (`dateTime`, ISO 8601). */
  start?: { date?: string; dateTime?: string; timeZone?: string };
  end?: { date?: string; dateTime?: string; timeZone?: string };
  updated: string;
  [field: string]: unknown;
}

/**
 * Rows of Google Sheets and events of Google Calendar. Ranges are in A1 notation: `Books!A2:D`. Cells are written as they
 * are; nothing in them is taken for a formula.
 *
 * @see https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values
 * @see https://developers.google.com/workspace/calendar/api/v3/reference/events/list
 */
export const googleConnector = (client: ApiClient) => {
  /** RAW: a text that begins with an equals sign stays a text, whoever wrote it. */
  const writing = (options?: CallOptions): CallOptions => ({
    ...options,
    query: { valueInputOption: 'RAW', ...options?.query },
  });

  return {
    /** Rows end with their last cell that is not empty; rows at the end that are empty are missing. */
    async readRows(
      spreadsheetId: string,
      range: string,
      options?: CallOptions,
    ): Promise<SheetRow[]> {
      const query = { valueRenderOption: 'UNFORMATTED_VALUE', ...options?.query };
      const { data } = await client.get<{ values?: SheetRow[] }>(valuesUrl(spreadsheetId, range), {
        ...options,
        query,
      });
      return data.values ?? [];
    },

    /** Below the table that is found in the range, in rows of their own. */
    async appendRows(
      spreadsheetId: string,
      range: string,
      rows: SheetRow[],
      options?: CallOptions,
    ): Promise<SheetUpdate> {
      const query = { insertDataOption: 'INSERT_ROWS', ...options?.query };
      const { data } = await client.post<{ updates: SheetUpdate }>(
        `${valuesUrl(spreadsheetId, range)}:append`,
        { values: rows },
        writing({ ...options, query }),
      );
      return data.updates;
    },

    /** Over what is in the range. A cell that is null stays as it is. */
    async updateRows(
      spreadsheetId: string,
      range: string,
      rows: SheetRow[],
      options?: CallOptions,
    ): Promise<SheetUpdate> {
      const url = valuesUrl(spreadsheetId, range);
      return (await client.put<SheetUpdate>(url, { values: rows }, writing(options))).data;
    },

    /**
     * @param calendarId `primary` for the account's own
     * @param options its query narrows the list: `{ timeMin: '2026-01-01T00:00:00Z', singleEvents: true }`
     */
    listEvents: (calendarId: string, options?: CallOptions) =>
      recordsOf(
        client.paginate<GoogleEvent>(apiPath`/calendar/v3/calendars/${calendarId}/events`, options),
      ),
  };
};

function valuesUrl(spreadsheetId: string, range: string): string {
  return SHEETS + apiPath`/${spreadsheetId}/values/${range}`;
}
