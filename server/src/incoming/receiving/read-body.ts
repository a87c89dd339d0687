import type { IncomingMessage } from 'node:http';

import { type BodyInHand, TOO_MUCH_IN_HAND } from './bodies-in-hand';
import { BodyError, tooLarge } from './body-error';

interface Limits {
  /** Bytes as they are sent. */
  limit: number;
  /** For the whole body, in ms. */
  deadlineMs: number;
  inHand: BodyInHand;
}

/**
 * Reads the exact bytes of a request.
 *
 * @throws {BodyError} 413 as soon as the limit is announced or passed, 408 at the deadline, 400 where the sender broke off
 * @throws {Error} where a middleware of the site has read the body before, or too much is in hand
 */
export async function readBody(
  request: IncomingMessage,
  { limit, deadlineMs, inHand }: Limits,
): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  // Neither would say anything more, and the wait would be for nothing.
  if (request.readableDidRead) {
    throw new Error('a middleware of this site has read the body, of which nothing is left');
  }
  if (request.destroyed) throw new BodyError(400, { code: 'body-incomplete' });
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(
      () => fail(new BodyError(408, { code: 'body-late', values: { seconds: deadlineMs / 1000 } })),
      deadlineMs,
    );
    const end = () => {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken);
    };
    const fail = (error: Error) => {
      end();
      // Whatever still comes is let go unread until the answer has closed the connection.
      request.on('error', () => {}).resume();
      reject(error);
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) return fail(tooLarge(limit));
      if (!inHand.add(chunk.length)) return fail(new Error(TOO_MUCH_IN_HAND));
      chunks.push(chunk);
    };
    const onEnd = () => {
      end();
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size));
    };
    const onBroken = () => fail(new BodyError(400, { code: 'body-incomplete' }));
    request.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken);
  });
}
