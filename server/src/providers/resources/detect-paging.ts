import LinkHeader from 'http-link-header';

import type { Paging } from '../../http/client/api-rules';

/** An answer of a service that is thought to be the first page of a listing. */
export interface SamplePage {
  body: unknown;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
}

/** How deep in an answer its records and the way to the next page are looked for. */
const MAX_DEPTH = 4;

const NEXT_URLS = new Set([
  'next',
  'nexturl',
  'nextlink',
  'nextpageurl',
  'odatanextlink',
  'nextrecordsurl',
]);
/** Names of a cursor in an answer, and of the parameter that takes it back. */
const CURSORS: Record<string, string> = {
  nextcursor: 'cursor',
  cursor: 'cursor',
  endcursor: 'after',
  after: 'after',
  nextpagetoken: 'pageToken',
  nexttoken: 'nextToken',
  continuationtoken: 'continuationToken',
};
const MORE = new Set(['hasmore', 'more', 'hasnext', 'hasnextpage']);
const PAGE_COUNTS = new Set(['totalpages', 'pagecount', 'pages', 'lastpage', 'numpages']);
const TOTALS = new Set(['total', 'totalcount', 'count', 'totalitems', 'totalresults', 'totalsize']);
const OFFSETS = new Set(['offset', 'skip', 'start', 'startat', 'startindex']);
const PAGES = new Set(['page', 'currentpage', 'pagenumber']);

/** A value in an answer, outside of its records. */
interface Place {
  path: string;
  /** The last name of the path, in small letters and digits alone. */
  name: string;
  value: unknown;
}

/**
 * Tells from an answer how a service divides its listings, so that an editor need not know the word for it. What is
 * ambiguous it takes for the way that is safest to follow: an address before a cursor, a cursor before a count.
 *
 * @returns null where the answer holds no list, or nothing that leads on; a short listing often does not
 */
export function detectPaging({ body, headers }: SamplePage): Paging | null {
  const recordsPath = recordsPathOf(body);
  if (recordsPath === null) return null;
  if (hasNextLink(headers.link)) return { style: 'link', recordsPath };

  const places = [...placesOf(body)];
  const next = places.find(({ name, value }) => NEXT_URLS.has(name) && isAddress(value));
  if (next) return { style: 'next-url', recordsPath, urlPath: next.path };
  return byCursor(places, recordsPath) ?? byCount(places, recordsPath);
}

/** Where the records stand: in the longest list of objects, or else in a list that is all there is. */
export function recordsPathOf(body: unknown): string | null {
  if (Array.isArray(body)) return '';
  let best: { path: string; length: number } | null = null;
  for (const { path, value } of valuesIn(body, '', 1)) {
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'object' && item)) continue;
    if (!best || value.length > best.length) best = { path, length: value.length };
  }
  return best?.path ?? null;
}

function byCursor(places: Place[], recordsPath: string): Paging | null {
  const cursor = places.find(
    ({ name, value }) => Object.hasOwn(CURSORS, name) && typeof value === 'string' && value !== '',
  );
  if (cursor) {
    const cursorParam = CURSORS[cursor.name] ?? 'cursor';
    return { style: 'cursor', recordsPath, cursorParam, cursorPath: cursor.path };
  }
  const more = places.find(({ name, value }) => MORE.has(name) && typeof value === 'boolean');
  if (!more) return null;
  const hasMorePath = more.path;
  return {
    style: 'last-record',
    recordsPath,
    cursorParam: 'starting_after',
    idPath: 'id',
    hasMorePath,
  };
}

function byCount(places: Place[], recordsPath: string): Paging | null {
  const number = (names: Set<string>) =>
    places.find(({ name, value }) => names.has(name) && typeof value === 'number');
  const pages = number(PAGE_COUNTS);
  if (pages) {
    const firstPage = number(PAGES)?.value === 0 ? 0 : 1;
    return { style: 'page', recordsPath, pageParam: 'page', firstPage, totalPagesPath: pages.path };
  }
  const total = number(TOTALS);
  const offset = number(OFFSETS);
  if (!total || !offset) return null;
  const offsetParam = offset.path.split('.').at(-1) ?? 'offset';
  return { style: 'offset', recordsPath, offsetParam, totalPath: total.path };
}

function* placesOf(body: unknown): Generator<Place> {
  for (const { path, value } of valuesIn(body, '', 1)) {
    const name = (path.split('.').at(-1) ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
    yield { path, name, value };
  }
}

/** Every value that has a path of names, the outermost first. Lists are not looked into: a record may have a field "next". */
function* valuesIn(
  value: unknown,
  path: string,
  depth: number,
): Generator<{ path: string; value: unknown }> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const named = Object.entries(value).filter(([name]) => name !== '' && !name.includes('.'));
  for (const [name, inner] of named) yield { path: joined(path, name), value: inner };
  if (depth >= MAX_DEPTH) return;
  for (const [name, inner] of named) yield* valuesIn(inner, joined(path, name), depth + 1);
}

const joined = (path: string, name: string) => (path === '' ? name : `${path}.${name}`);

const isAddress = (value: unknown) =>
  typeof value === 'string' && /^(https?:\/)?\/\S+$/.test(value);

function hasNextLink(header: string | undefined): boolean {
  if (header === undefined) return false;
  try {
    return LinkHeader.parse(header).rel('next').length > 0;
  } catch {
    return false;
  }
}
