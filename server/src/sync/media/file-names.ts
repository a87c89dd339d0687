import type { MediaType } from '../../content/contracts';
import { MAX_URL_LENGTH } from '../../http/check-url';
import { parseUrl } from '../../parse-url';
import { TransformError } from '../mapping/transforms';
import { keysIn, namesIn } from '../references/reference';

const MOST_FILES = 100;
const BY_NUMBER = /^file:(\d{1,9})$/;

/**
 * What a file is called where both sides are compared: by the URL that the job has fetched it from, and one that was put
 * into the Media Library by somebody else by its number there.
 */
export const nameOfFile = (fileId: number, url: string | undefined): string =>
  url ?? `file:${fileId}`;

/** The number in a name; null for a URL. */
export function numberIn(name: string): number | null {
  const [, number] = BY_NUMBER.exec(name) ?? [];
  return number === undefined ? null : Number(number);
}

/** The names in a value of a field, in their order. */
export const fileNamesIn = (value: unknown): string[] => keysIn(value).map(String);

/** Those among them that are URLs. */
export const urlsIn = (value: unknown): string[] =>
  fileNamesIn(value).filter((name) => numberIn(name) === null);

/** Names as the value of a field: null for none, and a file that is named twice once. */
export function inField({ isMany }: Pick<MediaType, 'isMany'>, names: readonly string[]): unknown {
  const [first, ...others] = new Set(names);
  if (first === undefined) return null;
  return isMany ? [first, ...others] : first;
}

/**
 * Where the files of a record can be fetched, in the form in which they are compared: one URL, or of a field that holds
 * several a list in the record's order. Null for none.
 *
 * @param item where each of a list has its URL
 * @throws {TransformError}
 */
export const readFileUrls = (media: MediaType, found: unknown, item?: string): unknown =>
  namesOf(media, namesIn(found, item).map(urlOf));

/**
 * Files as a person names them who answers a conflict: by a URL, or by what they are called there.
 *
 * @throws {TransformError}
 */
export const readFileNames = (media: MediaType, said: unknown): unknown =>
  namesOf(
    media,
    namesIn(said, undefined).map((name) =>
      typeof name === 'string' && numberIn(name) !== null ? name : urlOf(name),
    ),
  );

function namesOf(media: MediaType, names: readonly string[]): unknown {
  if (names.length > MOST_FILES) throw new TransformError(`names more than ${MOST_FILES} files`);
  if (names.length > 1 && !media.isMany) {
    throw new TransformError('names several files, and there is room for one');
  }
  return inField(media, names);
}

function urlOf(named: unknown): string {
  if (typeof named !== 'string') throw new TransformError('is no address of a file');
  if (named.length > MAX_URL_LENGTH) {
    throw new TransformError(
      `is longer than ${MAX_URL_LENGTH} characters, and no address of a file`,
    );
  }
  const url = parseUrl(named);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new TransformError('is no http or https address of a file');
  }
  if (url.username !== '' || url.password !== '') {
    throw new TransformError('holds a user name or a password, which are sent nowhere');
  }
  // What follows it is never sent.
  url.hash = '';
  return url.href;
}
