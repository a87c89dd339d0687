import LinkHeader from 'http-link-header';

import { parseUrl } from '../../parse-url';
import { ApiError } from './api-error';
import type { QueryValue } from './api-request';
import type { Paging } from './api-rules';
import { valueAt } from './value-at';

/** The page that is asked for, and the one after it. A position is a text that can be stored and gone on from. */
export interface PageAnswer {
  body: unknown;
  headers: Readonly<Record<string, string>>;
  /** Of the page that was asked for. */
  url: URL;
}

const DEFAULT_PAGE_SIZE = 100;

/** Path and query of the page at a position; null is the first. */
export function pageRequest(
  paging: Paging,
  path: string,
  query: Record<string, QueryValue>,
  position: string | null,
): { path: string; query: Record<string, QueryValue> } {
  const size = paging.sizeParam ? { [paging.sizeParam]: paging.pageSize ?? DEFAULT_PAGE_SIZE } : {};
  const asked = { ...size, ...query };
  switch (paging.style) {
    case 'cursor':
    case 'last-record':
      return { path, query: { ...asked, [paging.cursorParam]: position ?? undefined } };
    case 'offset':
      return { path, query: { ...asked, [paging.offsetParam]: position ?? 0 } };
    case 'page':
      return { path, query: { ...asked, [paging.pageParam]: position ?? paging.firstPage } };
    case 'link':
    case 'next-url':
      // The address of a further page is complete; whether it may be called is judged like any other.
      return position === null ? { path, query: asked } : { path: position, query: {} };
    case 'none':
      return { path, query: asked };
  }
}

/** The records of a page; null where there is no list at the place where the provider has it. */
export function recordsOf(paging: Paging, body: unknown): unknown[] | null {
  const records = valueAt(body, paging.recordsPath);
  return Array.isArray(records) ? records : null;
}

/**
 * The position of the page after this one; null on the last.
 *
 * @param ownParams parameters that the connection adds to every address, which a service may repeat in the next one
 * @throws {ApiError} `paging-malformed` where the service says that it goes on and not how: what was read so far must not
 *   pass for the whole
 */
export function nextPosition(
  paging: Paging,
  { body, headers, url }: PageAnswer,
  records: readonly unknown[],
  position: string | null,
  ownParams: readonly string[] = [],
): string | null {
  switch (paging.style) {
    case 'cursor':
      return textAt(body, paging.cursorPath);
    case 'last-record': {
      const hasMore = valueAt(body, paging.hasMorePath) ?? false;
      if (hasMore === false) return null;
      if (hasMore !== true)
        return cutShort(`its "${paging.hasMorePath}" is neither true nor false`);
      return (
        textAt(records.at(-1), paging.idPath) ??
        cutShort(`it has no last record with "${paging.idPath}" to go on from`)
      );
    }
    case 'offset': {
      const next = Number(position ?? 0) + records.length;
      const total = numberAt(body, paging.totalPath);
      if (total === null ? records.length === 0 : next >= total) return null;
      return records.length > 0
        ? String(next)
        : cutShort(`it holds nothing, though only ${next} of ${total} records have come`);
    }
    case 'page': {
      const current = Number(position ?? paging.firstPage);
      const last = numberAt(body, paging.totalPagesPath);
      const isLast = last === null ? records.length === 0 : current - paging.firstPage + 1 >= last;
      return isLast ? null : String(current + 1);
    }
    case 'link':
      return addressOf(linkNext(headers.link), url, ownParams);
    case 'next-url':
      return addressOf(textAt(body, paging.urlPath), url, ownParams);
    case 'none':
      return null;
  }
}

/** Of a listing that cannot be read to its end. */
export function pagingMalformed(message: string): ApiError {
  return new ApiError({ code: 'paging-malformed', message });
}

function cutShort(why: string): never {
  throw pagingMalformed(
    `Where the listing goes on after this page cannot be told: ${why}. Reading stopped, so that a part does not pass for the whole.`,
  );
}

/** Where a listing goes on; null where the service says nothing, or plainly that it does not. */
function textAt(value: unknown, path: string): string | null {
  const found = valueAt(value, path) ?? false;
  if (found === false || found === '') return null;
  if (typeof found === 'number') return String(found);
  return typeof found === 'string' ? found : cutShort(`what it has at "${path}" is no text`);
}

/** A count that the service tells of, as a number or as digits. */
function numberAt(value: unknown, path: string | undefined): number | null {
  const found = path === undefined ? undefined : valueAt(value, path);
  if (typeof found !== 'number' && (typeof found !== 'string' || found === '')) return null;
  const count = Number(found);
  return Number.isFinite(count) ? count : null;
}

function linkNext(header: string | undefined): string | null {
  if (!header) return null;
  try {
    return LinkHeader.parse(header).rel('next')[0]?.uri ?? null;
  } catch {
    return cutShort('its Link header cannot be read');
  }
}

/**
 * The address of a further page, as it can be stored: without what the connection adds, since a key may be among it. A path is
 * read from the root of the page's own host, as a browser would.
 */
function addressOf(next: string | null, url: URL, ownParams: readonly string[]): string | null {
  if (next === null) return null;
  const address = parseUrl(next, url) ?? cutShort('the address of the next one is no URL');
  // Only where there is one: taking away spells the others anew.
  for (const name of ownParams) {
    if (address.searchParams.has(name)) address.searchParams.delete(name);
  }
  return address.href;
}
