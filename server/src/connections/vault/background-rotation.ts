import type { Logger } from '../../logger';
import type { EncryptionInfo } from '../contracts';
import type { Keyring } from './keyring';

/** Encrypts everything anew in the background of this process, for the panel to watch. */
export function createBackgroundRotation(keyring: Keyring, log: Logger, now: () => number) {
  let rotation: EncryptionInfo['rotation'] = null;
  let running: Promise<void> | null = null;
  const stopping = new AbortController();

  async function run(): Promise<void> {
    const counts = { scanned: 0, rotated: 0, failed: 0 };
    rotation = { state: 'running', ...counts, isComplete: false, finishedAt: null };
    const finishedAt = () => new Date(now()).toISOString();
    try {
      const { scanned, rotated, failed, isComplete } = await keyring.rotateKeys({
        signal: stopping.signal,
        onProgress: ({ scanned: seen, rotated: done, failed: unread }) => {
          rotation = {
            state: 'running',
            scanned: seen,
            rotated: done,
            failed: unread,
            isComplete: false,
            finishedAt: null,
          };
        },
      });
      rotation = {
        state: 'finished',
        scanned,
        rotated,
        failed,
        isComplete,
        finishedAt: finishedAt(),
      };
    } catch (error) {
      log.error('the rotation of keys broke off; what is done stays done, start it again', error);
      rotation = {
        ...(rotation ?? counts),
        state: 'failed',
        isComplete: false,
        finishedAt: finishedAt(),
      };
    }
  }

  async function info(): Promise<EncryptionInfo> {
    return { ...(await keyring.encryptionStatus()), rotation };
  }

  return {
    info,

    /** Begins, unless one is under way. */
    start(): Promise<EncryptionInfo> {
      running ??= run().finally(() => {
        running = null;
      });
      return info();
    },

    async stop(): Promise<void> {
      stopping.abort();
      await running;
    },
  };
}
