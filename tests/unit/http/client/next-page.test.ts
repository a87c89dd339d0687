import { nextPosition, pageRequest, recordsOf } from '../../../../server/src/http/client/next-page';
import type { Paging } from '../../../../server/src/http/client/api-rules';

const url = new URL('https://api.example.com/v1/items?limit=2');
const next = (
  paging: Paging,
  answer: { body?: unknown; headers?: Record<string, string>; ownParams?: string[] },
  position: string | null = null,
) => {
  const body = answer.body ?? null;
  const records = recordsOf(paging, body) ?? [];
  const { headers = {}, ownParams } = answer;
  return nextPosition(paging, { body, headers, url }, records, position, ownParams);
};

const cursor: Paging = {
  style: 'cursor',
  recordsPath: 'data',
  cursorParam: 'after',
  cursorPath: 'meta.next',
};
const lastRecord: Paging = {
  style: 'last-record',
  recordsPath: 'data',
  cursorParam: 'starting_after',
  idPath: 'id',
  hasMorePath: 'has_more',
};
const offset: Paging = {
  style: 'offset',
  recordsPath: 'items',
  offsetParam: 'offset',
  totalPath: 'total',
};
const page: Paging = { style: 'page', recordsPath: '', pageParam: 'page', firstPage: 1 };
const link: Paging = { style: 'link', recordsPath: '' };
const nextUrl: Paging = { style: 'next-url', recordsPath: 'records', urlPath: 'nextRecordsUrl' };

test('a listing that comes whole has no next page', () => {
  const none: Paging = { style: 'none', recordsPath: 'data' };
  expect(pageRequest(none, '/items', { a: 1 }, null)).toEqual({ path: '/items', query: { a: 1 } });
  expect(next(none, { body: { data: [1, 2], next: '/items?page=2' } })).toBeNull();
});

test('a first page asks for its size, a further one for its place', () => {
  const sized: Paging = { ...cursor, sizeParam: 'limit', pageSize: 50 };
  expect(pageRequest(sized, '/items', { a: 1 }, null).query).toEqual({
    limit: 50,
    a: 1,
    after: undefined,
  });
  expect(pageRequest(sized, '/items', { limit: 10 }, 'c').query).toEqual({ limit: 10, after: 'c' });
  expect(pageRequest(offset, '/items', {}, '20').query).toEqual({ offset: '20' });
  expect(pageRequest(page, '/items', {}, null).query).toEqual({ page: 1 });
  expect(pageRequest(link, '/items', { a: 1 }, 'https://x.example/2')).toEqual({
    path: 'https://x.example/2',
    query: {},
  });
});

test.each<[string, Paging, Parameters<typeof next>[1], string | null, string | null]>([
  ['a cursor', cursor, { body: { data: [1], meta: { next: 'abc' } } }, null, 'abc'],
  ['no cursor', cursor, { body: { data: [1], meta: { next: null } } }, null, null],
  ['a number as a cursor', cursor, { body: { data: [1], meta: { next: 7 } } }, null, '7'],
  [
    'the last record',
    lastRecord,
    { body: { data: [{ id: 'a' }, { id: 'b' }], has_more: true } },
    null,
    'b',
  ],
  ['no more', lastRecord, { body: { data: [{ id: 'a' }], has_more: false } }, null, null],
  ['an offset', offset, { body: { items: [1, 2], total: 5 } }, '2', '4'],
  ['the end of a total', offset, { body: { items: [1], total: 5 } }, '4', null],
  ['an empty page', offset, { body: { items: [] } }, '4', null],
  ['a page', page, { body: [1] }, null, '2'],
  ['an empty one', page, { body: [] }, '3', null],
  [
    'a link',
    link,
    { body: [1], headers: { link: '<https://api.example.com/2>; rel="next"' } },
    null,
    'https://api.example.com/2',
  ],
  [
    'a path',
    link,
    { body: [1], headers: { link: '</v1/items?page=2>; rel=next' } },
    null,
    'https://api.example.com/v1/items?page=2',
  ],
  [
    'other links',
    link,
    { body: [1], headers: { link: '<https://a.example>; rel="prev"' } },
    null,
    null,
  ],
  [
    'a path in the body',
    nextUrl,
    { body: { records: [1], nextRecordsUrl: '/services/q-2' } },
    null,
    'https://api.example.com/services/q-2',
  ],
  [
    'an address that repeats the key',
    nextUrl,
    {
      body: { records: [1], nextRecordsUrl: '/q?api_key=s%26cret&page=2&api_key=again&sort=a,b' },
      ownParams: ['api_key', 'sig'],
    },
    null,
    'https://api.example.com/q?page=2&sort=a%2Cb',
  ],
  [
    'an address without it',
    nextUrl,
    { body: { records: [1], nextRecordsUrl: '/q?sort=a,b' }, ownParams: ['api_key'] },
    null,
    'https://api.example.com/q?sort=a,b',
  ],
])('%s tells the next page', (_name, paging, answer, position, expected) => {
  expect(next(paging, answer, position)).toBe(expected);
});

test.each<[string, Paging, Parameters<typeof next>[1], string]>([
  ['a Link header of garbage', link, { body: [1], headers: { link: '<<<;;"' } }, 'Link header'],
  [
    'an address that is none',
    link,
    { body: [1], headers: { link: '<http://[>; rel="next"' } },
    'no URL',
  ],
  ['one in the body', nextUrl, { body: { records: [1], nextRecordsUrl: 'http://[' } }, 'no URL'],
  [
    'one that is no text',
    nextUrl,
    { body: { records: [1], nextRecordsUrl: { href: '/2' } } },
    '"nextRecordsUrl" is no text',
  ],
  ['a cursor that is no text', cursor, { body: { data: [1], meta: { next: ['a'] } } }, 'no text'],
  [
    'a last record without an id',
    lastRecord,
    { body: { data: [{ id: null }], has_more: true } },
    'with "id" to go on from',
  ],
  [
    'more after an empty page',
    lastRecord,
    { body: { data: [], has_more: true } },
    'no last record',
  ],
  [
    'more in a word of its own',
    lastRecord,
    { body: { data: [{ id: 'a' }], has_more: 'yes' } },
    '"has_more" is neither true nor false',
  ],
  ['an empty page below the total', offset, { body: { items: [], total: 5 } }, '0 of 5 records'],
])('%s is no end of a listing', (_name, paging, answer, said) => {
  expect(() => next(paging, answer)).toThrow(
    expect.objectContaining({
      code: 'paging-malformed',
      message: expect.stringContaining(said),
    }),
  );
});

test.each<[string, Paging, unknown, string | null]>([
  ['a total in digits', offset, { items: [1], total: '1' }, null],
  ['no total', offset, { items: [1], total: null }, '1'],
  [
    'no number of pages',
    { ...page, totalPagesPath: 'pages', recordsPath: 'items' },
    { items: [1], pages: null },
    '2',
  ],
])('%s is read for what it is', (_name, paging, body, expected) => {
  expect(next(paging, { body })).toBe(expected);
});

test('what is no list is no page', () => {
  expect(recordsOf(cursor, { data: { 0: 'x' } })).toBeNull();
  expect(recordsOf(cursor, null)).toBeNull();
  expect(recordsOf({ ...cursor, recordsPath: 'constructor' }, {})).toBeNull();
});
