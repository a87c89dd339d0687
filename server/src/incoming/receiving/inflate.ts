import { promisify } from 'node:util';
import {
  type BrotliOptions,
  brotliDecompress,
  gunzip,
  inflate as inflateZlib,
  type ZlibOptions,
} from 'node:zlib';

import { BodyError, packedTooTightly, tooLarge } from './body-error';

type Decode = (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const DECODERS: Record<string, Decode> = {
  gzip: promisify<Buffer, ZlibOptions, Buffer>(gunzip),
  'x-gzip': promisify<Buffer, ZlibOptions, Buffer>(gunzip),
  deflate: promisify<Buffer, ZlibOptions, Buffer>(inflateZlib),
  br: promisify<Buffer, BrotliOptions, Buffer>(brotliDecompress),
};

/** JSON shrinks by ten; what shrinks by more than a hundred was made to. */
const LARGEST_RATIO = 100;
/** Below this the ratio says nothing. */
const ALWAYS_ALLOWED_BYTES = 64 * 1024;

/**
 * Undoes the content encoding of a body (RFC 9110, 8.4). Encodings on top of each other are refused: nobody sends them but
 * to hide a bomb.
 *
 * @param encoding the header `Content-Encoding`
 * @param limit the largest result, in bytes
 * @throws {BodyError} 415 for an unknown encoding, 413 for a result that is too large or was packed too tightly, 400 for
 *   broken data
 */
export async function undoEncoding(
  body: Buffer,
  encoding: string | undefined,
  limit: number,
): Promise<Buffer> {
  const name = (encoding ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity') return body;
  const decode = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined;
  if (!decode) {
    throw new BodyError(415, {
      code: 'encoding-unsupported',
      values: { encoding: name.slice(0, 50) },
    });
  }
  const byRatio = Math.max(ALWAYS_ALLOWED_BYTES, body.length * LARGEST_RATIO);
  const maxOutputLength = Math.min(limit, byRatio);
  try {
    return await decode(body, { maxOutputLength });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw byRatio < limit
        ? packedTooTightly(LARGEST_RATIO, ALWAYS_ALLOWED_BYTES)
        : tooLarge(limit);
    }
    throw new BodyError(400, { code: 'encoding-broken', values: { encoding: name } });
  }
}
