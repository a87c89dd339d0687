import type { ApiResponse } from '../../../../server/src/http/client/api-request';
import type { Paging } from '../../../../server/src/http/client/api-rules';
import { type PageOptions, readPages } from '../../../../server/src/http/client/read-pages';

const byNumber: Paging = { style: 'page', recordsPath: '', pageParam: 'page', firstPage: 1 };

/** Reads a listing whose pages are made by their number. */
async function read(recordsAt: (page: number) => unknown[], options: PageOptions = {}) {
  const get = (_path: string, { query }: PageOptions) =>
    Promise.resolve({
      data: recordsAt(Number(query?.page)),
      headers: {},
      url: new URL('https://api.example.com/items'),
    } as unknown as ApiResponse);
  const ownParams = () => Promise.resolve([]);
  let pages = 0;
  try {
    const listing = readPages('/items', { ...options, paging: byNumber }, { get, ownParams });
    for await (const _page of listing) pages += 1;
    return { pages, error: null };
  } catch (error) {
    return { pages, error: (error as Error).message };
  }
}

test('a listing that does not end is ended after ten thousand pages, or as many as the caller wants', async () => {
  const endless = (page: number) => [{ id: page }];
  expect(await read(endless)).toEqual({
    pages: 10_000,
    error: expect.stringContaining('more than 10000 pages'),
  });
  expect((await read(endless, { maxPages: 3 })).pages).toBe(3);
});

test('a service that does not know the number of a page gives the first one for ever, which is noticed', async () => {
  const { pages, error } = await read(() => [{ id: 1, tags: ['a'] }, { id: 2 }]);
  expect(pages).toBe(2);
  expect(error).toContain('the same page again');
});

test('pages that are alike but for one value, twice the same, and empty ones are no repetition', async () => {
  const [one, other] = [[{ id: 1, n: 0 }], [{ id: 1, n: 1 }]];
  const listing = [one, one, other, one, one, []];
  expect(await read((page) => listing[page - 1] ?? [])).toEqual({ pages: 6, error: null });
});
