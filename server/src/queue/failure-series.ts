import type { Logger } from '../logger';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5_000;

/**
 * Failures of one recurring step, such as a claim while the database restarts: the first of a series is logged, each
 * waits twice as long as the one before (100 ms to 5 s), and so is the end of the series.
 */
export function createFailureSeries(log: Logger, step: string) {
  let delayMs = 0;
  return {
    /** Counts a failure; returns how long to wait before the next try, in ms. */
    failed(error: unknown): number {
      if (delayMs === 0) log.error(`${step} failed, trying again until it works`, error);
      delayMs = delayMs === 0 ? FIRST_DELAY_MS : Math.min(LONGEST_DELAY_MS, delayMs * 2);
      return delayMs;
    },
    succeeded(): void {
      if (delayMs > 0) log.info(`${step} works again`);
      delayMs = 0;
    },
    get isFailing(): boolean {
      return delayMs > 0;
    },
  };
}

export type FailureSeries = ReturnType<typeof createFailureSeries>;
