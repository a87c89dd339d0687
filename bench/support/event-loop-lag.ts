import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 10;

/** Watches how late this process's timers are. Node's histogram counts the timer's own interval in; it is taken off. */
export function watchEventLoop() {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return {
    /** Ends watching; 99 of 100 looks were no later than this, in ms. */
    stop(): number {
      histogram.disable();
      return Math.max(0, histogram.percentile(99) / 1e6 - RESOLUTION_MS);
    },
  };
}
