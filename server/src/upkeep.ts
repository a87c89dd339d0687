import type { Logger } from './logger';

interface Dependencies {
  /** Each is cheap when there is nothing to do, and finds out by itself what there is. */
  tasks: Record<string, () => Promise<void>>;
  log: Logger;
}

/** Half of the minute in which interrupted work is to go on. */
const INTERVAL_MS = 30_000;

/** Takes up from time to time what another instance, or a fault of the database, left unfinished. */
export function createUpkeep({ tasks, log }: Dependencies) {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;

  async function runAll(): Promise<void> {
    for (const [name, run] of Object.entries(tasks)) {
      try {
        await run();
      } catch (error) {
        log.error(`${name} failed and is tried again in ${INTERVAL_MS / 1000} s`, error);
      }
    }
  }

  const run = (): Promise<void> => {
    running ??= runAll().finally(() => {
      running = null;
    });
    return running;
  };

  return {
    /** Runs every task once; a call during another one waits for that. */
    run,

    start(): void {
      timer ??= setInterval(() => void run(), INTERVAL_MS).unref();
    },

    async stop(): Promise<void> {
      if (timer) clearInterval(timer);
      timer = null;
      await running;
    },
  };
}
