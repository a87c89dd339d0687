import type { Page } from '../../http/client/read-pages';

/** The records of a listing, one by one; the next page is asked for when it is needed. */
export async function* recordsOf<T>(pages: AsyncIterable<Page<T>>): AsyncGenerator<T> {
  for await (const { records } of pages) yield* records;
}

/** What a service's record holds: the fields that its type names, and whatever else the service sends. */
export type Fields = Record<string, unknown>;
