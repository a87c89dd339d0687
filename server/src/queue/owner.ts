import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** Names a process as an owner of leases: `hostname:pid:random`. The random part tells reused process ids apart. */
export function createOwnerId(): string {
  return `${hostname()}:${process.pid}:${randomBytes(6).toString('hex')}`;
}

/**
 * Whether `owner` is a process that ran before `self` on the same host and is gone. Owners on other hosts are never
 * called dead: their process ids say nothing here. A predecessor whose process id is our own (containers start at 1
 * every time) is gone too, because that process is us.
 *
 * @param isAlive whether a process id of this host is in use.
 */
export function isDeadPredecessor(
  owner: string,
  self: string,
  isAlive: (pid: number) => boolean,
): boolean {
  const theirs = parseOwner(owner);
  const ours = parseOwner(self);
  if (!theirs || !ours || owner === self || theirs.host !== ours.host) return false;
  return theirs.pid === ours.pid || !isAlive(theirs.pid);
}

/** Whether a process with this id runs on this host. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function parseOwner(owner: string): { host: string; pid: number } | null {
  const match = /^(.+):(\d+):[0-9a-f]+$/.exec(owner);
  return match?.[1] && match[2] ? { host: match[1], pid: Number(match[2]) } : null;
}
