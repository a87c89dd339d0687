import { isDeepStrictEqual } from 'node:util';

import type { ApiResponse, CallOptions } from './api-request';
import type { Paging } from './api-rules';
import { nextPosition, pageRequest, pagingMalformed, recordsOf } from './next-page';

export interface PageOptions extends CallOptions {
  /** Default: the provider's. */
  paging?: Paging;
  /** Where to go on: `position` of a page that was read before. Default: from the first page. */
  position?: string;
  /** Default 10,000. More is an error, unless it was asked for. */
  maxPages?: number;
}

/** One page of a listing. */
export interface Page<T> {
  records: T[];
  /** Where the next page begins, to be stored and given as `position`; null on the last page. */
  position: string | null;
}

const MOST_PAGES = 10_000;
/** Services do give an empty page in the middle of a filtered listing; so many in a row mean that there is no end. */
const MOST_EMPTY_PAGES = 100;
/** Positions that a repetition is recognised by; older ones are forgotten so that memory does not grow. */
const REMEMBERED_POSITIONS = 1_000;

interface Source {
  get(path: string, options: CallOptions): Promise<ApiResponse>;
  /** Parameters that the connection adds to every address. */
  ownParams(): Promise<readonly string[]>;
}

/**
 * Reads a listing page by page.
 *
 * @throws {ApiError} `paging-malformed` where the listing does not end, repeats itself, is no list, or goes on in a way that
 *   cannot be read; `foreign-host` where the next page is elsewhere
 */
export async function* readPages<T>(
  path: string,
  {
    paging,
    position: start = undefined,
    maxPages = MOST_PAGES,
    ...options
  }: PageOptions & { paging: Paging },
  { get, ownParams }: Source,
): AsyncGenerator<Page<T>, void, undefined> {
  let position: string | null = start ?? null;
  let emptyPages = 0;
  const isCounted = paging.style === 'page' || paging.style === 'offset';
  const isByAddress = paging.style === 'link' || paging.style === 'next-url';
  let previous: readonly unknown[] = [];
  let repeats = 0;
  const seen = new Set<string>(position === null ? [] : [position]);

  for (let page = 1; ; page += 1) {
    const own = isByAddress ? await ownParams() : [];
    const asked = pageRequest(paging, path, options.query ?? {}, position);
    const { data, headers, url } = await get(asked.path, { ...options, query: asked.query });
    const records = recordsOf(paging, data);
    if (!records) {
      throw pagingMalformed(
        `The answer has no list${paging.recordsPath ? ` at "${paging.recordsPath}"` : ''}, so it is no page of a listing.`,
      );
    }
    // A service that does not know the parameter gives its first page for ever. Twice it comes, too, where as many records were
    // added in front meanwhile.
    repeats =
      isCounted && records.length > 0 && isDeepStrictEqual(records, previous) ? repeats + 1 : 0;
    if (repeats >= 2) {
      throw pagingMalformed(
        'The service gives the same page again when it is asked for the next one. Reading stopped.',
      );
    }
    previous = records;
    const answer = { body: data, headers, url };
    const next = nextPosition(paging, answer, records, position, own);
    emptyPages = records.length === 0 ? emptyPages + 1 : 0;
    if (next !== null && seen.has(next)) {
      throw pagingMalformed(
        'The service names a page as the next one that was read before. Reading stopped.',
      );
    }
    yield { records: records as T[], position: next };
    if (next === null) return;
    if (emptyPages >= MOST_EMPTY_PAGES) {
      throw pagingMalformed(`${MOST_EMPTY_PAGES} pages in a row were empty. Reading stopped.`);
    }
    if (page >= maxPages) {
      throw pagingMalformed(
        `The listing has more than ${maxPages} pages. Reading stopped; it can go on from the last position.`,
      );
    }
    remember(seen, next);
    position = next;
  }
}

function remember(seen: Set<string>, position: string): void {
  const oldest = seen.values().next();
  if (seen.size >= REMEMBERED_POSITIONS && !oldest.done) seen.delete(oldest.value);
  seen.add(position);
}
