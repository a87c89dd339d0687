import type { Logger } from '../../logger';
import type { EncryptionInfo } from '../contracts';
import type { Keyring } from './keyring';

/** Encrypts everything anew in the background of this process, for the panel to watch. */
export function createBackgroundRotation(keyring: Keyring, log: Logger, now: () => number) {
  let rotation: EncryptionInfo['rotation'] = null;
  let running: Promise<void> | null = null;
  const stopping = new AbortController();

  async function run(): Promise<void> {
    const time = () => new Date(now()).toISOString();
    const begun = { isComplete: false, startedAt: time(), finishedAt: null };
    const counts = { scanned: 0, rotated: 0, failed: 0 };
    rotation = { state: 'running', ...counts, ...begun };
    try {
      const { scanned, rotated, failed, isComplete } = await keyring.rotateKeys({
        signal: stopping.signal,
        onProgress(progress) {
          counts.scanned = progress.scanned;
          counts.rotated = progress.rotated;
          counts.failed = progress.failed;
          rotation = { state: 'running', ...counts, ...begun };
        },
      });
      const ended = { ...begun, isComplete, finishedAt: time() };
      rotation = { state: 'finished', scanned, rotated, failed, ...ended };
    } catch (error) {
      log.error('the rotation of keys broke off; what is done stays done, start it again', error);
      rotation = { state: 'failed', ...counts, ...begun, finishedAt: time() };
    }
  }

  async function info(): Promise<EncryptionInfo> {
    const [status, secretCount, outdatedCount] = await Promise.all([
      keyring.encryptionStatus(),
      keyring.countSecrets(),
      keyring.countOutdated(),
    ]);
    return { ...status, secretCount, outdatedCount, rotation };
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
