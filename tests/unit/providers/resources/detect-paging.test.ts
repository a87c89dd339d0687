import fc from 'fast-check';

import {
  detectPaging,
  recordsPathOf,
} from '../../../../server/src/providers/resources/detect-paging';

const records = [{ id: 'a', next: '/elsewhere' }, { id: 'b' }];
const detect = (body: unknown, link?: string) =>
  detectPaging({ body, headers: link === undefined ? {} : { link } });

it.each<[string, unknown, string | undefined, object]>([
  [
    'GitHub',
    records,
    '<https://api.github.com/repos?page=2>; rel="next", <https://api.github.com/repos?page=9>; rel="last"',
    { style: 'link', recordsPath: '' },
  ],
  [
    'Stripe',
    { object: 'list', url: '/v1/products', has_more: true, data: records },
    undefined,
    {
      style: 'last-record',
      recordsPath: 'data',
      cursorParam: 'starting_after',
      idPath: 'id',
      hasMorePath: 'has_more',
    },
  ],
  [
    'Slack',
    { ok: true, channels: records, response_metadata: { next_cursor: 'dGVhbQ==' } },
    undefined,
    {
      style: 'cursor',
      recordsPath: 'channels',
      cursorParam: 'cursor',
      cursorPath: 'response_metadata.next_cursor',
    },
  ],
  [
    'Google',
    { kind: 'calendar#events', items: records, nextPageToken: 'CigK' },
    undefined,
    {
      style: 'cursor',
      recordsPath: 'items',
      cursorParam: 'pageToken',
      cursorPath: 'nextPageToken',
    },
  ],
  [
    'HubSpot',
    { results: records, paging: { next: { after: '10', link: 'https://api.hubapi.com/x' } } },
    undefined,
    {
      style: 'cursor',
      recordsPath: 'results',
      cursorParam: 'after',
      cursorPath: 'paging.next.after',
    },
  ],
  [
    'Salesforce',
    {
      totalSize: 2001,
      done: false,
      nextRecordsUrl: '/services/data/v60.0/query/01g-2000',
      records,
    },
    undefined,
    { style: 'next-url', recordsPath: 'records', urlPath: 'nextRecordsUrl' },
  ],
  [
    'a service that calls it nextLink',
    { value: records, nextLink: 'https://graph.example/users?$skip=2' },
    undefined,
    { style: 'next-url', recordsPath: 'value', urlPath: 'nextLink' },
  ],
  [
    'Django',
    { count: 9, next: 'http://api.example/items?page=2', previous: null, results: records },
    undefined,
    { style: 'next-url', recordsPath: 'results', urlPath: 'next' },
  ],
  [
    'Strapi',
    { data: records, meta: { pagination: { page: 1, pageSize: 2, pageCount: 5, total: 9 } } },
    undefined,
    {
      style: 'page',
      recordsPath: 'data',
      pageParam: 'page',
      firstPage: 1,
      totalPagesPath: 'meta.pagination.pageCount',
    },
  ],
  [
    'a service that counts pages from 0',
    { content: records, number: 0, page: 0, totalPages: 5 },
    undefined,
    {
      style: 'page',
      recordsPath: 'content',
      pageParam: 'page',
      firstPage: 0,
      totalPagesPath: 'totalPages',
    },
  ],
  [
    'Jira',
    { startAt: 0, maxResults: 2, total: 9, issues: records },
    undefined,
    { style: 'offset', recordsPath: 'issues', offsetParam: 'startAt', totalPath: 'total' },
  ],
])('the way of %s is known by an answer', (_name, body, link, paging) => {
  expect(detect(body, link)).toEqual(paging);
});

it.each<[string, unknown, string | undefined]>([
  ['a listing that fits into one page', { data: records }, undefined],
  ['a last page', { results: records, next: null }, undefined],
  ['a single record', { id: 'a', name: 'b' }, undefined],
  ['a text', 'records', undefined],
  ['nothing', null, undefined],
  ['a total without a place', { items: records, total: 9 }, undefined],
  ['a link to something else', records, '<https://api.example/docs>; rel="help"'],
  ['a link header that is none', records, '<<<'],
])('nothing is made up for %s', (_name, body, link) => {
  expect(detect(body, link)).toBeNull();
});

it('records are the longest list of objects, wherever it stands', () => {
  expect(recordsPathOf({ included: [{}], data: { items: records } })).toBe('data.items');
  expect(recordsPathOf({ errors: [], data: records })).toBe('data');
  expect(recordsPathOf({ tags: ['a', 'b', 'c'], data: records })).toBe('data');
  expect(recordsPathOf({ data: [] })).toBe('data');
  expect(recordsPathOf({ tags: ['a'] })).toBeNull();
});

it('any answer is looked at without harm', () => {
  fc.assert(
    fc.property(
      fc.anything({ withNullPrototype: true }),
      fc.option(fc.string(), { nil: undefined }),
      (body, link) => {
        const paging = detect(body, link);
        if (paging) expect(typeof paging.recordsPath).toBe('string');
      },
    ),
  );
  let deep: unknown = records;
  for (let n = 0; n < 10_000; n += 1) deep = { deep };
  expect(detect(deep)).toBeNull();
});
