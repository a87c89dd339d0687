import { wait } from '../../http/client/wait';
import type { LeaseStore } from '../../lease-store';
import type { Logger } from '../../logger';
import type { Outside } from '../../outside-transactions';

const HEARTBEAT_MS = 2_000;
const LEASE_MS = 10_000;
/** An instance that makes no calls leaves its part to the others. */
const IDLE_MS = 60_000;

interface Member {
  count: number;
  usedAt: number;
  isReady: boolean;
  joining: Promise<void>;
}

interface Dependencies {
  leases: LeaseStore;
  owner: string;
  /** False where one process alone can use the database. */
  isShared: boolean;
  /** Runs work outside of the transaction of whoever asked for it. */
  outside: Outside;
  log: Logger;
}

/**
 * Which part of a connection's budget of calls this instance may use: the instances that call with it are counted by leases,
 * and each takes an equal part. One that joins others waits until they must have noticed.
 */
export function createBudgetShares({ leases, owner, isShared, outside, log }: Dependencies) {
  let isStopped = false;
  const members = new Map<number, Member>();
  let timer: NodeJS.Timeout | null = null;
  let beating: Promise<void> = Promise.resolve();

  const nameOf = (id: number) => `budget:${id}:${owner}`;
  const groupOf = (id: number) => `budget:${id}`;

  async function renew(id: number, member: Member): Promise<void> {
    await leases.acquire(nameOf(id), owner, LEASE_MS, groupOf(id));
    member.count = Math.max(1, await leases.countHeld(groupOf(id)));
  }

  async function beat(): Promise<void> {
    for (const [id, member] of members) {
      try {
        if (performance.now() - member.usedAt > IDLE_MS) {
          members.delete(id);
          await leases.release(nameOf(id), owner);
        } else await renew(id, member);
      } catch (error) {
        // It goes on by what it knew: the budget of the others is not worth stopping all calls.
        log.warn(`the share of the budget of connection ${id} could not be renewed`, error);
      }
    }
    if (members.size === 0 && timer) {
      clearInterval(timer);
      timer = null;
    }
  }

  function join(id: number): Member {
    const member: Member = {
      count: 1,
      usedAt: performance.now(),
      isReady: false,
      joining: Promise.resolve(),
    };
    members.set(id, member);
    timer ??= setInterval(() => {
      beating = beating.then(beat);
    }, HEARTBEAT_MS).unref();
    member.joining = renew(id, member)
      .then(() => (member.count > 1 ? wait(HEARTBEAT_MS) : undefined))
      .catch((error: unknown) => {
        log.warn(`the share of the budget of connection ${id} is not known`, error);
      })
      .finally(() => {
        member.isReady = true;
      });
    return member;
  }

  return {
    /** Resolves when this instance may make calls; not a promise where it may already. */
    ready(id: number): void | Promise<void> {
      if (!isShared || isStopped) return;
      const member = members.get(id) ?? outside(() => join(id));
      member.usedAt = performance.now();
      if (!member.isReady) return member.joining;
    },

    /** From above 0 to 1. */
    shareOf: (id: number): number => 1 / (members.get(id)?.count ?? 1),

    /** Leaves all budgets to the others. */
    async stop(): Promise<void> {
      isStopped = true;
      if (timer) clearInterval(timer);
      timer = null;
      await beating;
      const held = [...members.keys()];
      members.clear();
      await Promise.allSettled(held.map((id) => leases.release(nameOf(id), owner)));
    },
  };
}

export type BudgetShares = ReturnType<typeof createBudgetShares>;
