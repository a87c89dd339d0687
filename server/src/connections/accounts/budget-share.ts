import type { LeaseStore } from '../../lease-store';
import type { Logger } from '../../logger';
import type { Outside } from '../../outside-transactions';
import { createFailureSeries } from '../../queue/failure-series';

const HEARTBEAT_MS = 2_000;
/** So long after an instance counted the others it goes by that count; then it makes the fewest calls it can. */
const FRESH_MS = 2_500;
/** Of an instance that ends without a word, this is longer than its last calls count. */
const LEASE_MS = 10_000;
/** Nobody is held back for a longer span of a service: hours are a matter for what the service says is left. */
const LONGEST_SETTLE_MS = 2_500;
/** An instance that makes no calls leaves its part to the others. */
const IDLE_MS = 60_000;

/** This instance's part of one budget. Times are those of the monotonic clock, in ms. */
interface Membership {
  /** Into how many parts the budget is divided. */
  parts: number;
  /** When the last renewal that succeeded was begun. */
  renewedAt: number;
  /** Until when it may go by `parts`. */
  validUntil: number;
  /** Until when others may go by a count without it, or the service still counts calls that they made by it. */
  heldBackUntil: number;
  /** After so long, a call is no longer counted by the service. */
  settleMs: number;
  usedAt: number;
  /** Until it has counted for the first time. */
  joining: Promise<void> | null;
}

interface Dependencies {
  leases: Pick<LeaseStore, 'acquire' | 'renew' | 'countHeld'>;
  owner: string;
  /** False where one process alone can use the database. */
  isShared: boolean;
  /** Runs work outside of the transaction of whoever asked for it. */
  outside: Outside;
  log: Logger;
}

/**
 * Which part of a connection's budget of calls this instance may use: the instances that call with it are counted by leases,
 * and each takes an equal part. For services that count in spans of up to 2.5 seconds, their calls together stay within the
 * budget: one that joins, or comes back after its lease has ended, is held back until the others can no longer go by a count
 * without it and their calls until then are over; the lease of one that leaves outlasts its calls. What others used of a
 * longer span is not known to one that joins. An instance that alone has lost the database goes on by what it knew, since
 * the budget is not worth stopping all calls.
 */
export function createBudgetShares({ leases, owner, isShared, outside, log }: Dependencies) {
  const memberships = new Map<number, Membership>();
  const renewals = createFailureSeries(log, 'Counting the instances that share a budget of calls');
  let isStopped = false;
  let timer: NodeJS.Timeout | null = null;
  let beating: Promise<void> | null = null;

  const nameOf = (id: number) => `budget:${id}:${owner}`;
  const groupOf = (id: number) => `budget:${id}`;

  async function renew(id: number, membership: Membership): Promise<void> {
    const startedAt = performance.now();
    await leases.acquire(nameOf(id), owner, LEASE_MS, groupOf(id));
    const hadLease = performance.now() - membership.renewedAt < LEASE_MS - FRESH_MS;
    membership.parts = Math.max(1, await leases.countHeld(groupOf(id)));
    // After a time without the database, the others may go by what they knew as well.
    if (!hadLease && (membership.parts > 1 || hasCounted(membership))) {
      membership.heldBackUntil = performance.now() + FRESH_MS + membership.settleMs;
    }
    membership.renewedAt = startedAt;
    membership.validUntil = startedAt + FRESH_MS;
  }

  /** Its calls of the last moments count for a while. */
  async function leave(id: number, { settleMs }: Membership): Promise<void> {
    await leases.renew(nameOf(id), owner, settleMs);
  }

  async function keep(id: number, membership: Membership): Promise<void> {
    if (performance.now() - membership.usedAt > IDLE_MS) {
      memberships.delete(id);
      return leave(id, membership);
    }
    try {
      await renew(id, membership);
    } catch (error) {
      if (hasCounted(membership)) membership.validUntil = performance.now() + FRESH_MS;
      throw error;
    }
  }

  async function beat(): Promise<void> {
    const kept = await Promise.allSettled(
      [...memberships].map(([id, membership]) => keep(id, membership)),
    );
    const failure = kept.find(({ status }) => status === 'rejected');
    if (failure?.status === 'rejected') renewals.failed(failure.reason);
    else renewals.succeeded();
    if (memberships.size > 0 || !timer) return;
    clearInterval(timer);
    timer = null;
  }

  function join(id: number, perMs: number): Membership {
    const membership: Membership = {
      parts: 1,
      renewedAt: -Infinity,
      validUntil: -Infinity,
      heldBackUntil: -Infinity,
      settleMs: Math.min(perMs, LONGEST_SETTLE_MS),
      usedAt: performance.now(),
      joining: null,
    };
    memberships.set(id, membership);
    membership.joining = renew(id, membership)
      .catch((error: unknown) => void renewals.failed(error))
      .finally(() => {
        membership.joining = null;
      });
    // One that takes long is not overtaken by the next.
    timer ??= setInterval(() => {
      beating ??= beat().finally(() => {
        beating = null;
      });
    }, HEARTBEAT_MS).unref();
    return membership;
  }

  return {
    /**
     * Tells that calls are made with a connection. Resolves when the others are counted; not a promise where they are.
     *
     * @param perMs the span of the service's limit
     */
    ready(id: number, perMs: number): void | Promise<void> {
      if (!isShared || isStopped) return;
      const membership = memberships.get(id) ?? outside(() => join(id, perMs));
      membership.usedAt = performance.now();
      if (membership.joining) return membership.joining;
    },

    /** From 0, with which a budget allows its fewest calls, to 1. */
    shareOf(id: number): number {
      if (!isShared) return 1;
      const membership = memberships.get(id);
      const now = performance.now();
      // A process that stood still does not know who has joined meanwhile.
      const isHeldBack =
        !membership || now > membership.validUntil || now < membership.heldBackUntil;
      return isHeldBack ? 0 : 1 / membership.parts;
    },

    /** Leaves all budgets to the others. */
    async stop(): Promise<void> {
      isStopped = true;
      if (timer) clearInterval(timer);
      timer = null;
      await beating;
      const held = [...memberships];
      memberships.clear();
      await Promise.allSettled(
        held.map(async ([id, membership]) => {
          await membership.joining;
          await leave(id, membership);
        }),
      );
    },
  };
}

const hasCounted = ({ renewedAt }: Membership): boolean => renewedAt > -Infinity;

export type BudgetShares = ReturnType<typeof createBudgetShares>;
