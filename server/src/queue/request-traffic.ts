/** A request that lasts longer, such as an upload, no longer counts: nothing is to wait for its end. */
const LONG_REQUEST_MS = 1_000;
/** Between two requests of a client that sends one after the other it is not quiet yet. */
const PAUSE_MS = 20;

/**
 * Knows whether this process is answering requests, so that work in the background can give way to them: both share one
 * event loop, and whoever saves or reads content waits for an answer.
 */
export function createRequestTraffic() {
  const underWay = new Set<object>();
  const listeners = new Set<() => void>();
  let pause: NodeJS.Timeout | undefined;

  function beQuiet() {
    pause = undefined;
    listeners.forEach((listener) => listener());
  }

  function leave(request: object) {
    if (underWay.delete(request) && underWay.size === 0) pause = setTimeout(beQuiet, PAUSE_MS);
  }

  return {
    /** A Koa middleware; use it before all others. */
    async observe(_context: unknown, next: () => Promise<unknown>): Promise<void> {
      const request = {};
      underWay.add(request);
      clearTimeout(pause);
      pause = undefined;
      const timer = setTimeout(leave, LONG_REQUEST_MS, request).unref();
      try {
        await next();
      } finally {
        clearTimeout(timer);
        leave(request);
      }
    },

    /** Resolves as soon as no request has been answered for a moment, and after `atMostMs` in any case. */
    async whenQuiet(atMostMs: number): Promise<void> {
      if (underWay.size === 0 && !pause) return;
      await new Promise<void>((resolve) => {
        const goOn = () => {
          clearTimeout(timer);
          listeners.delete(goOn);
          resolve();
        };
        const timer = setTimeout(goOn, atMostMs);
        listeners.add(goOn);
      });
    },
  };
}

export type RequestTraffic = ReturnType<typeof createRequestTraffic>;
