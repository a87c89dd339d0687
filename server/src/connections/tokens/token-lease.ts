import { wait } from '../../http/client/wait';
import { keepLease } from '../../keep-lease';
import type { LeaseStore } from '../../lease-store';
import type { Logger } from '../../logger';

interface Dependencies {
  leases: LeaseStore;
  /** Of this process. */
  owner: string;
  random: () => number;
  /** Ends all waiting. */
  stopping: AbortSignal;
  log: Logger;
}

/** Between two tries to store a new token. Short: as soon as a database that was away is back, the token is to be in it. */
export const LONGEST_SAVE_RETRY_MS = 500;
/** How the names of the leases begin. */
export const TOKEN_LEASES = 'token:';
/** A process that dies with the lease holds a renewal up for so long. */
const LEASE_MS = 30_000;
/** How long to wait for another process that is renewing: until after the lease of one that died. */
const LONGEST_WAIT_MS = LEASE_MS + 5_000;
const LEASE_POLL_MS = 150;
/** How long to leave to whoever let a lease run out, who may have a new token that the database did not take yet. */
const LAST_SAVE_MS = 2 * LONGEST_SAVE_RETRY_MS;

/** Makes what waits for the lease on the token of a connection. */
export function createTokenLeases({ leases, owner, random, stopping, log }: Dependencies) {
  let holders = 0;

  /**
   * @param find asked before every try; where it finds something, the lease is not needed any more
   * @returns what was found, or the lease; neither where another process holds it for longer than any should
   */
  return async function takeLease<T>(
    id: number,
    find: () => Promise<T | null>,
  ): Promise<{ found: T | null; lease: ReturnType<typeof keepLease> | null }> {
    const name = `${TOKEN_LEASES}${id}`;
    // Of this piece of work alone: the end of an earlier one of this process must not give this one's lease back. It still reads
    // as the id of an owner, by which a dead process is known.
    holders += 1;
    const holder = owner + holders.toString(16).padStart(8, '0');
    const startedAt = performance.now();
    for (;;) {
      const found = await find();
      if (found !== null) return { found, lease: null };
      // Asked before, so that one which runs out in between is noticed as well. One that was given back
      // since is taken for one that ran out, which costs that wait and nothing else.
      const wasNotGivenBack = await leases.wasNotGivenBack(name);
      if (await leases.acquire(name, holder, LEASE_MS)) {
        if (wasNotGivenBack) await wait(LAST_SAVE_MS, stopping);
        const lease = keepLease({ leases, name, owner: holder, ttlMs: LEASE_MS, log });
        return { found: null, lease };
      }
      if (performance.now() - startedAt > LONGEST_WAIT_MS || stopping.aborted) {
        return { found: null, lease: null };
      }
      await wait(LEASE_POLL_MS * (0.5 + random()), stopping);
    }
  };
}
