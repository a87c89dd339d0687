import { LONGEST_TIMER_MS } from '../../longest-timer';
import { ApiError } from './api-error';

/** Until when a call has to be through, by `performance.now()`, and what breaks it off before. */
export interface Deadline {
  at: number;
  signal?: AbortSignal;
}

/** @throws {ApiError} `timeout`, `aborted` */
export function checkDeadline({ at, signal }: Deadline): void {
  if (signal?.aborted) throw brokenOff();
  if (performance.now() >= at) throw late();
}

/**
 * Waits for work that goes on for others as well, but no longer than until the deadline.
 *
 * @throws {ApiError} `timeout`, `aborted`; what the work throws
 */
export function within<T>(work: Promise<T>, { at, signal }: Deadline): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => end(() => reject(brokenOff()));
    const restMs = Math.min(Math.max(0, at - performance.now()), LONGEST_TIMER_MS);
    const timer = setTimeout(() => end(() => reject(late())), restMs);
    // The work may never end, and must not keep the timer and the listener for so long.
    const end = (settle: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      settle();
    };
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
    work.then(
      (result) => end(() => resolve(result)),
      (error: Error) => end(() => reject(error)),
    );
  });
}

const late = () =>
  new ApiError({ code: 'timeout', message: 'The time for the call was over before it was made.' });

const brokenOff = () =>
  new ApiError({ code: 'aborted', message: 'The call was broken off before it was made.' });
