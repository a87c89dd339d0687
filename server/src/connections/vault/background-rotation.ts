import { keepLease } from '../../keep-lease';
import type { LeaseStore } from '../../lease-store';
import type { Logger } from '../../logger';
import type { EncryptionInfo } from '../contracts';
import type { Keyring } from './keyring';

interface Dependencies {
  keyring: Keyring;
  leases: LeaseStore;
  /** Of this process. */
  owner: string;
  now: () => number;
  log: Logger;
}

type Rotation = NonNullable<EncryptionInfo['rotation']>;

export const ROTATION_LEASE = 'encryption-rotation';
/** A third of it passes at most until an instance notices that its rotation was cancelled on another. */
const LEASE_MS = 12_000;
const START_DIGITS = 12;
const NUMBER_DIGITS = 4;

/**
 * Encrypts everything anew in the background, for the panel to watch. One instance at a time does so, and has a lease for
 * as long: by it the others, which a request of the panel may reach as well, know that it goes on and can cancel it.
 */
export function createBackgroundRotation({ keyring, leases, owner, now, log }: Dependencies) {
  let rotation: Rotation | null = null;
  let lastNumber = 0;
  let running: { abort: AbortController; ended: Promise<void> } | null = null;

  const isoOf = (ms: number) => new Date(ms).toISOString();
  /**
   * Of one run, so that a cancelled one does not take the lease of the next for its own. It still reads as the id of an
   * owner, by which a dead process is known, and tells the other instances since when it runs.
   */
  const holderSince = (startedAt: number) => {
    lastNumber = (lastNumber + 1) % 16 ** NUMBER_DIGITS;
    const number = lastNumber.toString(16).padStart(NUMBER_DIGITS, '0');
    return owner + number + startedAt.toString(16).padStart(START_DIGITS, '0');
  };
  const startOf = (holder: string) => parseInt(holder.slice(-START_DIGITS), 16);

  async function run(holder: string, startedAt: number, abort: AbortController): Promise<void> {
    const lease = keepLease({
      leases,
      name: ROTATION_LEASE,
      owner: holder,
      ttlMs: LEASE_MS,
      log,
      onLost() {
        log.info('the rotation of keys stops: it was cancelled elsewhere, or its lease ran out');
        abort.abort();
      },
    });
    const beginning = { isComplete: false, startedAt: isoOf(startedAt), finishedAt: null };
    const counts = { scanned: 0, rotated: 0, failed: 0 };
    rotation = { state: 'running', ...counts, ...beginning };
    try {
      const { scanned, rotated, failed, isComplete } = await keyring.rotateKeys({
        signal: abort.signal,
        onProgress(progress) {
          counts.scanned = progress.scanned;
          counts.rotated = progress.rotated;
          counts.failed = progress.failed;
          rotation = { state: 'running', ...counts, ...beginning };
        },
      });
      const state = abort.signal.aborted && !isComplete ? 'cancelled' : 'finished';
      const ended = { ...beginning, isComplete, finishedAt: isoOf(now()) };
      rotation = { state, scanned, rotated, failed, ...ended };
    } catch (error) {
      log.error('the rotation of keys broke off; what is done stays done, start it again', error);
      rotation = { state: 'failed', ...counts, ...beginning, finishedAt: isoOf(now()) };
    } finally {
      await lease.end();
    }
  }

  /** How far another instance is, by what is stored: its own counts are in its memory. */
  function elsewhere(holder: string, currentCount: number): Rotation {
    return {
      state: 'running',
      scanned: currentCount,
      rotated: currentCount,
      failed: 0,
      isComplete: false,
      startedAt: isoOf(startOf(holder)),
      finishedAt: null,
    };
  }

  async function info(): Promise<EncryptionInfo> {
    const own = running && rotation;
    const [status, secretCount, outdatedCount, holder] = await Promise.all([
      keyring.encryptionStatus(),
      keyring.countSecrets(),
      keyring.countOutdated(),
      own ? null : leases.holderOf(ROTATION_LEASE),
    ]);
    const other = holder === null ? null : elsewhere(holder, secretCount - outdatedCount);
    return { ...status, secretCount, outdatedCount, rotation: other ?? rotation };
  }

  async function endOwn(): Promise<void> {
    running?.abort.abort();
    await running?.ended;
  }

  return {
    info,

    /** Begins, unless one is under way, on whichever instance. */
    async start(): Promise<EncryptionInfo> {
      const startedAt = now();
      const holder = holderSince(startedAt);
      if (await leases.acquire(ROTATION_LEASE, holder, LEASE_MS)) {
        // One that was cancelled elsewhere may not have noticed yet.
        await endOwn();
        const abort = new AbortController();
        const ended = run(holder, startedAt, abort).finally(() => {
          running = null;
        });
        running = { abort, ended };
      }
      return info();
    },

    /** Ends the one that is under way, on another instance within seconds; what is encrypted anew stays so. */
    async cancel(): Promise<EncryptionInfo> {
      const ending = endOwn();
      await leases.revoke(ROTATION_LEASE);
      await ending;
      return info();
    },

    stop: endOwn,
  };
}
