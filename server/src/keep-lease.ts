import type { LeaseStore } from './lease-store';
import type { Logger } from './logger';

interface Options {
  leases: LeaseStore;
  name: string;
  owner: string;
  ttlMs: number;
  log: Logger;
  /** Called with every renewal that finds it lost; by default the log is told. */
  onLost?: () => void;
}

/** Renews a lease from time to time until it is given back. */
export function keepLease({ leases, name, owner, ttlMs, log, onLost }: Options) {
  const lost = onLost ?? (() => log.warn(`the lease "${name}" was lost to another process`));
  let renewing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    renewing = leases.renew(name, owner, ttlMs).then(
      (isHeld) => {
        if (!isHeld) lost();
      },
      (error: unknown) => {
        log.warn(`the lease "${name}" could not be renewed`, error);
      },
    );
  }, ttlMs / 3);
  timer.unref();

  return {
    /** Gives the lease back. Where that fails, it runs out by itself. */
    async end(): Promise<void> {
      clearInterval(timer);
      // One that is under way would otherwise take it again.
      await renewing;
      await leases
        .release(name, owner)
        .catch((error: unknown) => log.warn(`the lease "${name}" could not be given back`, error));
    },
  };
}
