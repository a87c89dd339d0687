import type { Knex } from 'knex';

import type { Strapi } from '../../feature';
import { tableName } from '../../table-name';
import { SYNC_JOBS } from '../uids';

/** A job that follows changes of a content type. */
export interface Follower {
  jobId: number;
  contentType: string;
  /** Of entries that have languages; null for others. */
  locale: string | null;
}

/**
 * What is known is gone by for so long: no write of an entry is to wait for a query that nearly always finds nothing. What was
 * set up on another instance counts from then on.
 */
const KNOWN_MS = 1_000;

/** The jobs that follow changes of entries. */
export function createFollowers(strapi: Strapi, now: () => number) {
  let known: readonly Follower[] = [];
  let readAt = -Infinity;
  /** Raised with every change, so that what was read before it is not kept. */
  let changes = 0;

  async function read(trx: Knex.Transaction): Promise<readonly Follower[]> {
    const before = changes;
    const rows: Record<string, unknown>[] = await trx(tableName(strapi, SYNC_JOBS))
      .where({ follows_changes: true, is_active: true })
      .select('id', 'content_type', 'locale');
    const followers = rows.map((row) => ({
      jobId: Number(row.id),
      contentType: String(row.content_type),
      locale: row.locale as string | null,
    }));
    if (before === changes) {
      known = followers;
      readAt = now();
    }
    return followers;
  }

  return {
    /** Those of a content type. */
    async of(contentType: string, trx: Knex.Transaction): Promise<Follower[]> {
      const all = now() - readAt < KNOWN_MS ? known : await read(trx);
      return all.filter((follower) => follower.contentType === contentType);
    },

    /** A job of this instance was changed. */
    forget(): void {
      changes += 1;
      readAt = -Infinity;
    },
  };
}

export type Followers = ReturnType<typeof createFollowers>;
