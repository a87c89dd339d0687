import type { LeaseStore } from '../../server/src/lease-store';

type Leases = Pick<LeaseStore, 'acquire' | 'renew' | 'countHeld'>;

/** Leases of several instances in memory, on the clock of the test; see `lease-store.ts` for what they promise. */
export class MemoryLeases implements Leases {
  readonly #leases = new Map<string, { owner: string; group: string; endsAt: number }>();
  /** What every call fails with, as while the database is gone. */
  failure: Error | null = null;

  acquire(name: string, owner: string, ttlMs: number, group = ''): Promise<boolean> {
    return this.#answer(() => {
      const lease = this.#leases.get(name);
      if (lease && lease.owner !== owner && lease.endsAt > performance.now()) return false;
      const endsAt = performance.now() + ttlMs;
      this.#leases.set(name, { owner, group: lease?.group ?? group, endsAt });
      return true;
    });
  }

  renew(name: string, owner: string, ttlMs: number): Promise<boolean> {
    return this.#answer(() => {
      const lease = this.#leases.get(name);
      if (lease?.owner !== owner) return false;
      lease.endsAt = performance.now() + ttlMs;
      return true;
    });
  }

  countHeld(group: string): Promise<number> {
    return this.#answer(() => {
      const now = performance.now();
      return [...this.#leases.values()].filter(
        (lease) => lease.group === group && lease.endsAt > now,
      ).length;
    });
  }

  #answer<T>(read: () => T): Promise<T> {
    return this.failure ? Promise.reject(this.failure) : Promise.resolve(read());
  }
}
