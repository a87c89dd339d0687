import { ApiError } from './api-error';
import type { RateLimit } from './api-rules';
import type { RateState } from './rate-headers';

interface Options {
  /** Null where the service states no limit: then only what its answers say holds calls back. */
  limit: RateLimit | null;
  /** The part of the limit that is used, from above 0 to 1. */
  buffer: number;
  /** The part of the budget that this process may use, from 0 to 1; one call a span it has always. */
  share: () => number;
  /** Monotonic, in ms. */
  clock: () => number;
}

/** The part of this process may grow while calls wait. */
const RECHECK_MS = 1_000;

interface Waiting {
  grant: () => void;
  refuse: (error: ApiError) => void;
  deadlineAt: number;
}

/**
 * The budget of calls of one connection. There are as many permits as the service allows calls in its span, times the
 * buffer. A call takes one, and it comes back when the span is over, counted from the call's *answer*: the service has seen
 * the call before that, so that however late a call arrives there, and however the service divides the time, no span of its
 * own can hold more calls than there are permits. A budget that counted from the sending would be exceeded by calls that
 * the network, or a busy process, delayed.
 */
export function createRateBudget({ limit, buffer, share, clock }: Options) {
  const perMs = limit?.perMs ?? 0;
  /** Calls under way and permits that are not back yet. */
  let taken = 0;
  let inFlight = 0;
  /** When the permits come back, in order, from `nextReturn` on. */
  let returns: number[] = [];
  let nextReturn = 0;
  let pausedUntil = 0;
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | null = null;

  const capacity = () =>
    limit ? Math.max(1, Math.floor(limit.calls * buffer * share())) : Infinity;

  function takeBack(now: number): void {
    while (nextReturn < returns.length && (returns[nextReturn] ?? Infinity) <= now) {
      nextReturn += 1;
      taken -= 1;
    }
    // The ones that are back are dropped now and then, since every drop moves the others.
    if (nextReturn > 1_000 && nextReturn * 2 > returns.length) {
      returns = returns.slice(nextReturn);
      nextReturn = 0;
    }
  }

  function tryTake(now: number): boolean {
    if (now < pausedUntil) return false;
    takeBack(now);
    if (taken >= capacity()) return false;
    taken += 1;
    inFlight += 1;
    return true;
  }

  /** When the next call may go at the earliest. */
  function nextChance(now: number): number {
    const isFull = taken >= capacity();
    // Where all permits are with calls that are under way, their ends are what is waited for.
    const back = isFull ? (returns[nextReturn] ?? now + perMs) : now;
    return Math.max(pausedUntil, back);
  }

  function serve(): void {
    timer = null;
    const now = clock();
    const expired = waiting.filter(({ deadlineAt }) => deadlineAt <= now);
    if (expired.length > 0) {
      waiting = waiting.filter(({ deadlineAt }) => deadlineAt > now);
      expired.forEach(({ refuse }) => refuse(noRoom(nextChance(now) - now)));
    }
    let served = 0;
    while (served < waiting.length && tryTake(now)) served += 1;
    waiting.splice(0, served).forEach(({ grant }) => grant());
    arm();
  }

  function arm(): void {
    if (timer || waiting.length === 0) return;
    const now = clock();
    const earliestDeadline = Math.min(...waiting.map(({ deadlineAt }) => deadlineAt));
    const at = Math.min(nextChance(now), earliestDeadline);
    timer = setTimeout(serve, Math.min(Math.max(1, Math.ceil(at - now)), RECHECK_MS));
  }

  function pause(ms: number): void {
    pausedUntil = Math.max(pausedUntil, clock() + ms);
    if (timer) clearTimeout(timer);
    timer = null;
    arm();
  }

  return {
    /**
     * Waits for a permit.
     *
     * @param deadlineAt by the budget's clock
     * @returns the ms that were waited; not a promise where there was nothing to wait for
     * @throws {ApiError} `rate-limited`, at once where the wait is known to be too long; `aborted`
     */
    acquire(deadlineAt: number, signal?: AbortSignal): number | Promise<number> {
      const startedAt = clock();
      if (signal?.aborted) throw brokenOff();
      if (waiting.length === 0 && tryTake(startedAt)) return 0;
      if (pausedUntil > deadlineAt) throw noRoom(pausedUntil - startedAt);
      return new Promise((resolve, reject) => {
        const abort = () => {
          waiting = waiting.filter((each) => each !== entry);
          reject(brokenOff());
        };
        const entry: Waiting = {
          deadlineAt,
          grant: () => {
            signal?.removeEventListener('abort', abort);
            resolve(clock() - startedAt);
          },
          refuse: (error) => {
            signal?.removeEventListener('abort', abort);
            reject(error);
          },
        };
        waiting.push(entry);
        signal?.addEventListener('abort', abort, { once: true });
        arm();
      });
    },

    /** The call that took a permit has its answer, or has failed. */
    release(): void {
      inFlight -= 1;
      if (!limit) {
        taken -= 1;
        return;
      }
      returns.push(clock() + perMs);
      if (waiting.length > 0 && timer === null) arm();
    },

    /** Nothing was sent with a permit after all: it is free at once. */
    giveBack(): void {
      inFlight -= 1;
      taken -= 1;
      if (waiting.length === 0) return;
      if (timer) clearTimeout(timer);
      serve();
    },

    /**
     * What the service says is left. Calls that are under way may not be counted in it yet.
     *
     * @param now the time that `state.resetAt` is measured in, ms since 1970
     */
    observe({ remaining, resetAt }: RateState, now: number): void {
      const reserve = limit ? limit.calls * (1 - buffer) : 0;
      if (remaining > reserve + inFlight) return;
      // Reset times are whole seconds, cut off.
      pause(resetAt - now + 1_000);
    },

    /** No call goes out for so long, in ms. */
    pause,
  };
}

export type RateBudget = ReturnType<typeof createRateBudget>;

const brokenOff = () =>
  new ApiError({ code: 'aborted', message: 'The call was broken off before it was made.' });

function noRoom(waitMs: number): ApiError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new ApiError({
    code: 'rate-limited',
    message: `The service's limit of calls is used up; the next one can be made in ${seconds} s. The call was not made.`,
    retryAfterMs: Math.max(0, waitMs),
  });
}
