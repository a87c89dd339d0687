import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import { SYNC_LINKS } from '../uids';
import type { EntryReader } from './entry-reader';

const PAGE_SIZE = 200;

interface Dependencies {
  jobId: number;
  reader: EntryReader;
  /** When the last run that came to its end was begun, in milliseconds since 1970; null if none has. */
  lastRunAt: number | null;
  /** Ids of the entries that the run is about; null for all. */
  named: readonly string[] | null;
}

/** Ids of entries by what is known of them, page by page in the order of their rows. */
export function createEntryPages(
  strapi: Strapi,
  { jobId, reader, lastRunAt, named }: Dependencies,
) {
  const entries = strapi.db.metadata.get(reader.contentType).tableName;
  const links = tableName(strapi, SYNC_LINKS);

  /** The rows of the version that the job is about, as `e`. */
  function versions(): Knex.QueryBuilder {
    const { publishedAt, locale } = reader.version;
    const query = strapi.db.connection({ e: tableName(strapi, entries) });
    if (publishedAt === null) query.whereNull('e.published_at');
    if (locale !== undefined) query.where('e.locale', locale);
    return query;
  }

  async function* pages(narrow: (query: Knex.QueryBuilder) => void): AsyncGenerator<string[]> {
    let after = 0;
    for (;;) {
      const query = versions().where('e.id', '>', after).orderBy('e.id').limit(PAGE_SIZE);
      narrow(query);
      const rows: { id: unknown; document_id: unknown }[] = await query.select(
        'e.id',
        'e.document_id',
      );
      const last = rows.at(-1);
      if (!last) return;
      after = Number(last.id);
      yield rows.map((row) => String(row.document_id));
    }
  }

  const sinceLastRun = (query: Knex.QueryBuilder, column: string) =>
    lastRunAt === null ? query : query.where(column, '>=', new Date(lastRunAt));

  return {
    unlinked(extent: 'complete' | 'since' | 'named'): AsyncIterable<string[]> {
      return pages((query) => {
        query.whereNotExists((link) => {
          void link
            .from({ l: links })
            .where('l.job_id', jobId)
            .whereRaw('?? = ??', ['l.document_id', 'e.document_id']);
        });
        if (extent === 'since') sinceLastRun(query, 'e.created_at');
        if (extent === 'named') query.whereIn('e.document_id', named ?? []);
      });
    },

    changed: (): AsyncIterable<string[]> =>
      pages((query) => void sinceLastRun(query, 'e.updated_at')),

    async linkedAmong(documentIds: string[]): Promise<Set<string>> {
      const ids: string[] = await strapi.db
        .connection(links)
        .where({ job_id: jobId })
        .whereIn('document_id', documentIds)
        .pluck('document_id');
      return new Set(ids);
    },
  };
}

export type EntryPages = ReturnType<typeof createEntryPages>;
