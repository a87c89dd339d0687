import { createHash } from 'node:crypto';

import type { Strapi } from '../../feature';
import { findInParts } from '../find-in-parts';
import { SYNC_FILE_UID } from '../uids';

/** Where a file of the Media Library was fetched from. */
export interface FetchedFile {
  url: string;
  fileId: number;
}

/**
 * The rows of `ib_sync_files`. Through Strapi's query, which is part of the transaction in which an entry is written.
 *
 * @param jobId null for what any job has fetched
 */
export function createFetchedFileStore(strapi: Strapi, jobId: number | null) {
  const rows = () => strapi.db.query(SYNC_FILE_UID);
  const ofJob = jobId === null ? {} : { jobId };
  const find = (where: object): Promise<FetchedFile[]> =>
    rows().findMany({ select: ['url', 'fileId'], where: { ...ofJob, ...where } });

  return {
    findByUrls: (urls: readonly string[]): Promise<FetchedFile[]> =>
      findInParts(urls, (part) => find({ urlKey: { $in: part.map(keyOf) } })),

    findByFileIds: (fileIds: readonly number[]): Promise<FetchedFile[]> =>
      findInParts(fileIds, (part) => find({ fileId: { $in: part } })),

    /** A file that was fetched anew takes the place of the one before. */
    async remember({ url, fileId }: FetchedFile): Promise<void> {
      const urlKey = keyOf(url);
      const known: { id: number } | null = await rows().findOne({
        select: ['id'],
        where: { ...ofJob, urlKey },
      });
      if (known) await rows().update({ where: { id: known.id }, data: { fileId } });
      else await rows().create({ data: { ...ofJob, urlKey, url, fileId } });
    },
  };
}

const keyOf = (url: string): string => createHash('sha256').update(url).digest('hex');
