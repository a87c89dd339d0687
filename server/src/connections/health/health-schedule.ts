import { keepLease } from '../../keep-lease';
import type { LeaseStore } from '../../lease-store';
import type { Logger } from '../../logger';
import type { ConnectionRecord } from '../accounts/connection-record';
import type { ConnectionStore } from '../accounts/connection-store';
import type { TokenKeeper } from '../tokens/token-keeper';
import type { StatusKeeper } from './status-keeper';

interface Dependencies {
  store: ConnectionStore;
  keeper: TokenKeeper;
  leases: LeaseStore;
  owner: string;
  status: StatusKeeper;
  test: (id: number) => Promise<unknown>;
  /** Tells that a token ends which cannot renew itself. */
  announceExpiry: (connection: ConnectionRecord) => Promise<void>;
  now: () => number;
  log: Logger;
}

const MINUTE_MS = 60_000;
/**
 * A connection that nobody has called for so long is tested: what was revoked at the service is known so soon. It costs the
 * service 144 of its cheapest calls a day, a hundredth of the narrowest daily limit that is known (Salesforce's).
 */
const PROBE_EVERY_MS = 10 * MINUTE_MS;
/** One that does not work is looked at more often: it may be back. */
const PROBE_FAILING_EVERY_MS = 5 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
const NOTICE_AHEAD_MS = 7 * DAY_MS;
const TICK_LEASE = 'connections:health';
const TICK_LEASE_MS = 5 * MINUTE_MS;

/** Whether a connection is due for a look, as it stands now. */
export function isProbeDue(connection: ConnectionRecord, now: number): boolean {
  const { status, lastTestedAt, lastUsedAt } = connection;
  if (status === 'error') return now - (lastTestedAt ?? 0) >= PROBE_FAILING_EVERY_MS;
  // Calls of the site show as much as a test.
  const seenAt = Math.max(lastTestedAt ?? 0, lastUsedAt ?? 0);
  return status === 'connected' && now - seenAt >= PROBE_EVERY_MS;
}

/** Whether the administrators should hear that a token ends soon and cannot renew itself. */
export function isExpiryNoticeDue(connection: ConnectionRecord, now: number): boolean {
  const { status, expiresAt, isRenewable, expiryNoticeFor } = connection;
  if (status !== 'connected' || expiresAt === null || isRenewable) return false;
  return expiresAt - now <= NOTICE_AHEAD_MS && expiryNoticeFor !== expiresAt;
}

/** Whether a token that could not renew itself has ended. */
export function isOver({ status, expiresAt, isRenewable }: ConnectionRecord, now: number): boolean {
  return status === 'connected' && expiresAt !== null && !isRenewable && expiresAt <= now;
}

/** Looks after connections that nobody uses: tests them, renews their tokens, and tells what ends. */
export function createHealthSchedule(dependencies: Dependencies) {
  const { store, keeper, leases, owner, test, announceExpiry, now, log } = dependencies;

  async function look(connection: ConnectionRecord): Promise<void> {
    const { id, status } = connection;
    if (status === 'disconnected' || status === 'needs-reauthorization') return;
    if (isOver(connection, now())) {
      const reason =
        'The access that was granted has ended, and cannot renew itself. Reconnect the account.';
      await dependencies.status.set(id, 'needs-reauthorization', reason, {
        isStillSo: (row) => row.tokenVersion === connection.tokenVersion,
      });
      return;
    }
    if (isExpiryNoticeDue(connection, now())) {
      // Claimed first: of two instances that look at once, one announces.
      const claimed = await store.change(id, (row) =>
        row.expiryNoticeFor === connection.expiresAt
          ? null
          : { expiryNoticeFor: connection.expiresAt },
      );
      if (claimed) await announceExpiry(connection);
    }
    if (isProbeDue(connection, now())) await test(id);
    else if (keeper.isDue(connection)) await keeper.ensure(connection);
  }

  return {
    /** One look at all of them, by one of all instances. */
    async run(): Promise<void> {
      if (!(await leases.acquire(TICK_LEASE, owner, TICK_LEASE_MS))) return;
      const lease = keepLease({ leases, name: TICK_LEASE, owner, ttlMs: TICK_LEASE_MS, log });
      try {
        for (const connection of await store.findAll()) {
          try {
            await look(connection);
          } catch (error) {
            // What is wrong with one connection is written down with it, and does not keep the others waiting.
            log.debug(`connection ${connection.id} could not be looked after`, error);
          }
        }
      } finally {
        await lease.end();
      }
    },
  };
}
