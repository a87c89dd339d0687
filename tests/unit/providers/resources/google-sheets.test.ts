import { sheets } from '@googleapis/sheets';

import { withParameters } from '../../../../server/src/providers/resources/parameters';
import type { ResourceField } from '../../../../server/src/providers/resources/resource';
import { loopbackForFile } from '../../../support/loopback-sender';
import { clientAt, listed, resourceOf } from '../../../support/vendors/client-at';
import { SPREADSHEET, startGoogle } from '../../../support/vendors/google';

const { keep, senderWith } = loopbackForFile();

const rowsOf = (changes: Record<string, string> = {}) =>
  withParameters(resourceOf('google', 'rows'), {
    spreadsheetId: SPREADSHEET,
    range: 'Books',
    key: 'ISBN',
    ...changes,
  });

async function start() {
  const vendor = await keep(startGoogle());
  const { url, token } = vendor;
  const client = clientAt('google', {
    sender: senderWith(),
    baseUrl: url,
    token: `Bearer ${token}`,
    others: ['https://sheets.googleapis.com'],
  });
  const sdk = sheets({
    version: 'v4',
    rootUrl: `${url}/`,
    headers: { authorization: `Bearer ${token}` },
    // Its own comes as an ES module, which jest here does not load.
    fetchImplementation: fetch,
  });
  const values = async (range = 'Books!A1:D') =>
    (await sdk.spreadsheets.values.get({ spreadsheetId: SPREADSHEET, range })).data.values;
  return { ...vendor, client, sdk, values };
}

it('lists the rows below the headings, by the names of these, without empty ones', async () => {
  const { client, values } = await start();
  const { records, positions } = await listed(rowsOf(), client);
  expect(records).toEqual([
    { _id: '978-1', _row: 2, ISBN: '978-1', Title: 'Dune', 'Price_in_€': 12.5, In_stock: true },
    {
      _id: '978-2',
      _row: 3,
      ISBN: '978-2',
      Title: '=HYPERLINK("x")',
      'Price_in_€': 9,
      In_stock: false,
    },
    { _id: '978-3', _row: 5, ISBN: '978-3', Title: 'Emma', 'Price_in_€': '', In_stock: true },
  ]);
  expect(positions).toEqual([null]);
  expect(await values()).toHaveLength(5);
});

it('offers the columns, with types told from what is in them', async () => {
  const { client } = await start();
  const { fields } = rowsOf();
  expect(await (fields as (at: unknown) => Promise<ResourceField[]>)(client)).toEqual([
    { path: 'ISBN', label: 'ISBN', type: 'text', isCreateOnly: true },
    { path: 'Title', label: 'Title', type: 'text', isCreateOnly: false },
    { path: 'Price_in_€', label: 'Price in €', type: 'number', isCreateOnly: false },
    { path: 'In_stock', label: 'In stock', type: 'boolean', isCreateOnly: false },
  ]);
});

it('reads a part of a sheet, and a thousand rows at a time', async () => {
  const { client, books } = await start();
  const part = await listed(rowsOf({ range: 'Books!A1:B3' }), client);
  expect(part.records).toEqual([
    { _id: '978-1', _row: 2, ISBN: '978-1', Title: 'Dune' },
    { _id: '978-2', _row: 3, ISBN: '978-2', Title: '=HYPERLINK("x")' },
  ]);
  const table = rowsOf({ range: 'Books!A1:D1000' });
  const all = await listed(table, client);
  expect(all.positions).toEqual([null]);
  while (books.length < 999) books.push([]);
  books.push(['978-9', 'Last']);
  const { records } = await listed(table, client, { position: '500' });
  expect(records).toMatchObject([{ _id: '978-9', _row: 1_000 }]);
});

it('adds a row that Google’s library reads, and gives it a name where it has none', async () => {
  const { client, values } = await start();
  const rows = rowsOf();
  const made = await rows.create?.(client, { ISBN: '978-4', Title: '=1+1', In_stock: null }, {});
  expect(made).toMatchObject({ _id: '978-4', _row: 6, Title: '=1+1' });
  expect((await values())?.at(-1)?.slice(0, 2)).toEqual(['978-4', '=1+1']);
  const unnamed = (await rows.create?.(client, { Title: 'Emma' }, {})) as { _id: string };
  expect(unnamed._id).toMatch(/^[\da-f-]{36}$/);
  expect(await rows.get?.(client, unnamed._id)).toMatchObject({ Title: 'Emma', _row: 7 });
});

it('changes only the cells that it is told, as they are', async () => {
  const { client, values, requests } = await start();
  const changes = { ISBN: 'another', Title: null, In_stock: false };
  const changed = await rowsOf().update?.(client, '978-1', changes, {});
  expect(changed).toMatchObject({ _id: '978-1', Title: '', 'Price_in_€': 12.5, In_stock: false });
  expect((await values('Books!A2:D2'))?.[0]).toEqual(['978-1', '', 12.5, false]);
  expect(requests.find(({ method }) => method === 'PUT')?.query.get('valueInputOption')).toBe(
    'RAW',
  );
  expect(await rowsOf().update?.(client, '978-0', { Title: 'x' }, {})).toBeNull();
});

it('deletes the cells of a row, and moves up what is below', async () => {
  const { client, values } = await start();
  const rows = rowsOf();
  await rows.delete?.(client, '978-1', {});
  expect((await values())?.map(([isbn]) => isbn as string)).toEqual([
    'ISBN',
    '978-2',
    undefined,
    '978-3',
  ]);
  expect(await rows.get?.(client, '978-1')).toBeNull();
  await expect(rows.delete?.(client, '978-1', {})).resolves.toBeUndefined();
});

it('says so when the row was moved while it was written', async () => {
  const { client, books } = await start();
  client.use({
    beforeRequest(request) {
      if (request.method === 'PUT') books.splice(1, 0, ['978-0', 'Before']);
    },
  });
  await expect(rowsOf().update?.(client, '978-1', { Title: 'x' }, {})).rejects.toThrow(
    'rows of the sheet moved',
  );
});

it('does not go on where a row has no name, since it could not be told from one that is gone', async () => {
  const { client, books } = await start();
  books.push(['', 'Nameless']);
  await expect(listed(rowsOf(), client)).rejects.toThrow('Row 6 has no value in "ISBN"');
  const byStock = rowsOf({ key: 'In stock' });
  await expect(listed(byStock, client)).rejects.toThrow('Row 6 has no value in "In stock"');
});

it.each([
  [{ key: 'SKU' }, 'no column with the heading "SKU"'],
  [{ range: 'Books!A1:' }, 'is no range'],
  [{ range: 'Shelves' }, 'Unable to parse range'],
])('cannot be asked with %j', async (changes, message) => {
  const { client } = await start();
  await expect(
    listed(rowsOf(changes as unknown as Record<string, string>), client),
  ).rejects.toThrow(message);
});
