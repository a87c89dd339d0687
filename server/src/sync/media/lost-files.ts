import type { Strapi } from '../../feature';
import type { DocumentState, LinkState, Values } from '../plan/record-state';
import { isSameValue } from '../plan/same-value';
import { createFetchedFileStore } from './fetched-file-store';
import { fileNamesIn, inField, urlsIn } from './file-names';
import type { MediaFields } from './media-fields';
import { createMediaLibrary } from './media-library';

interface Dependencies {
  jobId: number;
  mediaFields: MediaFields;
  findEntries: (documentIds: string[]) => Promise<DocumentState[]>;
}

/** Files that a job has fetched and that were deleted in the Media Library since. */
export function createLostFiles(strapi: Strapi, dependencies: Dependencies) {
  const { jobId, mediaFields, findEntries } = dependencies;
  const store = createFetchedFileStore(strapi, jobId);
  const library = createMediaLibrary(strapi);

  const urlsOf = ({ base }: LinkState): string[] =>
    mediaFields.all.flatMap(({ field }) => urlsIn(base.document[field]));

  async function lostAmong(urls: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    if (urls.size === 0) return urls;
    const fetched = await store.findByUrls([...urls]);
    const there = new Set(
      (await library.find(fetched.map(({ fileId }) => fileId))).map(({ id }) => id),
    );
    return new Set(fetched.filter(({ fileId }) => !there.has(fileId)).map(({ url }) => url));
  }

  return {
    /** What is known of pairs, as if a file that is lost had never come: so it is fetched again. */
    async withoutLost(links: LinkState[]): Promise<LinkState[]> {
      const lost = await lostAmong(new Set(links.flatMap(urlsOf)));
      const hit = links.filter((link) => urlsOf(link).some((url) => lost.has(url)));
      if (hit.length === 0) return links;
      const entries = await findEntries(hit.map(({ documentId }) => documentId));
      const valuesOf = new Map(entries.map(({ documentId, values }) => [documentId, values]));
      return links.map((link) => {
        const values = valuesOf.get(link.documentId);
        return values ? { ...link, base: baseWithout(lost, link, values, mediaFields) } : link;
      });
    },
  };
}

/**
 * What a pair had when both sides last agreed, without what was lost. A field in which an editor has done something else
 * stays as it was: that counts as his.
 *
 * @param values what the entry has now
 */
export function baseWithout(
  lost: ReadonlySet<string>,
  { base }: Pick<LinkState, 'base'>,
  values: Values,
  { all: fields }: { all: readonly Pick<MediaFields['all'][number], 'field' | 'media'>[] },
): LinkState['base'] {
  const external = { ...base.external };
  const document = { ...base.document };
  for (const { field, media } of fields) {
    const left = (value: unknown) =>
      inField(
        media,
        fileNamesIn(value).filter((name) => !lost.has(name)),
      );
    if (!isSameValue(values[field], left(document[field]))) continue;
    external[field] = left(external[field]);
    document[field] = left(document[field]);
  }
  return { external, document };
}
