import LinkHeader from 'http-link-header';

import { parseUrl } from '../../parse-url';
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
  }
}

/** The records of a page; null where there is no list at the place where the provider has it. */
export function recordsOf(paging: Paging, body: unknown): unknown[] | null {
  const records = valueAt(body, paging.recordsPath);
  return Array.isArray(records) ? records : null;
}

/** The position of the page after this one; null on the last. */
export function nextPosition(
  paging: Paging,
  { body, headers, url }: PageAnswer,
  records: readonly unknown[],
  position: string | null,
): string | null {
  switch (paging.style) {
    case 'cursor':
      return textAt(body, paging.cursorPath);
    case 'last-record':
      return valueAt(body, paging.hasMorePath) === true
        ? textAt(records.at(-1), paging.idPath)
        : null;
    case 'offset': {
      const next = Number(position ?? 0) + records.length;
      const total = paging.totalPath === undefined ? null : Number(valueAt(body, paging.totalPath));
      if (records.length === 0) return null;
      return total !== null && next >= total ? null : String(next);
    }
    case 'page': {
      const current = Number(position ?? paging.firstPage);
      const last =
        paging.totalPagesPath === undefined ? null : Number(valueAt(body, paging.totalPagesPath));
      if (last !== null && Number.isFinite(last)) {
        return current - paging.firstPage + 1 < last ? String(current + 1) : null;
      }
      return records.length === 0 ? null : String(current + 1);
    }
    case 'link':
      return absolute(linkNext(headers.link), url);
    case 'next-url':
      return absolute(textAt(body, paging.urlPath), url);
  }
}

function textAt(value: unknown, path: string): string | null {
  const found = valueAt(value, path);
  if (typeof found === 'number') return String(found);
  return typeof found === 'string' && found !== '' ? found : null;
}

function linkNext(header: string | undefined): string | null {
  if (!header) return null;
  try {
    return LinkHeader.parse(header).rel('next')[0]?.uri ?? null;
  } catch {
    return null;
  }
}

/** A path is read from the root of the page's own host, as a browser would. */
function absolute(next: string | null, url: URL): string | null {
  return next === null ? null : (parseUrl(next, url)?.href ?? null);
}
