/**
 * Wakes one waiting loop. A ring while nobody waits is kept for the next wait.
 *
 * The loop goes on in its own async context, never in that of whoever rings: a caller inside a content transaction
 * must not lend that transaction to the worker.
 */
export function createBell() {
  let isRung = false;
  let answer: (() => void) | undefined;

  return {
    ring(): void {
      isRung = true;
      answer?.();
    },
    /** Resolves at the next ring, or after `ms`. */
    async wait(ms: number): Promise<void> {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          answer = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      answer = undefined;
      isRung = false;
    },
  };
}
