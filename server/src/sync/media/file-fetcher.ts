import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { MediaType } from '../../content/contracts';
import type { Strapi } from '../../feature';
import { type ApiError, type ApiErrorCode, isApiError } from '../../http/client/api-error';
import { wait } from '../../http/client/wait';
import type { DownloadedFile, Downloader } from '../../http/download-file';
import { misfit } from '../mapping/record-mapping';
import { TransformError } from '../mapping/transforms';
import type { Values } from '../plan/record-state';
import { isPassing } from '../runs/passing-fault';
import { faultOfRecord } from '../runs/record-fault';
import { detectType } from './detect-type';
import { createFetchedFileStore } from './fetched-file-store';
import { urlsIn } from './file-names';
import { createHostPatience } from './host-patience';
import type { MediaFields } from './media-fields';
import { createMediaLibrary } from './media-library';
import { storedNameOf } from './stored-name';
import { requireKind, storedTypeOf } from './stored-type';

const MOST_TRIES = 3;
const FIRST_PAUSE_MS = 1_000;

export interface FileEquipment {
  downloader: Downloader;
  /** The largest file, in bytes. */
  maxBytes: number;
  now: () => number;
}

interface Dependencies extends FileEquipment {
  jobId: number;
  mediaFields: MediaFields;
  signal: AbortSignal;
}

/**
 * Brings files into the Media Library that records name, each once a job. A server that is none of the connection's is not to
 * hold a run up: what passes is tried again for a few seconds, and then it is the record that fails.
 */
export function createFileFetcher(strapi: Strapi, dependencies: Dependencies) {
  const { jobId, mediaFields, downloader, maxBytes, signal, now } = dependencies;
  const store = createFetchedFileStore(strapi, jobId);
  const library = createMediaLibrary(strapi);
  const patience = createHostPatience(now);

  /** @throws {TransformError} */
  async function download(
    url: string,
    directory: string,
  ): Promise<DownloadedFile & { path: string }> {
    const { host } = new URL(url);
    if (patience.isResting(host)) {
      throw new TransformError(
        `could not be fetched: ${host} is left alone, as it or too many others kept the run waiting`,
      );
    }
    for (let tries = 1; ; tries += 1) {
      const to = path.join(directory, `try-${tries}`);
      try {
        const file = await downloader.download({ url, to, maxBytes, signal });
        patience.answered(host);
        return { path: to, ...file };
      } catch (error) {
        signal.throwIfAborted();
        await rm(to, { force: true });
        if (!isApiError(error)) throw error;
        // One that has let its whole time pass is not given as much again.
        if (isPassing(error) && error.code !== 'timeout' && tries < MOST_TRIES) {
          await wait(FIRST_PAUSE_MS * tries, signal);
          continue;
        }
        if (error.code === 'timeout') patience.timedOut(host);
        else if (isPassing(error)) patience.failed(host);
        else patience.answered(host);
        throw new TransformError(`could not be fetched: ${whyNot(error)}`);
      }
    }
  }

  async function bringIn(url: string, media: MediaType): Promise<void> {
    const directory = await mkdtemp(path.join(tmpdir(), 'integration-builder-'));
    try {
      const { path: file, size, contentType } = await download(url, directory);
      const type = storedTypeOf(await detectType(file), contentType);
      requireKind(media, type.mime);
      const name = storedNameOf(url, type);
      signal.throwIfAborted();
      const fileId = await library.add({ path: file, size, mime: type.mime, name });
      await store.remember({ url, fileId });
    } catch (error) {
      if (!isOutOfRoom(error)) throw error;
      throw new TransformError(
        'could not be stored: there is no room for it on the disk of the site',
      );
    } finally {
      await rm(directory, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  /** Those of some URLs whose file is there, with the type of it. */
  async function typesOf(urls: readonly string[]): Promise<Map<string, string>> {
    const fetched = urls.length > 0 ? await store.findByUrls(urls) : [];
    const files = await library.find(fetched.map(({ fileId }) => fileId));
    const typeOf = new Map(files.map(({ id, mime }) => [id, mime]));
    return new Map(
      fetched.flatMap(({ url, fileId }) => {
        const type = typeOf.get(fileId);
        return type === undefined ? [] : [[url, type] as const];
      }),
    );
  }

  return {
    /**
     * Has the files in the Media Library that these values name. Outside of any transaction: a download may take minutes.
     *
     * @throws {TransformError} for a file that cannot be had, in a sentence about the record
     */
    async fetch(values: Values): Promise<void> {
      for (const { field, pair, media } of mediaFields.all) {
        const urls = urlsIn(values[field]);
        const types = await typesOf(urls);
        for (const url of urls) {
          try {
            const type = types.get(url);
            if (type === undefined) await bringIn(url, media);
            else requireKind(media, type);
          } catch (error) {
            const fault = faultOfRecord(error);
            if (fault === null) throw error;
            throw new TransformError(misfit(pair, url, whyOf(error, fault)).message);
          }
        }
      }
    },
  };
}

const HINTS: Partial<Record<ApiErrorCode, string>> = {
  'response-too-large': ' Allow more in sync.mediaLimit.',
  'address-refused': ' If they are meant to come from there, have it added to sync.mediaAllow.',
};

const whyNot = ({ code, message }: ApiError): string => message + (HINTS[code] ?? '');

const isOutOfRoom = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String((error as NodeJS.ErrnoException | null)?.code));

const whyOf = (error: unknown, fault: string): string =>
  (error instanceof TransformError ? fault : `Strapi refuses: ${fault}`).replace(/\.$/, '');
