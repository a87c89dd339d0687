import type { Strapi } from '../../feature';
import { findInParts } from '../find-in-parts';
import { TransformError } from '../mapping/transforms';

const FILE_UID = 'plugin::upload.file';

export interface LibraryFile {
  id: number;
  mime: string;
}

/** A file on the disk that is to go into the Media Library. */
export interface NewFile {
  path: string;
  size: number;
  name: string;
  mime: string;
}

/** The parts of Strapi's upload plugin that are used. */
interface Upload {
  upload(params: { data: object; files: object }): Promise<{ id: number }[]>;
}
interface Folders {
  getAPIUploadFolder(): Promise<{ id: number }>;
}

interface Patterns {
  allowedTypes?: readonly string[];
  deniedTypes?: readonly string[];
}

/** Strapi's Media Library. */
export function createMediaLibrary(strapi: Strapi) {
  const service = (name: string) => strapi.plugin('upload').service(name) as unknown;

  /** Strapi keeps to it where an editor uploads something, and not in the service itself. */
  function refuseByRules({ mime }: NewFile): void {
    const rules = strapi.config.get<Patterns>('plugin::upload.security', {});
    const { allowedTypes, deniedTypes = [] } = rules;
    const isIn = (patterns: readonly string[]) => patterns.some((one) => fits(mime, one));
    if (isIn(deniedTypes) || (allowedTypes && !isIn(allowedTypes))) {
      throw new TransformError(
        `leads to a file of the type ${mime}, which the site's rules for uploads refuse`,
      );
    }
  }

  return {
    /** Those of some files that are there. */
    find: (ids: readonly number[]): Promise<LibraryFile[]> =>
      findInParts(ids, (part) =>
        strapi.db.query(FILE_UID).findMany({
          select: ['id', 'mime'],
          where: { id: { $in: part } },
        }),
      ),

    /**
     * Takes a file in, into the folder of what no editor has uploaded.
     *
     * @throws {TransformError} for one that the site's rules refuse
     * @throws {errors.ApplicationError} for one that Strapi refuses: too large, no valid picture
     */
    async add(file: NewFile): Promise<number> {
      refuseByRules(file);
      const { path, size, name, mime } = file;
      const folder = await (service('api-upload-folder') as Folders).getAPIUploadFolder();
      const [added] = await (service('upload') as Upload).upload({
        data: { fileInfo: { folder: folder.id } },
        files: { filepath: path, originalFilename: name, mimetype: mime, size },
      });
      if (!added) throw new TypeError('The upload plugin has taken a file and named none.');
      return added.id;
    },
  };
}

/** Whether a type fits a pattern as Strapi reads it: `image/*`. */
function fits(mime: string, pattern: string): boolean {
  const literal = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`, 'i').test(mime);
}
