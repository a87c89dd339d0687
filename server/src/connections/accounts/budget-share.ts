import { wait } from '../../http/client/wait';
import type { LeaseStore } from '../../lease-store';
import type { Logger } from '../../logger';
import type { Outside } from '../../outside-transactions';

const HEARTBEAT_MS = 2_000;
/** So long after an instance counted the others it goes by that count; then it makes the fewest calls it can. */
const FRESH_MS = 2_500;
/** Nobody waits longer for a span of the service to end: hours are a matter for what the service says is left. */
const LONGEST_SETTLE_MS = 2_500;
const LEASE_MS = 10_000;
/** An instance that makes no calls leaves its part to the others. */
const IDLE_MS = 60_000;

interface Member {
  /** Into how many parts the budget is divided. */
  count: number;
  /** When the count was begun, in ms of the monotonic clock, like all times here. */
  countedAt: number;
  /** Since when there are fewer than `count`. */
  fewerSince: number | null;
  /** After so long, calls that were made by an earlier count are forgotten by the service. */
  settleMs: number;
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
 * and each takes an equal part. Their calls together stay within the budget because a part only grows when the calls of
 * those who had more are over: one that joins waits until the others can no longer go by a count without it, and then for a
 * span of the service; where one leaves, the others wait as long before they take over its part.
 */
export function createBudgetShares({ leases, owner, isShared, outside, log }: Dependencies) {
  let isStopped = false;
  const members = new Map<number, Member>();
  let timer: NodeJS.Timeout | null = null;
  let beating: Promise<void> = Promise.resolve();

  const nameOf = (id: number) => `budget:${id}:${owner}`;
  const groupOf = (id: number) => `budget:${id}`;

  async function renew(id: number, member: Member): Promise<void> {
    const startedAt = performance.now();
    await leases.acquire(nameOf(id), owner, LEASE_MS, groupOf(id));
    const held = Math.max(1, await leases.countHeld(groupOf(id)));
    member.countedAt = startedAt;
    if (held >= member.count) {
      member.count = held;
      member.fewerSince = null;
      return;
    }
    member.fewerSince ??= performance.now();
    if (performance.now() - member.fewerSince < member.settleMs) return;
    member.count = held;
    member.fewerSince = null;
  }

  /** It goes on by what it knew: the budget of the others is not worth stopping all calls. */
  function goOnAsBefore(id: number, member: Member, error: unknown): void {
    log.warn(`the share of the budget of connection ${id} could not be renewed`, error);
    member.countedAt = performance.now();
  }

  async function beat(): Promise<void> {
    for (const [id, member] of members) {
      try {
        if (performance.now() - member.usedAt > IDLE_MS) {
          members.delete(id);
          await leases.release(nameOf(id), owner);
        } else await renew(id, member);
      } catch (error) {
        goOnAsBefore(id, member, error);
      }
    }
    if (members.size === 0 && timer) {
      clearInterval(timer);
      timer = null;
    }
  }

  function join(id: number, perMs: number): Member {
    const member: Member = {
      count: 1,
      countedAt: performance.now(),
      fewerSince: null,
      settleMs: Math.min(perMs, LONGEST_SETTLE_MS),
      usedAt: performance.now(),
      isReady: false,
      joining: Promise.resolve(),
    };
    members.set(id, member);
    timer ??= setInterval(() => {
      beating = beating.then(beat);
    }, HEARTBEAT_MS).unref();
    member.joining = renew(id, member)
      .then(() => (member.count > 1 ? wait(FRESH_MS + member.settleMs) : undefined))
      .catch((error: unknown) => goOnAsBefore(id, member, error))
      .finally(() => {
        member.isReady = true;
      });
    return member;
  }

  return {
    /**
     * Resolves when this instance may make calls; not a promise where it may already.
     *
     * @param perMs the span of the service's limit
     */
    ready(id: number, perMs: number): void | Promise<void> {
      if (!isShared || isStopped) return;
      const member = members.get(id) ?? outside(() => join(id, perMs));
      member.usedAt = performance.now();
      if (!member.isReady) return member.joining;
    },

    /** From 0, which leaves the fewest calls that a budget allows, to 1. */
    shareOf(id: number): number {
      const member = members.get(id);
      if (!member) return 1;
      // A process that stood still does not know who has joined meanwhile.
      return performance.now() - member.countedAt > FRESH_MS ? 0 : 1 / member.count;
    },

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
