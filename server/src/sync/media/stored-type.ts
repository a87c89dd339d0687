import type { MediaKind, MediaType } from '../../content/contracts';
import { TransformError } from '../mapping/transforms';

/** What the bytes of a file say. */
export interface Detection {
  /** Undefined where they say nothing, as those of plain texts do. */
  detected: { mime: string; ext: string } | undefined;
  /** Whether a type is one that bytes tell. */
  isDetectable: (mime: string) => boolean;
}

/** As what a file is stored. Its ending is from our lists or from its bytes, and never as its URL or its server writes it. */
export interface StoredType {
  mime: string;
  extension: string;
}

/** Where it is opened from the site's own address, a browser runs the scripts in it. */
const ACTIVE = /^text\/html$|[/+]xml$|^(text|application)\/(x-)?(java|ecma)script$/;
const UNKNOWN: StoredType = { mime: 'application/octet-stream', extension: 'bin' };
/** Texts, whose bytes look like those of any other text. */
const TEXTS = new Map([
  ['text/plain', 'txt'],
  ['text/csv', 'csv'],
  ['text/markdown', 'md'],
  ['application/json', 'json'],
]);
/** What old documents of an office are stored in. Bytes tell that, and only the server what is within. */
const COMPOUND = 'application/x-cfb';
const OLD_DOCUMENTS = new Map([
  ['application/msword', 'doc'],
  ['application/vnd.ms-excel', 'xls'],
  ['application/vnd.ms-powerpoint', 'ppt'],
]);

/**
 * What a file is taken for: what its bytes say, and where they say nothing what its server says, if that is something that
 * bytes do not tell. A page that is sent as a picture is neither.
 *
 * @param declared the content type that its server has given; null for none
 * @throws {TransformError} for what is not stored at all
 */
export function storedTypeOf(
  { detected, isDetectable }: Detection,
  declared: string | null,
): StoredType {
  const told = declared ?? UNKNOWN.mime;
  const mime = detected?.mime ?? told;
  if (ACTIVE.test(mime)) {
    throw new TransformError(`leads to a file of the type ${mime}, which may hold scripts`);
  }
  if (detected) {
    const extension = mime === COMPOUND ? OLD_DOCUMENTS.get(told) : undefined;
    return extension === undefined ? { mime, extension: detected.ext } : { mime: told, extension };
  }
  if (isDetectable(told) || kindOf(told) !== 'files') {
    throw new TransformError(
      `leads to a file that is none of the type ${told}, as which it is sent`,
    );
  }
  const extension = TEXTS.get(told);
  return extension === undefined ? UNKNOWN : { mime: told, extension };
}

/** As editors call them. */
const WORDS: Record<MediaKind, string> = {
  images: 'pictures',
  videos: 'videos',
  audios: 'sounds',
  files: 'other files',
};

/** @throws {TransformError} for a file that a field does not take */
export function requireKind({ kinds }: Pick<MediaType, 'kinds'>, mime: string): void {
  if (kinds.includes(kindOf(mime))) return;
  throw new TransformError(
    `leads to a file of the type ${mime}, and the field takes ${kinds.map((kind) => WORDS[kind]).join(', ')}`,
  );
}

/** As Strapi tells them apart. */
function kindOf(mime: string): MediaKind {
  if (mime.startsWith('image/')) return 'images';
  if (mime.startsWith('video/')) return 'videos';
  return mime.startsWith('audio/') ? 'audios' : 'files';
}
